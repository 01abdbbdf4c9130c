using System.Collections.Concurrent;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Host.Api;

/// <summary>Many programs that save from versions that are long past: not a word may get lost.</summary>
[Trait("layer", "host")]
public sealed class ApiSavesTests : ApiTests
{
    private const int Programs = 8;
    private const int Saves = 1000;
    private const int Lines = 1 + (Programs * 4);

    private readonly ConcurrentBag<(string Word, PageId Page, ApiAnswer Answer)> ended = [];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Each_word_of_1000_saves_is_in_a_version_or_in_the_answer_to_whoever_sent_it(
        int pageCount
    )
    {
        var pages = new PageId[pageCount];
        var start = string.Concat(
            Enumerable.Range(1, Lines).Select(line => $"Line {line} stands here{End(line)}\n\n")
        );
        for (var i = 0; i < pageCount; i++)
        {
            pages[i] = await Host.NewPageAsync(start);
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, Programs)
                .Select(program => Task.Run(() => SaveAsync(program, pages)))
        );

        Assert.Equal(Saves, ended.Count);
        Assert.Equal(Saves, ended.Select(end => end.Word).Distinct().Count());
        var counts = ended
            .GroupBy(end => Ending(end.Answer))
            .ToDictionary(end => end.Key, end => end.Count());
        // The story has all three endings in it, or the test shows less than it says.
        Assert.Equal(["conflict", "merged", "saved"], counts.Keys.Order());
        Assert.Equal(Saves, counts.Values.Sum());
        var found = 0;
        foreach (var page in pages)
        {
            found += await CountFoundAsync(page);
        }
        Assert.Equal(Saves, found);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", counts.OrderBy(end => end.Key, StringComparer.Ordinal))
        );
    }

    /// <summary>Saves with words that are only said once: four saves from each version that is looked at, so that three of them at least are stale.</summary>
    private async Task SaveAsync(int program, PageId[] pages)
    {
        using var client = await ApiProgram.OfAsync(
            Host,
            program % 2 == 0 ? Some.Anna : Some.Ben,
            TokenScope.Write
        );
        const int Each = Saves / Programs;
        ApiAnswer? read = null;
        var page = pages[0];
        for (var i = 0; i < Each; i++)
        {
            if (i % 4 == 0)
            {
                page = pages[(program + (i / 4)) % pages.Length];
                read = await client.GetAsync($"pages/{page}/text");
            }
            var word = $"w{program}x{i}y";
            var text = read!.Text.Replace(
                End(Line(program, i)),
                $" {word}{End(Line(program, i))}",
                StringComparison.Ordinal
            );
            var answer = await client.PutAsync(page, ApiProgram.Text(text), read.ETag!);
            ended.Add((word, page, answer));
        }
    }

    /// <summary>Each program has four lines of its own, one for each save from a version; now and then it writes twice into one of them, or into the line of everybody.</summary>
    private static int Line(int program, int save) =>
        save % 5 == 0 ? 1 : 2 + (program * 4) + (save % 20 == 7 ? 2 : save % 4);

    private static string End(int line) => $" and says nothing about {line}.";

    private static string Ending(ApiAnswer answer) =>
        answer.Status == 409 ? "conflict" : answer.Json.GetProperty("result").GetString()!;

    /// <summary>How many of the words meant for a page are where their answers say.</summary>
    private async Task<int> CountFoundAsync(PageId page)
    {
        var head = (await Host.Pages.FindHeadAsync(page, default))!.Number;
        var texts = new Dictionary<int, string>();
        for (var number = Version.First; number <= head; number = number.Next)
        {
            texts[number.Number] = await Host.Pages.GetTextAsync(page, number, default);
        }
        var newest = texts[head.Number];
        var found = 0;
        foreach (var (word, _, answer) in ended.Where(end => end.Page == page))
        {
            if (answer.Status == 409)
            {
                answer.ShouldBe(409, "conflict");
                Assert.Contains(word, answer.Text, StringComparison.Ordinal);
                found++;
                continue;
            }
            Assert.Equal(200, answer.Status);
            var version = answer.Json.GetProperty("version").GetProperty("number").GetInt32();
            Assert.Contains(word, texts[version], StringComparison.Ordinal);
            // Nobody took a word away, so what was ever saved is there to the end.
            Assert.Contains(word, newest, StringComparison.Ordinal);
            found++;
        }
        return found;
    }
}
