namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Options of tables in words, the same whether they come from the wiki's schema or from the server's tables.</summary>
internal static class TableOptions
{
    /// <summary>"keys ALL, rows 1".</summary>
    public static string Caching(IEnumerable<KeyValuePair<string, string>> options)
    {
        var known = options.ToDictionary(StringComparer.OrdinalIgnoreCase);
        return $"keys {known.GetValueOrDefault("keys", "ALL")}, rows {known.GetValueOrDefault("rows_per_partition", "NONE")}";
    }

    /// <summary>"SizeTiered", and what is set beyond the class, but not what each server sets by itself.</summary>
    public static string Compaction(IEnumerable<KeyValuePair<string, string>> options)
    {
        var known = options.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var name = known.GetValueOrDefault("class", "");
        name = name[(name.LastIndexOf('.') + 1)..]
            .Replace("CompactionStrategy", "", StringComparison.Ordinal);
        var others = known
            .Where(option => option.Key is not ("class" or "max_threshold" or "min_threshold"))
            .OrderBy(option => option.Key, StringComparer.Ordinal)
            .Select(option => $"{option.Key} {option.Value}");
        return string.Join(", ", others.Prepend(name));
    }
}
