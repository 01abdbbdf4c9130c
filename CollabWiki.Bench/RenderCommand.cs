using System.CommandLine;
using System.Diagnostics;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Bench;

/// <summary>"render FOLDER": renders each Markdown file of a folder as a page, counts those that had to be shown as plain text, and tells the times.</summary>
internal static class RenderCommand
{
    private static readonly SpaceKey Space = SpaceKey.Parse("BENCH");

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "A folder with Markdown files.",
        };
        folder.AcceptExistingOnly();
        var command = new Command("render", "Render each Markdown file of a folder as a page.")
        {
            folder,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(DirectoryInfo folder)
    {
        var renderer = new PageRenderer();
        var times = new List<double>();
        var plain = 0;
        foreach (var file in folder.EnumerateFiles("*.md", SearchOption.AllDirectories))
        {
            if (
                !PageText.TryDecode(File.ReadAllBytes(file.FullName), out var text, out var refusal)
            )
            {
                Console.Error.WriteLine($"{file}: {refusal.Explain()}");
                return 1;
            }
            var path = Path.GetRelativePath(folder.FullName, file.FullName);
            var start = Stopwatch.GetTimestamp();
            var page = renderer.Render(Space, path, text);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            plain += page.Html.Contains("Shown as plain text", StringComparison.Ordinal) ? 1 : 0;
        }
        times.Sort();
        string At(double share) => $"{times[(int)(share * (times.Count - 1))]:F1}";
        Console.WriteLine($"{times.Count} pages rendered, {plain} of them as plain text");
        Console.WriteLine(
            $"ms: median {At(0.5)}, 95 % {At(0.95)}, most {At(1)}, all together {times.Sum():F0}"
        );
        return 0;
    }
}
