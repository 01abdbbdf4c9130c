using CollabWiki.Features.Account;
using CollabWiki.Features.Home;
using CollabWiki.Features.Reading;
using CollabWiki.Hosting;
using CollabWiki.Live;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
builder.Services.AddPages();
builder.AddAccounts();
builder.AddLive();
var app = builder.Build();
if (!await app.PrepareAccountsAsync())
{
    return 1;
}
app.UseSecurityHeaders();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAccounts();
app.MapPages();
app.MapAccounts();
app.MapReading();
app.MapLive();
await app.RunAsync();
return 0;
