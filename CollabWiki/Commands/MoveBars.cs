using CollabWiki.Core.Moving;
using Spectre.Console;

namespace CollabWiki.Commands;

/// <summary>A bar for each step of a move. Where standard error is no terminal, a line for each.</summary>
internal sealed class MoveBars : IProgress<MoveProgress>
{
    private readonly Lock access = new();
    private readonly Dictionary<string, ProgressTask?> bars = new(StringComparer.Ordinal);
    private readonly Func<string, ProgressTask?> add;

    private MoveBars(Func<string, ProgressTask?> add) => this.add = add;

    public static async Task<T> RunAsync<T>(Func<IProgress<MoveProgress>, Task<T>> work)
    {
        if (!Console.IsErrorRedirected)
        {
            return await ProgressBar.RunAsync(context =>
                work(new MoveBars(title => context.AddTask(title)))
            );
        }
        return await work(new MoveBars(_ => null));
    }

    public void Report(MoveProgress value)
    {
        lock (access)
        {
            if (!bars.TryGetValue(value.What, out var bar))
            {
                bars[value.What] = bar = add(value.What);
                if (bar is null)
                {
                    Console.Error.WriteLine($"{value.What}: {value.Total:N0}");
                }
            }
            if (bar is not null)
            {
                // Reports of several threads may come in another order than they were made.
                bar.MaxValue = Math.Max(value.Total, 1);
                bar.Value = value.Total == 0 ? 1 : Math.Max(bar.Value, value.Done);
            }
        }
    }
}
