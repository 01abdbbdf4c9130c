using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>The boxes of task lists stay, to look at; every other input goes.</summary>
internal static class Inputs
{
    public static void Finish(IElement body)
    {
        foreach (var input in body.QuerySelectorAll("input"))
        {
            if (!input.GetAttribute("type").IsLike("checkbox"))
            {
                input.Remove();
                continue;
            }
            var isChecked = input.HasAttribute("checked");
            foreach (var attribute in input.Attributes.Select(a => a.Name).ToList())
            {
                input.RemoveAttribute(attribute);
            }
            input.SetAttribute("type", "checkbox");
            input.SetAttribute("disabled", "");
            if (isChecked)
            {
                input.SetAttribute("checked", "");
            }
        }
    }

    private static bool IsLike(this string? value, string other) =>
        string.Equals(value, other, StringComparison.OrdinalIgnoreCase);
}
