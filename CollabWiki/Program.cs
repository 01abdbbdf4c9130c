using CollabWiki.Commands;
using CollabWiki.Core.Transfer.Sample;
using CollabWiki.Features.Account;
using CollabWiki.Features.Admin.Audit;
using CollabWiki.Features.Api;
using CollabWiki.Features.Files;
using CollabWiki.Features.Home;
using CollabWiki.Features.Preview;
using CollabWiki.Features.Reading;
using CollabWiki.Features.Tree;
using CollabWiki.Hosting;
using CollabWiki.Hosting.Keys;
using CollabWiki.Live;
using CollabWiki.Nodes;

if (CommandLine.IsCommand(args))
{
    return await CommandLine.RunAsync(args, TransferSetup.ForCommands);
}
var builder = WebApplication.CreateBuilder(args);

// From a build's output folder the static files are found by its manifest; a published program has them in its own wwwroot.
builder.WebHost.UseStaticWebAssets();
builder.AddLogs();
builder.Services.AddStores(builder.Configuration);
builder.Services.AddKeys();
builder.Services.AddPages();
builder.Services.AddReading();
builder.Services.AddTree();
builder.Services.AddPreview();
builder.Services.AddTransfer();
builder.AddAccounts();
builder.AddApi();
builder.AddAuditPages();
builder.AddNodes();
builder.AddLive();

var app = builder.Build();
if (!await app.PrepareStoresAsync() || !await app.PrepareAccountsAsync())
{
    return 1;
}
await app.PrepareKeysAsync();
await app.Services.GetRequiredService<SampleSpace>().EnsureAsync(CancellationToken.None);
app.UseProxies();
app.UseErrorPages();
app.UseSecurityHeaders();
app.UseApi();
app.UseAccounts();
app.UseReaderCache();
app.UseAntiforgery();
app.MapPages();
app.MapReading();
app.MapFiles();
app.MapPreview();
app.MapAccounts();
app.MapApi();
app.MapAudit();
app.MapLive();
app.MapHealth();
await app.RunAsync();
return 0;
