#!/usr/bin/env bash
# Builds Tollgate and its benchmark, then runs a class of the benchmark: bench.sh CLASS [ARGUMENT...]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk

# Under the launcher's lock, if there is one: both build the same folders.
mkdir -p app/target/run
if command -v flock >/dev/null; then
    exec 9>app/target/run/lock
    flock 9
fi
JAVA25_HOME=$jdk mvn -q -B package -pl bench -am \
    -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true -Denforcer.skip=true >&2
exec 9>&-

jar=$(ls bench/target/tollgate-bench-*.jar)
exec "$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${BENCH_JAVA_OPTS:-} \
    -cp "$jar:$(<bench/target/class-path.txt)" "$@"
