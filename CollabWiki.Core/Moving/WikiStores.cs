using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Core.Moving;

/// <summary>All stores that hold what a wiki is. What only matters while nodes run (presence, claims, messages) isn't among them.</summary>
public sealed record WikiStores(
    ISpaceStore Spaces,
    ITreeStore Trees,
    IPageStore Pages,
    IDraftLog Drafts,
    IAccountStore Accounts,
    IFileStore Files,
    IProtectionKeyStore Keys,
    ISettingStore Settings,
    ITokenStore Tokens,
    IAuditStore Audit
);
