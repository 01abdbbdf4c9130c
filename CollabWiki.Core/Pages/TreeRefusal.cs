using System.Diagnostics;

namespace CollabWiki.Core.Pages;

/// <summary>Why a tree can't be changed so.</summary>
public enum TreeRefusal
{
    NoSuchPage,
    NoSuchParent,
    TitleEmpty,
    TitleTooLong,
    TitleMalformed,
    SlugMalformed,
    SlugTaken,
    UnderItself,
    TooDeep,
    NotTrashed,
    Stale,
    TooManyPages,
    ReadOnly,
}

public static class TreeRefusals
{
    /// <summary>A sentence for people: what happened and what to do.</summary>
    public static string Explain(this TreeRefusal refusal) =>
        refusal switch
        {
            TreeRefusal.NoSuchPage =>
                "This page isn’t there any more. Somebody may have deleted it; look in the trash.",
            TreeRefusal.NoSuchParent =>
                "The page to put it under isn’t there any more. Choose another place.",
            TreeRefusal.TitleEmpty => "A page needs a title.",
            TreeRefusal.TitleTooLong => "A title can have 200 characters at most.",
            TreeRefusal.TitleMalformed =>
                "The title contains characters that can’t be stored (line breaks, control characters or half of a character).",
            TreeRefusal.SlugMalformed =>
                "An address can have small letters, digits and single dashes between them, 80 characters at most.",
            TreeRefusal.SlugTaken =>
                "Another page of this space has this address. Choose a different one.",
            TreeRefusal.UnderItself =>
                "A page can’t be moved under itself or under one of its own subpages.",
            TreeRefusal.TooDeep => "Pages can be nested 32 levels deep at most.",
            TreeRefusal.NotTrashed => "This page isn’t in the trash.",
            TreeRefusal.Stale =>
                "The tree changed meanwhile. It has been refreshed; please try again.",
            TreeRefusal.TooManyPages =>
                "This space has 100,000 pages, the most that one space can hold. Start another space.",
            TreeRefusal.ReadOnly =>
                "This wiki can only be read for now, so nothing was changed. Please try again later.",
            _ => throw new UnreachableException(),
        };
}
