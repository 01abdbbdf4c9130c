using CollabWiki.Core.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace CollabWiki.Hosting;

/// <summary>Who looks at this page or circuit, with the rights of now. Asked again at each event, since a circuit outlives a permission.</summary>
internal sealed class CurrentViewer(AuthenticationStateProvider authentication, AccountGuard guard)
{
    public async Task<Viewer> GetAsync(CancellationToken ct)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await guard.CurrentAsync(state.User.ToViewer(), ct);
    }
}
