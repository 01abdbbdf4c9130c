using CollabWiki.Features.Home;
using CollabWiki.Features.Reading;
using CollabWiki.Hosting;
using CollabWiki.Live;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
builder.Services.AddPages();
builder.AddLive();
var app = builder.Build();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapPages();
app.MapReading();
app.MapLive();
await app.RunAsync();
