namespace CollabWiki.Features.Tree;

/// <summary>What changes the tree of a space.</summary>
internal static class TreeSetup
{
    public static IServiceCollection AddTree(this IServiceCollection services) =>
        services.AddScoped<TreeActions>();
}
