#!/usr/bin/env bash
# Sets up what the tests need, runs them all and ends with "N passed, N failed, N skipped".
#   ./test.sh                  everything but the cluster
#   ./test.sh unit|component|host|browser|cassandra   one layer of the C# tests (unit: under half a minute but for the fuzz)
#   ./test.sh browser --store cassandra   the same tests with the wiki on Cassandra
#   ./test.sh editor           the TypeScript tests
#   ./test.sh --cluster        those that need three Cassandra nodes
set -uo pipefail
cd "$(dirname "$0")"
layer="${1:-all}"
[[ $layer == --cluster ]] && layer=cluster
[[ ${2:-} == --store ]] && export COLLABWIKI_STORE="${3:?sqlite or cassandra}"
nodes=0
[[ $layer == all || $layer == cassandra || ${COLLABWIKI_STORE:-} == cassandra ]] && nodes=1
[[ $layer == cluster ]] && nodes=3
# One node more that encrypts and asks for a password.
secure=0
[[ $layer == all || $layer == cassandra ]] && secure=4

for tool in dotnet node npm; do
  command -v "$tool" >/dev/null || { echo "test.sh: $tool is missing. CollabWiki builds with the .NET 10 SDK and Node 20 or newer." >&2; exit 1; }
done

# Debian starts a server that it installs, nginx for all the world: these are for the tests alone, which start their own on loopback. So nothing is
# started, and what is installed here isn't started with the machine either.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d ours=0 ended=0 service
  [[ -e $policy ]] || { ours=1 && printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"; }
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 || ended=1
  for service in nginx-light:nginx haproxy:haproxy redis-server:redis-server; do
    [[ " $* " == *" ${service%:*} "* ]] && systemctl disable "${service#*:}.service" >/dev/null 2>&1
  done
  ((ours)) && rm -f "$policy"
  return "$ended"
}

# need "what for" PACKAGE… when a program is missing: installs the packages, or says what is missing and ends.
need() {
  local what=$1
  shift
  if command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; then
    echo "Installing from the system's packages: $* …"
    install_quietly "$@" || { echo "test.sh: $* could not be installed. Install by hand, then run this again." >&2; exit 1; }
  else
    echo "test.sh: $what, which this user may not install (packages: $*)." >&2
    exit 1
  fi
}

# Servers are in sbin, which isn't on everyone's PATH.
has() { PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null; }

if [[ $layer == all || $layer == browser || $layer == cassandra || $layer == cluster ]] && ! has chromium && ! has google-chrome; then
  need "the browser tests run in the system's Chromium" chromium fonts-liberation fonts-noto-cjk
fi
if ((nodes)) && ! has java; then
  need "the tests on Cassandra need Java 17" openjdk-17-jre-headless
fi
if [[ $layer == all || $layer == host || $layer == cassandra || $layer == cluster ]] && ! has redis-server; then
  need "the tests of several app nodes need Redis" redis-server
fi
if [[ $layer == all || $layer == cassandra ]]; then
  has nginx || need "the tests of deploy/nginx.conf need nginx" nginx-light
  has haproxy || need "the tests of deploy/haproxy.cfg need HAProxy" haproxy
fi

results=$(mktemp -d)
export CASSANDRA_ROOT="$results/cassandra" CASSANDRA_NODES=$nodes CASSANDRA_NET="${CASSANDRA_NET:-127.0.9}"
finish() {
  for ((n = 1; n <= nodes; n++)); do eng/cassandra/cassandra.sh stop "$n"; done
  ((secure)) && eng/cassandra/cassandra.sh stop "$secure"
  rm -rf "$results"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Started while the solution builds; the tests find it by these names.
addresses=()
for ((n = 1; n <= nodes; n++)); do
  eng/cassandra/cassandra.sh start "$n" || { echo "test.sh: Cassandra could not be started." >&2; exit 1; }
  addresses+=("$CASSANDRA_NET.$n")
done
if ((nodes)); then
  export COLLABWIKI_TEST_CASSANDRA="$CASSANDRA_NET.1:9042" COLLABWIKI_CASSANDRA="$CASSANDRA_NET.1:9042"
fi
if ((secure)); then
  CASSANDRA_NODES=1 CASSANDRA_SECURE=yes eng/cassandra/cassandra.sh start "$secure" || { echo "test.sh: Cassandra could not be started." >&2; exit 1; }
  export COLLABWIKI_TEST_CASSANDRA_SECURE="$CASSANDRA_NET.$secure:9042"
  export COLLABWIKI_TEST_CASSANDRA_CERTIFICATE="$CASSANDRA_ROOT/$CASSANDRA_NET.$secure/conf/node.pem"
fi
((nodes == 3)) && COLLABWIKI_TEST_CASSANDRA_NODES=$(IFS=,; echo "${addresses[*]}") && export COLLABWIKI_TEST_CASSANDRA_NODES
passed=0 failed=0 skipped=0 broken=0

# Adds up the numbers that stand behind the words given in a runner's closing lines.
count() { sed -nE "s/.*$2 ([0-9]+).*/\1/p" "$1" | tail -n 1; }

dotnet build CollabWiki.sln --configuration Release --verbosity quiet --nologo || { echo "test.sh: the build failed." >&2; exit 1; }

for ((n = 1; n <= nodes; n++)); do
  eng/cassandra/cassandra.sh wait "$n" || exit 1
done
((secure)) && { eng/cassandra/cassandra.sh wait "$secure" || exit 1; }

if [[ $layer == all || $layer == editor ]]; then
  (cd editor && npm run --silent check && npm test --silent) 2>&1 | tee "$results/editor"
  [[ ${PIPESTATUS[0]} == 0 ]] || broken=1
  passed=$((passed + $(count "$results/editor" "ℹ pass" || true) + 0))
  failed=$((failed + $(count "$results/editor" "ℹ fail" || true) + 0))
  skipped=$((skipped + $(count "$results/editor" "ℹ skipped" || true) + 0))
fi

if [[ $layer != editor ]]; then
  filter=()
  [[ $layer == all ]] && filter=(-trait- "layer=cluster") || filter=(-trait "layer=$layer")
  # What was counted while nodes died is worth reading also when all went well.
  [[ $layer == cluster ]] && filter+=(-showLiveOutput)
  dotnet CollabWiki.Tests/bin/Release/net10.0/CollabWiki.Tests.dll -noColor -noLogo "${filter[@]}" 2>&1 | tee "$results/dotnet"
  [[ ${PIPESTATUS[0]} == 0 ]] || broken=1
  total=$(count "$results/dotnet" "Total:" || true)
  bad=$(count "$results/dotnet" "Failed:" || true)
  errors=$(count "$results/dotnet" "Errors:" || true)
  left=$(count "$results/dotnet" "Skipped:" || true)
  failed=$((failed + ${bad:-0} + ${errors:-0}))
  skipped=$((skipped + ${left:-0}))
  passed=$((passed + ${total:-0} - ${bad:-0} - ${left:-0}))
fi

if (( passed + failed == 0 )); then
  echo "test.sh: no test ran." >&2
  broken=1
fi
if (( failed == 0 && broken )); then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
(( failed == 0 ))
