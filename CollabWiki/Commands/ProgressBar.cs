using CollabWiki.Core.Transfer;
using Spectre.Console;

namespace CollabWiki.Commands;

/// <summary>A bar with a count on standard error, where that is a terminal; elsewhere nothing.</summary>
internal static class ProgressBar
{
    public static async Task<T> RunAsync<T>(
        string title,
        Func<IProgress<TransferProgress>, Task<T>> work
    )
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new Silent());
        }
        return await RunAsync(context => work(new Bar(context.AddTask(title))));
    }

    /// <summary>Shows the bars that <paramref name="work"/> adds, on a terminal.</summary>
    public static Task<T> RunAsync<T>(Func<ProgressContext, Task<T>> work) =>
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new CountColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(work);

    private sealed class Silent : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) { }
    }

    private sealed class Bar(ProgressTask task) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }

    /// <summary>"120 of 1,182".</summary>
    private sealed class CountColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(
            Spectre.Console.Rendering.RenderOptions options,
            ProgressTask task,
            TimeSpan deltaTime
        ) => new Text($"{task.Value:N0} of {task.MaxValue:N0}");
    }
}
