using System.CommandLine;
using System.Text;
using CollabWiki.Core.Merging;

namespace CollabWiki.Commands;

/// <summary>"collabwiki merge-file OURS BASE THEIRS", which does what "git merge-file" does and can be its merge driver.</summary>
internal static class MergeFileCommand
{
    public const string Name = "merge-file";

    /// <summary>The exit code for anything but a number of conflicts.</summary>
    public const int Failed = 255;

    private const int MostConflicts = 127;

    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private static readonly Option<bool> Print = new("--stdout", "-p")
    {
        Description = "Write the merge to standard output instead of OURS.",
    };

    private static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Don’t warn about conflicts.",
    };

    private static readonly Option<bool> Diff3 = new("--diff3")
    {
        Description = "Show the base in conflicts.",
    };

    private static readonly Option<string[]> Labels = new("-L")
    {
        Description = "The name of OURS in conflicts; a second one names BASE, a third THEIRS.",
    };

    private static readonly Option<int> MarkerSize = new("--marker-size")
    {
        Description = "The length of conflict markers.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<bool> UniteLists = new("--unite-lists")
    {
        Description = "Take the list items that both sides added at one place.",
    };

    private static readonly Argument<FileInfo> Ours = new("ours");
    private static readonly Argument<FileInfo> Base = new("base");
    private static readonly Argument<FileInfo> Theirs = new("theirs");

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Merge the changes from BASE to THEIRS into OURS. The exit code is the number of conflicts."
        )
        {
            Print,
            Quiet,
            Diff3,
            Labels,
            MarkerSize,
            UniteLists,
            Ours,
            Base,
            Theirs,
        };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        FileInfo[] files =
        [
            parsed.GetRequiredValue(Ours),
            parsed.GetRequiredValue(Base),
            parsed.GetRequiredValue(Theirs),
        ];
        var contents = new byte[files.Length][];
        for (var i = 0; i < files.Length; i++)
        {
            if (!files[i].Exists)
            {
                return await FailAsync($"there is no file {files[i]}");
            }
            contents[i] = await File.ReadAllBytesAsync(files[i].FullName, ct);
            if (contents[i].Contains((byte)0))
            {
                return await FailAsync($"{files[i]} is no text");
            }
        }
        var encoding = EncodingOf(contents);
        var texts = Array.ConvertAll(contents, encoding.GetString);
        var options = new MergeOptions { UnitesListItems = parsed.GetValue(UniteLists) };
        var merge = ThreeWayMerge.Merge(texts[1], texts[0], texts[2], options);
        var (merged, conflicts) = Markers(parsed, files).Write(merge);
        var bytes = encoding.GetBytes(merged);
        if (parsed.GetValue(Print))
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(bytes, ct);
        }
        else
        {
            await File.WriteAllBytesAsync(files[0].FullName, bytes, ct);
        }
        if (conflicts > 0 && !parsed.GetValue(Quiet))
        {
            await Console.Error.WriteLineAsync($"warning: conflicts during merge: {conflicts}");
        }
        return Math.Min(conflicts, MostConflicts);
    }

    private static ConflictMarkers Markers(ParseResult parsed, FileInfo[] files)
    {
        var given = parsed.GetValue(Labels) ?? [];
        string Label(int i) => i < given.Length ? given[i] : files[i].ToString();
        return new ConflictMarkers(
            Label(0),
            parsed.GetValue(Diff3) ? Label(1) : null,
            Label(2),
            parsed.GetValue(MarkerSize)
        );
    }

    /// <summary>UTF-8, or for anything else an encoding that gives every byte back.</summary>
    private static Encoding EncodingOf(byte[][] contents)
    {
        try
        {
            Array.ForEach(contents, content => Utf8.GetCharCount(content));
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1;
        }
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync($"error: {why}");
        return Failed;
    }
}
