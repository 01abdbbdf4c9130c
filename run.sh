#!/usr/bin/env bash
# Builds CollabWiki and runs it on http://127.0.0.1:5080, with its data in ./data.
#   ./run.sh [--urls http://127.0.0.1:5080] [any other argument of the program, e.g. import FOLDER --space KEY]
# COLLABWIKI_DATA names another data folder.
set -euo pipefail
cd "$(dirname "$0")"
for tool in dotnet node npm; do
  command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing. CollabWiki builds with the .NET 10 SDK and Node 20 or newer." >&2; exit 1; }
done
export COLLABWIKI_DATA="${COLLABWIKI_DATA:-$PWD/data}"
export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://127.0.0.1:5080}"
dotnet build CollabWiki/CollabWiki.csproj --configuration Release --verbosity quiet --nologo
exec dotnet CollabWiki/bin/Release/net10.0/CollabWiki.dll "$@"
