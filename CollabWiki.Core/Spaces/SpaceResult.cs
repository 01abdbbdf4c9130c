using System.Diagnostics;

namespace CollabWiki.Core.Spaces;

/// <summary>What came of the wish to make or change a space.</summary>
public abstract record SpaceResult
{
    private SpaceResult() { }

    /// <summary>Written; <paramref name="Space"/> is the space as it is now.</summary>
    public sealed record Done(Space Space) : SpaceResult;

    /// <summary>Nothing was written.</summary>
    public sealed record Refused(SpaceRefusal Why) : SpaceResult;
}

/// <summary>Why a space can't be made or changed so.</summary>
public enum SpaceRefusal
{
    KeyMalformed,
    KeyTaken,
    NameMalformed,
    DescriptionTooLong,
    TooManyGrants,
    Stale,
    ReadOnly,
}

public static class SpaceRefusals
{
    /// <summary>A sentence for people: what happened and what to do.</summary>
    public static string Explain(this SpaceRefusal refusal) =>
        refusal switch
        {
            SpaceRefusal.KeyMalformed =>
                "A key has 2 to 20 letters (A–Z) and digits, a letter first. It stands in the addresses of the pages.",
            SpaceRefusal.KeyTaken => "Another space has this key. Choose a different one.",
            SpaceRefusal.NameMalformed =>
                "A space needs a name of 1 to 100 characters, on one line.",
            SpaceRefusal.DescriptionTooLong => "A description can have 500 characters at most.",
            SpaceRefusal.TooManyGrants => "A space can have grants for 1,000 people at most.",
            SpaceRefusal.Stale =>
                "Somebody else changed this space meanwhile, so nothing of yours was saved. Load their settings, then repeat your change.",
            SpaceRefusal.ReadOnly =>
                "This wiki can only be read for now, so nothing was changed. Please try again later.",
            _ => throw new UnreachableException(),
        };
}
