using CollabWiki.Hosting;
using CollabWiki.Live;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
builder.AddLive();
var app = builder.Build();
app.MapStaticAssets();
app.MapLive();
await app.RunAsync();
