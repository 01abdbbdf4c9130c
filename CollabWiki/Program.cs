using CollabWiki.Components;
using CollabWiki.Features.Account;
using CollabWiki.Hosting;
using CollabWiki.Live;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
builder.Services.AddMudServices();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.AddAccounts();
builder.AddLive();
var app = builder.Build();
if (!await app.PrepareAccountsAsync())
{
    return 1;
}
app.UseSecurityHeaders();
app.UseAccounts();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.MapAccounts();
app.MapLive();
await app.RunAsync();
return 0;
