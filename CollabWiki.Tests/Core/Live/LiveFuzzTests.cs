using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Tests.Support;
using CsCheck;

namespace CollabWiki.Tests.Core.Live;

/// <summary>The whole live path but the network: drafts, sessions and a real log, under clients that lose, repeat and delay messages.</summary>
[Trait("layer", "unit")]
public sealed class LiveFuzzTests : IAsyncDisposable
{
    private const int Runs = 20_000;

    private readonly LiveBench bench = new();

    private enum Act
    {
        Type,
        TypeSame,
        Delete,
        Push,
        PushAndLoseAnswer,
        PushTwice,
        PushStale,
        Deliver,
        DeliverOne,
        Reconnect,
        Reload,
        Publish,
    }

    private static readonly Gen<(Act Act, int Who, int Where)[]> Stories = Gen.Select(
        Gen.Enum<Act>(),
        Gen.Int[0, 4],
        Gen.Int[0, 1000]
    ).Array[5, 60];

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public void All_screens_agree_and_no_update_is_lost_or_doubled() =>
        Gen.Select(Gen.Int[3, 5], Stories)
            .Sample(
                (clients, story) => PlayAsync(clients, story).GetAwaiter().GetResult(),
                iter: Runs
            );

    private async Task PlayAsync(int clients, (Act Act, int Who, int Where)[] story)
    {
        var page = await bench.NewPageAsync("The page as it was.\n");
        var editors = Enumerable
            .Range(0, clients)
            .Select(i => new ModelEditor(
                bench,
                bench.Live,
                page,
                $"client-{i}",
                new UserId(new Guid(i + 1, 0, 0, new byte[8]))
            ))
            .ToList();
        foreach (var editor in editors)
        {
            await editor.OpenAsync();
        }
        // Each insertion is one character that nothing else inserts.
        var next = '\ue000';
        var expected = new HashSet<char>();
        foreach (var (act, who, where) in story)
        {
            var editor = editors[who % clients];
            switch (act)
            {
                case Act.Type or Act.TypeSame:
                    // Half of the insertions hit one place, where the order of ties matters.
                    editor.Type(
                        act == Act.TypeSame ? 4 : where % (editor.Text.Length + 1),
                        next.ToString()
                    );
                    expected.Add(next++);
                    break;
                case Act.Delete:
                    var from = where % editor.Text.Length;
                    var to = Math.Min(editor.Text.Length, from + 1 + (where % 3));
                    if (from > 0 && to < editor.Text.Length)
                    {
                        expected.ExceptWith(editor.Text[from..to]);
                        editor.Delete(from, to);
                    }
                    break;
                default:
                    await TalkAsync(editor, act);
                    break;
            }
        }
        foreach (var editor in editors)
        {
            await editor.ReconnectAsync();
            Assert.IsType<PushResult.Saved>(await editor.PushAsync());
        }
        editors.ForEach(editor => editor.Deliver());
        var watcher = new ModelEditor(bench, bench.Live, page, "watcher", Some.Ben);
        await watcher.OpenAsync();
        Assert.All(editors, editor => Assert.True(editor.IsSynced));
        Assert.All(editors, editor => Assert.Equal(watcher.Text, editor.Text));
        var inserted = watcher.Text.Where(c => c >= '\ue000').ToList();
        Assert.Equal(expected.Order(), inserted.Order());
        bench.Forget(page);
    }

    private static async Task TalkAsync(ModelEditor editor, Act act)
    {
        switch (act)
        {
            case Act.Push:
                Assert.IsType<PushResult.Saved>(await editor.PushAsync());
                editor.Deliver();
                break;
            case Act.PushAndLoseAnswer:
                Assert.IsType<PushResult.Saved>(await editor.PushAsync());
                await editor.ReconnectAsync();
                break;
            case Act.PushTwice:
                var first = editor.PushAsync();
                var second = editor.PushAsync();
                Assert.IsType<PushResult.Saved>(await first);
                Assert.IsType<PushResult.Saved>(await second);
                break;
            case Act.PushStale:
                // Pushed, and more typed before what came back is read: the next push repeats the first.
                Assert.IsType<PushResult.Saved>(await editor.PushAsync());
                break;
            case Act.Deliver:
                editor.Deliver();
                break;
            case Act.DeliverOne:
                editor.Deliver(1);
                break;
            case Act.Reconnect:
                await editor.ReconnectAsync();
                break;
            case Act.Reload:
                await editor.ReloadAsync();
                break;
            default:
                await editor.PublishAsync();
                break;
        }
    }
}
