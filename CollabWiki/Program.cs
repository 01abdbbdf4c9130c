using CollabWiki.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStores(builder.Configuration);
var app = builder.Build();
app.MapStaticAssets();
await app.RunAsync();
