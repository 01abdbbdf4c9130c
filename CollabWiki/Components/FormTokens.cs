using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Forms;

namespace CollabWiki.Components;

/// <summary>
/// Gives tokens to the forms that ask, and to nothing else. The framework's own puts one into each page, with a cookie: then no page
/// could be cached, and readers who never send a form would carry one.
/// </summary>
internal sealed class FormTokens(IAntiforgery antiforgery, IHttpContextAccessor http)
    : AntiforgeryStateProvider
{
    /// <summary>Null in a circuit, where no form is posted.</summary>
    public override AntiforgeryRequestToken? GetAntiforgeryToken()
    {
        if (http.HttpContext is not { Response.HasStarted: false } context)
        {
            return null;
        }
        var tokens = antiforgery.GetAndStoreTokens(context);
        return tokens.RequestToken is { } token
            ? new AntiforgeryRequestToken(token, tokens.FormFieldName)
            : null;
    }
}
