using System.Diagnostics;

namespace CollabWiki.Core.Pages;

/// <summary>Why a text can't be a page's.</summary>
public enum TextRefusal
{
    TooLarge,
    Nul,
    LoneSurrogate,
    NotUtf8,
}

public static class TextRefusals
{
    /// <summary>A sentence for people.</summary>
    public static string Explain(this TextRefusal refusal) =>
        refusal switch
        {
            TextRefusal.TooLarge => "The text is longer than 2 MiB, the most that a page can hold.",
            TextRefusal.Nul => "The text contains a NUL character, which no page can hold.",
            TextRefusal.LoneSurrogate =>
                "The text contains half of a character (a lone surrogate), which can’t be stored.",
            TextRefusal.NotUtf8 => "The text isn’t UTF-8.",
            _ => throw new UnreachableException(),
        };
}
