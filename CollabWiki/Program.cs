using CollabWiki.Features.Home;
using CollabWiki.Features.Reading;
using CollabWiki.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
builder.Services.AddPages();
var app = builder.Build();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapPages();
app.MapReading();
await app.RunAsync();
