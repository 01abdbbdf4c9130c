namespace CollabWiki.Features.Preview;

internal static class PreviewSetup
{
    public static IServiceCollection AddPreview(this IServiceCollection services) =>
        services.AddSingleton<PreviewEntry>();
}
