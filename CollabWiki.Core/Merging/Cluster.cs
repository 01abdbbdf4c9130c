using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>Changes that have to be judged together.</summary>
/// <param name="At">Where they stand, in tokens.</param>
/// <param name="Words">The sides that changed words; both also for one change that both made.</param>
/// <param name="Ours">From where to where ours changed words of the base.</param>
/// <param name="Theirs">From where to where theirs changed words of the base.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cluster(Stretch At, Side Words, Range Ours, Range Theirs)
{
    /// <summary>From where to where ours changed anything, white space too.</summary>
    public Range AnyOurs { get; init; }

    /// <summary>From where to where theirs changed anything, white space too.</summary>
    public Range AnyTheirs { get; init; }

    /// <summary>Whether both sides changed words of the base that are the same or touch.</summary>
    public bool Overlaps =>
        Ours.Start.Value <= Theirs.End.Value && Theirs.Start.Value <= Ours.End.Value;
}
