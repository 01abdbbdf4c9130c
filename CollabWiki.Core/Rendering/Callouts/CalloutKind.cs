namespace CollabWiki.Core.Rendering.Callouts;

/// <summary>The kinds of callouts: their class, their title where the author gives none, their icon in the sprite.</summary>
internal sealed record CalloutKind(string Name, string Title, string Icon)
{
    public static readonly CalloutKind Note = new("note", "Note", "info");

    private static readonly CalloutKind[] All =
    [
        Note,
        new("tip", "Tip", "lightbulb"),
        new("important", "Important", "circle-alert"),
        new("warning", "Warning", "triangle-alert"),
        new("caution", "Caution", "octagon-alert"),
    ];

    /// <summary>Other wikis' names for the same.</summary>
    private static readonly Dictionary<string, string> Aliases = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["info"] = "note",
        ["hint"] = "tip",
        ["success"] = "tip",
        ["attention"] = "warning",
        ["danger"] = "caution",
        ["error"] = "caution",
    };

    public static CalloutKind? Find(string? name) =>
        name is null
            ? null
            : Array.Find(
                All,
                kind =>
                    kind.Name.Equals(
                        Aliases.GetValueOrDefault(name, name),
                        StringComparison.OrdinalIgnoreCase
                    )
            );
}
