using System.Diagnostics;
using Markdig.Renderers;
using TextMateSharp.Grammars;
using TextMateSharp.Registry;

namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>Writes code with a class on each token, by the TextMate grammars that editors use (docs/adr/0005).</summary>
internal sealed class CodeHighlighter
{
    private readonly RegistryOptions options = new(ThemeName.LightPlus);
    private readonly Registry registry;

    // Grammars compile their rules while they read and aren't safe for two readers at once.
    private readonly Lock reading = new();

    public CodeHighlighter() => registry = new Registry(options);

    /// <summary>Writes each line, coloured as long as the budget lasts.</summary>
    public void Write(HtmlRenderer renderer, string code, string language, HighlightBudget budget)
    {
        IStateStack? state = null;
        var grammar = Load(language);
        var lost = false;
        foreach (var line in code.Split('\n'))
        {
            lost = lost || !budget.TryTake(line);
            if (lost)
            {
                renderer.WriteEscape(line);
                renderer.Write("\n");
                continue;
            }
            var start = Stopwatch.GetTimestamp();
            lock (reading)
            {
                var result = grammar.TokenizeLine(line, state, budget.Time);
                state = result.RuleStack;
                WriteLine(renderer, line, result.Tokens);
            }
            budget.Spend(Stopwatch.GetElapsedTime(start));
        }
    }

    private IGrammar Load(string language)
    {
        lock (reading)
        {
            return registry.LoadGrammar(options.GetScopeByLanguageId(language));
        }
    }

    private static void WriteLine(HtmlRenderer renderer, string line, IToken[] tokens)
    {
        var at = 0;
        var open = "";
        foreach (var token in tokens)
        {
            var end = Math.Clamp(token.EndIndex, at, line.Length);
            var name = string.IsNullOrWhiteSpace(line[at..end])
                ? open
                : TokenClass.Of(token.Scopes);
            if (name != open)
            {
                renderer.Write(open.Length > 0 ? "</span>" : "");
                renderer.Write(name.Length > 0 ? $"<span class=\"{name}\">" : "");
                open = name;
            }
            renderer.WriteEscape(line[at..end]);
            at = end;
        }
        renderer.Write(open.Length > 0 ? "</span>" : "");
        renderer.WriteEscape(line[at..]);
        renderer.Write("\n");
    }
}
