namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>The class names of tokens, a dozen for all languages; wwwroot/css/wiki-body.css gives them colours.</summary>
internal static class TokenClass
{
    /// <summary>Beginnings of TextMate scopes, the first that fits counts; an empty class leaves the token plain.</summary>
    private static readonly (string Scope, string Class)[] Classes =
    [
        ("comment", "tok-comment"),
        ("punctuation.definition.comment", "tok-comment"),
        ("constant.character.escape", "tok-constant"),
        ("constant.numeric", "tok-number"),
        ("constant.other.color", "tok-number"),
        ("keyword.other.unit", "tok-number"),
        ("constant", "tok-constant"),
        ("support.constant", "tok-constant"),
        ("support.type.property-name", "tok-property"),
        ("string.unquoted.plain", ""),
        ("string", "tok-string"),
        ("punctuation.definition.string", "tok-string"),
        ("keyword.operator.new", "tok-keyword"),
        ("keyword.operator.logical.python", "tok-keyword"),
        ("keyword.operator.expression", "tok-keyword"),
        ("keyword.operator", ""),
        ("keyword.type", "tok-type"),
        ("keyword", "tok-keyword"),
        ("storage.type.built-in", "tok-type"),
        ("storage.type.primitive", "tok-type"),
        ("storage.type.numeric.go", "tok-type"),
        ("storage.type.string.go", "tok-type"),
        ("storage", "tok-keyword"),
        ("variable.language", "tok-keyword"),
        ("entity.name.function", "tok-function"),
        ("support.function", "tok-function"),
        ("entity.name.tag", "tok-tag"),
        ("entity.other.attribute-name", "tok-attribute"),
        ("entity.name.type", "tok-type"),
        ("entity.name.class", "tok-type"),
        ("entity.name.namespace", "tok-type"),
        ("entity.other.inherited-class", "tok-type"),
        ("support.type", "tok-type"),
        ("support.class", "tok-type"),
        ("markup.inserted", "tok-inserted"),
        ("markup.deleted", "tok-deleted"),
        ("markup.heading", "tok-heading"),
        ("entity.name.section", "tok-heading"),
        ("meta.diff", "tok-meta"),
        ("meta.preprocessor", "tok-meta"),
    ];

    /// <summary>The class of a token by its scopes, outermost first; empty when it stays plain.</summary>
    public static string Of(IReadOnlyList<string> scopes)
    {
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            foreach (var (scope, name) in Classes)
            {
                if (scopes[i].StartsWith(scope, StringComparison.Ordinal))
                {
                    return name;
                }
            }
        }
        return "";
    }
}
