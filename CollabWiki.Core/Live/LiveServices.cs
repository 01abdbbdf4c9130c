using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Live;

/// <summary>What every open draft works with.</summary>
public sealed record LiveServices(
    IDraftLog Log,
    IPageStore Pages,
    PageSaver Saver,
    ILiveAudience Audience,
    IPresenceStore Presence,
    NodeLink Nodes,
    TimeProvider Clock,
    ILogger<LivePages> Logger
);
