using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>How many words there are to read. Scripts without spaces count a letter as half a word, about what reading it takes.</summary>
internal static class WordCount
{
    public static int Of(INode node)
    {
        var words = 0;
        var letters = 0;
        var inWord = false;
        foreach (var rune in node.TextContent.EnumerateRunes())
        {
            var isLetter = Rune.IsLetterOrDigit(rune);
            if (
                Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter
                && rune.Value is >= 0x2e80 and < 0xa000
            )
            {
                letters++;
                inWord = false;
                continue;
            }
            // An apostrophe or a hyphen doesn't end a word.
            if (isLetter && !inWord)
            {
                words++;
            }
            inWord = isLetter || (inWord && rune.Value is '\'' or '’' or '-' or '_');
        }
        return words + (letters / 2);
    }
}
