using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>A place in the three texts, in any unit: lines, tokens, UTF-16.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(
    int BaseFrom,
    int BaseTo,
    int OursFrom,
    int OursTo,
    int TheirsFrom,
    int TheirsTo
)
{
    public bool IsEmpty => BaseFrom == BaseTo && OursFrom == OursTo && TheirsFrom == TheirsTo;

    /// <summary>What lies between the end of this one and the start of a later one.</summary>
    public Stretch Until(Stretch next) =>
        new(BaseTo, next.BaseFrom, OursTo, next.OursFrom, TheirsTo, next.TheirsFrom);

    /// <summary>The part before a stretch inside this one.</summary>
    public Stretch Before(Stretch inner) =>
        this with
        {
            BaseTo = inner.BaseFrom,
            OursTo = inner.OursFrom,
            TheirsTo = inner.TheirsFrom,
        };

    /// <summary>The part behind a stretch inside this one.</summary>
    public Stretch After(Stretch inner) =>
        this with
        {
            BaseFrom = inner.BaseTo,
            OursFrom = inner.OursTo,
            TheirsFrom = inner.TheirsTo,
        };
}
