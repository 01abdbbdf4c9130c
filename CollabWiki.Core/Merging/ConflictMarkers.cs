using System.Text;

namespace CollabWiki.Core.Merging;

/// <summary>Writes a merge as git writes it: whole lines, each conflict between marker lines.</summary>
/// <param name="Ours">What stands behind the first marker.</param>
/// <param name="Base">What stands behind the marker of the base; null to leave the base out.</param>
/// <param name="Theirs">What stands behind the last marker.</param>
/// <param name="Size">How many signs a marker has.</param>
public sealed record ConflictMarkers(string Ours, string? Base, string Theirs, int Size = 7)
{
    /// <summary>The text, and how many conflicts are marked in it.</summary>
    public (string Text, int Conflicts) Write(MergeReport merge)
    {
        var lines = new Lines(this, merge);
        foreach (var region in merge.Regions)
        {
            if (region.Result is { } settled)
            {
                lines.AddSettled(settled);
            }
            else
            {
                lines.AddConflict(region);
            }
        }
        return lines.Finish();
    }

    /// <summary>Gathers the three forms of what stands between two line ends that all have.</summary>
    private sealed class Lines(ConflictMarkers markers, MergeReport merge)
    {
        private readonly string lineEnd = merge.Regions.Any(region =>
            region.Ours.Contains("\r\n", StringComparison.Ordinal)
        )
            ? "\r\n"
            : "\n";
        private readonly StringBuilder text = new();
        private readonly StringBuilder ours = new();
        private readonly StringBuilder before = new();
        private readonly StringBuilder theirs = new();
        private int conflicts;
        private bool inConflict;

        public void AddSettled(string settled)
        {
            // A conflict inside a line takes the rest of the line along; what follows is settled again.
            var rest = inConflict ? settled.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
            if (inConflict)
            {
                AddToAll(rest == 0 ? settled : settled[..rest]);
                if (rest == 0)
                {
                    return;
                }
                Flush();
            }
            AddToAll(settled[rest..]);
        }

        public void AddConflict(MergeRegion region)
        {
            if (!inConflict)
            {
                // What stands before the conflict in its line belongs to it.
                var line = ours.ToString();
                var start = line.LastIndexOf('\n') + 1;
                text.Append(line, 0, start);
                Clear();
                AddToAll(line[start..]);
                inConflict = true;
            }
            ours.Append(region.Ours);
            before.Append(region.Base);
            theirs.Append(region.Theirs);
            if (EndsLine(ours) && EndsLine(before) && EndsLine(theirs))
            {
                Flush();
            }
        }

        public (string Text, int Conflicts) Finish()
        {
            Flush();
            return (text.ToString(), conflicts);
        }

        private static bool EndsLine(StringBuilder side) => side.Length == 0 || side[^1] == '\n';

        private void AddToAll(string settled)
        {
            ours.Append(settled);
            before.Append(settled);
            theirs.Append(settled);
        }

        private void Flush()
        {
            if (!inConflict)
            {
                text.Append(ours);
            }
            else
            {
                conflicts++;
                Mark('<', markers.Ours);
                AddSide(ours);
                if (markers.Base is { } label)
                {
                    Mark('|', label);
                    AddSide(before);
                }
                Mark('=', "");
                AddSide(theirs);
                Mark('>', markers.Theirs);
            }
            inConflict = false;
            Clear();
        }

        private void Mark(char sign, string label) =>
            text.Append(sign, markers.Size)
                .Append(label.Length == 0 ? "" : " ")
                .Append(label)
                .Append(lineEnd);

        private void AddSide(StringBuilder side)
        {
            text.Append(side);
            text.Append(EndsLine(side) ? "" : lineEnd);
        }

        private void Clear()
        {
            ours.Clear();
            before.Clear();
            theirs.Clear();
        }
    }
}
