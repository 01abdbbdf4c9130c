using System.Collections.Frozen;

namespace CollabWiki.Core.Merging;

/// <summary>Words that a sentence turns on: numbers and negations.</summary>
internal static class GraveWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations =
        FrozenSet
            .ToFrozenSet(
                [
                    "no",
                    "not",
                    "never",
                    "none",
                    "neither",
                    "nor",
                    "without",
                    "cannot",
                    "can't",
                    "don't",
                    "doesn't",
                    "didn't",
                    "isn't",
                    "aren't",
                    "wasn't",
                    "weren't",
                    "won't",
                    "wouldn't",
                    "shouldn't",
                    "mustn't",
                    "couldn't",
                    "hasn't",
                    "haven't",
                    "nicht",
                    "kein",
                    "keine",
                    "nie",
                    "ohne",
                    "ne",
                    "pas",
                    "jamais",
                    "sans",
                    "nunca",
                    "sin",
                    "não",
                    "nem",
                    "non",
                    "mai",
                    "не",
                    "нет",
                    "ни",
                    "без",
                    "不",
                    "没",
                    "無",
                    "无",
                    "未",
                ],
                StringComparer.OrdinalIgnoreCase
            )
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Any(ProseTokens tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (
                tokens.Kinds[i] == TokenKind.Number
                || (tokens.Kinds[i] == TokenKind.Word && Negations.Contains(tokens[i]))
            )
            {
                return true;
            }
        }
        return false;
    }
}
