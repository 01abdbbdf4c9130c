using System.Diagnostics;

namespace CollabWiki.Core.Tokens;

/// <summary>What came of the wish to make a token.</summary>
public abstract record TokenResult
{
    private TokenResult() { }

    /// <summary>Made; <paramref name="Text"/> is the only place where its secret is.</summary>
    public sealed record Made(AccessToken Token, TokenText Text) : TokenResult;

    /// <summary>Nothing was written.</summary>
    public sealed record Refused(TokenRefusal Why) : TokenResult;
}

/// <summary>Why a token can't be made.</summary>
public enum TokenRefusal
{
    NameMalformed,
    LifetimeMalformed,
    TooMany,
    Repeated,
    NoSuchAccount,
}

public static class TokenRefusals
{
    /// <summary>A sentence for people: what happened and what to do.</summary>
    public static string Explain(this TokenRefusal refusal) =>
        refusal switch
        {
            TokenRefusal.NameMalformed =>
                "A token needs a name of 1 to 100 characters, on one line, that says what it is for.",
            TokenRefusal.LifetimeMalformed =>
                $"A token can be good for 1 to {AccessTokens.MaxDays:N0} days, or without an end.",
            TokenRefusal.TooMany =>
                $"You have {AccessTokens.MaxUsable} tokens that work, the most there can be. Revoke one that isn’t needed.",
            TokenRefusal.Repeated =>
                "This form was sent before, and the token it made can’t be shown again. If you don’t have it, revoke it and make another.",
            TokenRefusal.NoSuchAccount => "There is no such account, or it is disabled.",
            _ => throw new UnreachableException(),
        };
}
