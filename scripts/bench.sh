#!/usr/bin/env bash
# Builds Tollgate and its benchmark, then runs a class of the benchmark: bench.sh CLASS [ARGUMENT...]
# As root on Linux the benchmark gets a network of its own, where it meets nobody and nobody meets it, and keeps the load side
# on processor 0 and the proxies on processor 1.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly bench=dev.tollgate.bench.Main

build() {
    . scripts/jdk.sh
    find_jdk
    # Under the launcher's lock: both build the same folders.
    mkdir -p app/target/run
    if command -v flock >/dev/null; then
        exec 9>app/target/run/lock
        flock 9
    fi
    JAVA25_HOME=$jdk mvn -q -B package -pl bench -am \
        -Dmaven.test.skip=true -Dwarnings=-nowarn -Dspotless.check.skip=true -Djacoco.skip=true -Denforcer.skip=true >&2
    exec 9>&-
    export BENCH_JAVA=$jdk/bin/java
}

# The rest of a network of one's own: the loopback interface, and ports for many short connections.
furnish() {
    ip link set lo up
    for setting in 'net/ipv4/ip_local_port_range 10000 65535' 'net/ipv4/tcp_congestion_control reno'; do
        echo "${setting#* }" >"/proc/sys/${setting%% *}" 2>/dev/null || true
    done
}

if [[ -z ${BENCH_JAVA:-} ]]; then
    build
    # Else the first start of a node would build it once more, on the clock.
    [[ $1 != "$bench" ]] || ./tollgate version >&2
    if [[ $1 == "$bench" && $(id -u) == 0 ]] && unshare -n true 2>/dev/null; then
        exec unshare -n "$0" "$@"
    fi
    [[ $1 != "$bench" ]] || echo "bench: not root, so it runs on this machine's own loopback interface" >&2
elif [[ $1 == "$bench" ]]; then
    furnish
fi

options=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    --add-opens=java.base/java.nio=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true)
pin=()
if [[ $1 == "$bench" ]]; then
    # Two descriptors for each idle tunnel on this side, and two on the proxy's.
    ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
    options+=(-Xmx2g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders)
    if (($(nproc) > 1)) && command -v taskset >/dev/null; then
        pin=(taskset -c 0)
        options+=(-Dtollgate.bench.proxy-core=1)
    fi
fi
exec "${pin[@]}" "$BENCH_JAVA" "${options[@]}" \
    -cp "$(echo bench/target/tollgate-bench-*.jar):$(<bench/target/class-path.txt)" "$@"
