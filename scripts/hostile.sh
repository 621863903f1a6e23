#!/usr/bin/env bash
# Runs other people's attack tools against a node of this machine: slowhttptest, nmap, sslscan and testssl.sh.
#
# Node, tools and targets are shut into a network namespace of their own, so that nothing can leave the machine. What the tools say
# is in the folder named as the only argument, or in a new one; docs/security.md says how we read it.
set -euo pipefail

die() {
    echo "hostile: $1" >&2
    exit 2
}

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
results=${1:-$(mktemp -d -t tollgate-hostile-XXXXXX)}
mkdir -p "$results"
results=$(cd "$results" && pwd -P)

if [[ ${HOSTILE_INSIDE:-} != yes ]]; then
    for program in slowhttptest nmap sslscan testssl openssl curl python3 unshare ip; do
        command -v "$program" >/dev/null ||
            die "$program is missing; Debian: apt install slowhttptest nmap sslscan testssl.sh openssl curl python3 iproute2"
    done
    # Built out here: inside there is no network to fetch anything from.
    "$home/tollgate" version
    exec env HOSTILE_INSIDE=yes unshare --net --map-root-user -- "$0" "$results"
fi

ip link set lo up
cd "$results"
node='' target=''

# Ends what this script began, and nothing else.
finish() {
    if [[ -n $node ]]; then kill "$node" 2>/dev/null && wait "$node" || true; fi
    if [[ -n $target ]]; then kill "$target" 2>/dev/null || true; fi
    rm -rf "$results/data" "$results/key.pem"
}
trap finish EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out certificate.pem 2>/dev/null

# A target with something to read, for those who log in.
mkdir -p www && head -c 1048576 /dev/zero >www/large
python3 -m http.server --bind 127.0.0.1 --directory www 18080 >target.log 2>&1 &
target=$!

TOLLGATE_DATA_DIR=$results/data TOLLGATE_GATEWAY__ADDRESS=127.0.0.1 TOLLGATE_TARGETS__ALLOW=127.0.0.1:18080 \
    TOLLGATE_TLS__CERTIFICATE=certificate.pem TOLLGATE_TLS__KEY=key.pem \
    "$home/tollgate" serve >node.out 2>node.log &
node=$!
# The launcher becomes the node, so that this is its id.
for ((second = 0; second < 60; second++)); do
    kill -0 "$node" 2>/dev/null || die "the node did not start: $(tail -n 3 node.log)"
    curl -sS -o /dev/null http://127.0.0.1:7790/readyz 2>/dev/null && break
    sleep 1
done
token=$(grep -ohE 'hel_live_[0-9A-Za-z_-]+' node.out node.log | head -1)
created=$(curl -sS -X POST http://127.0.0.1:7780/v1/subusers -H "Authorization: Bearer $token" \
    -d '{"label":"hostile","products":["residential"],"concurrent_max":500}')
read -r sub_user password < <(python3 -c 'import json, sys; made = json.load(sys.stdin); print(made["name"], made["password"])' <<<"$created")

# One ordinary request a second beside every attack; how each went is the proof that others were served.
watch_others() {
    while :; do
        curl -sS -o /dev/null --max-time 5 -x http://127.0.0.1:7777 \
            -U "helo_$sub_user-type-res-region-us:$password" -w '%{http_code} %{time_total}\n' http://127.0.0.1:18080/ 2>&1 || true
        sleep 1
    done
}

# run NAME COMMAND…: the tool's output goes to NAME.txt, its colours taken out, and what others saw meanwhile to NAME.others.
run() {
    local name=$1 others
    shift
    echo "hostile: $name"
    watch_others >"$name.others" &
    others=$!
    { printf '$ %s\n' "$*"; timeout 900 "$@" 2>&1 || true; } | sed -E 's/\x1b\[[0-9;]*[A-Za-z]//g' >"$name.txt"
    kill "$others" 2>/dev/null || true
    wait "$others" 2>/dev/null || true
    printf '  others: %s\n' "$(sort -n "$name.others" | awk '{n[$1]++; if ($2 > worst) worst = $2} END {
        for (code in n) printf "%d x %s, ", n[code], code; printf "slowest %s s", worst}')"
}

# 400 connections from one address, more than it may have without login. The tool's own way through a proxy (-d) reaches the
# target directly where both are of one machine, and is of no use here.
slow=(slowhttptest -u http://127.0.0.1:7777/ -r 200 -p 3 -c 400)
run slow-headers "${slow[@]}" -H -i 5 -l 30
run slow-body "${slow[@]}" -B -i 5 -l 25 -s 8192
run ranges "${slow[@]}" -R -l 25 -a 10 -b 3000
run slow-read "${slow[@]}" -X -l 25 -w 512 -y 1024 -n 5 -z 32 -k 3

map=(nmap -Pn -n -p 7777)
run nmap-service "${map[@]}" -sV --version-all 127.0.0.1
run nmap-proxy "${map[@]}" --script +http-open-proxy,+socks-open-proxy,+socks-auth-info 127.0.0.1
run nmap-brute "${map[@]}" --script +http-proxy-brute --script-args brute.emptypass=true,unpwdb.timelimit=30s 127.0.0.1
run nmap-socks-brute "${map[@]}" --script +socks-brute --script-args unpwdb.timelimit=30s 127.0.0.1
run nmap-http "${map[@]}" --script +http-methods,+http-trace,+http-headers,+http-server-header,+http-vhosts,+http-security-headers,+http-waf-detect \
    127.0.0.1
run nmap-tls "${map[@]}" --script +ssl-enum-ciphers,+ssl-cert,+ssl-date,+ssl-dh-params,+ssl-heartbleed,+ssl-ccs-injection,+ssl-poodle,+sslv2,+sslv2-drown,+tls-alpn,+tls-nextprotoneg,+tls-ticketbleed \
    127.0.0.1

run sslscan sslscan --no-colour --show-times --show-sigs 127.0.0.1:7777
run testssl testssl --color 0 --warnings off --quiet --ip one 127.0.0.1:7777

curl -sS http://127.0.0.1:7790/metrics >metrics.txt
curl -sS -o /dev/null -w 'hostile: the node is still %{http_code}\n' http://127.0.0.1:7790/readyz
grep -E ' (WARN|ERROR) ' node.log >warnings.txt || true
printf 'hostile: %s lines of the log are warnings or errors; results are in %s\n' "$(wc -l <warnings.txt)" "$results"
