using CollabWiki.Core.Files;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Transfer;

/// <summary>What transfers read and write directly; texts and trees go through <see cref="PageSaver"/> and <see cref="SpaceTrees"/>.</summary>
public sealed record TransferStores(ISpaceStore Spaces, IPageStore Pages, IFileStore Files);
