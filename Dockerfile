# Builds with the SDK and Node, runs as an ordinary user on the ASP.NET runtime. All data is in the volume /data.
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/ /usr/local/
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY CollabWiki.CassandraClient/CollabWiki.CassandraClient.csproj CollabWiki.CassandraClient/packages.lock.json CollabWiki.CassandraClient/
COPY CollabWiki.Core/CollabWiki.Core.csproj CollabWiki.Core/packages.lock.json CollabWiki.Core/
COPY CollabWiki/CollabWiki.csproj CollabWiki/packages.lock.json CollabWiki/
COPY eng eng
RUN dotnet restore CollabWiki/CollabWiki.csproj --locked-mode
COPY editor/package.json editor/package-lock.json editor/
RUN cd editor && npm ci --ignore-scripts --no-audit --no-fund
COPY editor editor
COPY wwwroot wwwroot
COPY CollabWiki.CassandraClient CollabWiki.CassandraClient
COPY CollabWiki.Core CollabWiki.Core
COPY CollabWiki CollabWiki
RUN dotnet publish CollabWiki/CollabWiki.csproj --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
ENV COLLABWIKI_DATA=/data ASPNETCORE_HTTP_PORTS=5080
VOLUME /data
EXPOSE 5080
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["dotnet", "CollabWiki.dll", "health"]
ENTRYPOINT ["dotnet", "CollabWiki.dll"]
