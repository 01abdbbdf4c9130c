namespace CollabWiki.Core.Merging;

/// <summary>Where sentences and clauses end.</summary>
internal static class Sentences
{
    /// <summary>Whether the sign ends a sentence; what follows it must be white space, but in scripts that put none.</summary>
    public static bool EndsAt(ProseTokens tokens, int index)
    {
        if (index < 0 || tokens.Kinds[index] != TokenKind.Sign)
        {
            return false;
        }
        var sign = tokens[index][0];
        return sign is '。' or '！' or '？' or '।'
            || (
                sign is '.' or '!' or '?' or '…' or '؟' or '۔'
                && index + 1 < tokens.Count
                && tokens.IsSpace(index + 1)
                && !IsItemNumber(tokens, index)
            );
    }

    /// <summary>Whether the sign stands behind a number at the start of a line: "1." begins an item and ends nothing.</summary>
    private static bool IsItemNumber(ProseTokens tokens, int index) =>
        index > 0
        && tokens.Kinds[index - 1] == TokenKind.Number
        && (index == 1 || tokens.IsBreak(index - 2));

    public static bool ClauseEndsAt(ProseTokens tokens, int index) =>
        index >= 0
        && tokens.Kinds[index] == TokenKind.Sign
        && tokens[index][0]
            is ','
                or ';'
                or ':'
                or '—'
                or '–'
                or '，'
                or '、'
                or '；'
                or '：'
                or '،';
}
