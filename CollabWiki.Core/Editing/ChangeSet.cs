using System.Text.Json.Serialization;

namespace CollabWiki.Core.Editing;

/// <summary>
/// An edit of a text as a value: what is kept, deleted and inserted from its start to its end, in UTF-16 code units.
/// It does what ChangeSet of @codemirror/state 6 does and has the same JSON, so that the browser and the server
/// agree on every edit.
/// </summary>
[JsonConverter(typeof(ChangeSetJsonConverter))]
public sealed class ChangeSet : IEquatable<ChangeSet>
{
    private readonly Section[] sections;
    private IReadOnlyList<ChangedRange>? changes;

    /// <summary>Takes sections in the normal form of <see cref="SectionWriter"/>.</summary>
    internal ChangeSet(Section[] sections)
    {
        this.sections = sections;
        foreach (var section in sections)
        {
            Length = checked(Length + section.Length);
            NewLength = checked(NewLength + section.NewLength);
        }
    }

    /// <summary>The length of the text before.</summary>
    public int Length { get; }

    /// <summary>The length of the text after.</summary>
    public int NewLength { get; }

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => sections is [] or [{ Insert: null }];

    /// <summary>The changed stretches in order; neighbours that touch are one.</summary>
    public IReadOnlyList<ChangedRange> Changes => changes ??= ListChanges();

    internal ReadOnlySpan<Section> Sections => sections;

    /// <summary>The edit that leaves a text of <paramref name="length"/> as it is.</summary>
    public static ChangeSet Empty(int length) => Of(length);

    /// <summary>Makes an edit of changes that are in order and don't overlap, all in positions of the text before.</summary>
    /// <exception cref="ArgumentException">A change lies outside the text or before the end of another.</exception>
    public static ChangeSet Of(int length, params ReadOnlySpan<Change> changes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var writer = new SectionWriter();
        var position = 0;
        foreach (var change in changes)
        {
            if (change.From < position || change.To < change.From || change.To > length)
            {
                throw new ArgumentException(
                    $"The change from {change.From} to {change.To} is out of order or outside a text of length {length}.",
                    nameof(changes)
                );
            }
            if (change.From == change.To && change.Insert.Length == 0)
            {
                continue;
            }
            writer.Keep(change.From - position);
            writer.Replace(change.To - change.From, change.Insert.AsMemory());
            position = change.To;
        }
        writer.Keep(length - position);
        return new ChangeSet(writer.ToSections());
    }

    /// <summary>The text after the edit.</summary>
    /// <exception cref="ArgumentException">The text has another length than <see cref="Length"/>.</exception>
    public string Apply(string text)
    {
        RequireLength(text.Length, nameof(text));
        return IsEmpty ? text : string.Create(NewLength, (text, sections), Write);
    }

    /// <summary>This edit and then <paramref name="next"/>, which starts in the text after, as one.</summary>
    /// <exception cref="ArgumentException">The lengths don't fit.</exception>
    public ChangeSet Compose(ChangeSet next)
    {
        if (next.Length != NewLength)
        {
            throw new ArgumentException(
                $"An edit of a text of length {next.Length} can't follow one that leaves {NewLength}.",
                nameof(next)
            );
        }
        return IsEmpty ? next
            : next.IsEmpty ? this
            : new ChangeSet(Composition.Of(sections, next.sections));
    }

    /// <summary>
    /// This edit, moved so that it applies after <paramref name="other"/>, which starts in the same text. Where both
    /// insert at one place the text of the other stands first, or with <paramref name="before"/> that of this one.
    /// <c>a.Compose(b.Map(a))</c> and <c>b.Compose(a.Map(b, before: true))</c> give the same text.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ChangeSet Map(ChangeSet other, bool before = false)
    {
        RequireLength(other.Length, nameof(other));
        return other.IsEmpty ? this : new ChangeSet(Mapping.Of(sections, other.sections, before));
    }

    /// <summary>The edit that takes this one back; <paramref name="text"/> is the text before.</summary>
    /// <exception cref="ArgumentException">The text has another length than <see cref="Length"/>.</exception>
    public ChangeSet Invert(string text)
    {
        RequireLength(text.Length, nameof(text));
        var inverted = new Section[sections.Length];
        var position = 0;
        for (var i = 0; i < sections.Length; i++)
        {
            var section = sections[i];
            inverted[i] = section.Insert is null
                ? section
                : new Section(section.NewLength, text.Substring(position, section.Length));
            position += section.Length;
        }
        return new ChangeSet(inverted);
    }

    /// <summary>
    /// Where a position of the text before lies in the text after. At an insertion, or inside a replaced stretch, a
    /// negative <paramref name="assoc"/> keeps to the text before it, a positive one to the text after it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The position lies outside the text before.</exception>
    public int MapPosition(int position, int assoc = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Length);
        var (from, fromAfter) = (0, 0);
        foreach (var section in sections)
        {
            var to = from + section.Length;
            if (section.Insert is null)
            {
                if (to > position)
                {
                    return fromAfter + position - from;
                }
            }
            else if (to > position || (to == position && assoc < 0 && section.Length == 0))
            {
                var staysBefore = position == from || assoc < 0;
                return staysBefore ? fromAfter : fromAfter + section.NewLength;
            }
            from = to;
            fromAfter += section.NewLength;
        }
        return fromAfter;
    }

    /// <summary>
    /// Whether applying the edit to <paramref name="text"/> would leave half of a surrogate pair: a cut inside a pair,
    /// or inserted text that isn't well-formed. The text itself must be well-formed; only the places that change are looked at.
    /// </summary>
    /// <exception cref="ArgumentException">The text has another length than <see cref="Length"/>.</exception>
    public bool LeavesLoneSurrogate(string text)
    {
        RequireLength(text.Length, nameof(text));
        foreach (var change in Changes)
        {
            var awaitsLow = change.FromA > 0 && char.IsHighSurrogate(text[change.FromA - 1]);
            foreach (var unit in change.Insert)
            {
                if (awaitsLow != char.IsLowSurrogate(unit))
                {
                    return true;
                }
                awaitsLow = char.IsHighSurrogate(unit);
            }
            var lowFollows = change.ToA < text.Length && char.IsLowSurrogate(text[change.ToA]);
            if (awaitsLow != lowFollows)
            {
                return true;
            }
        }
        return false;
    }

    public bool Equals(ChangeSet? other) =>
        other is not null && sections.AsSpan().SequenceEqual(other.sections);

    public override bool Equals(object? obj) => Equals(obj as ChangeSet);

    public override int GetHashCode() => HashCode.Combine(Length, NewLength, sections.Length);

    /// <summary>The JSON that @codemirror/state writes.</summary>
    public override string ToString() => ChangeSetJson.ToJson(this);

    private static void Write(Span<char> target, (string Text, Section[] Sections) source)
    {
        var rest = source.Text.AsSpan();
        foreach (var section in source.Sections)
        {
            var piece = section.Insert is null ? rest[..section.Length] : section.Insert.AsSpan();
            piece.CopyTo(target);
            target = target[piece.Length..];
            rest = rest[section.Length..];
        }
    }

    private List<ChangedRange> ListChanges()
    {
        var list = new List<ChangedRange>();
        var (from, fromAfter) = (0, 0);
        for (var i = 0; i < sections.Length; i++)
        {
            var (to, toAfter, insert) = (from, fromAfter, "");
            var first = i;
            while (i < sections.Length && sections[i].Insert is { } text)
            {
                to += sections[i].Length;
                toAfter += text.Length;
                i++;
            }
            if (i > first)
            {
                insert = string.Concat(sections[first..i].Select(section => section.Insert));
                list.Add(new ChangedRange(from, to, fromAfter, toAfter, insert));
            }
            // What stopped the loop is a kept section or the end.
            var kept = i < sections.Length ? sections[i].Length : 0;
            (from, fromAfter) = (to + kept, toAfter + kept);
        }
        return list;
    }

    private void RequireLength(int length, string name)
    {
        if (length != Length)
        {
            throw new ArgumentException(
                $"The edit is one of a text of length {Length}, not {length}.",
                name
            );
        }
    }
}
