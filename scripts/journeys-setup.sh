#!/usr/bin/env bash
# Installs the client programs that `make journeys` needs and that are missing.
# System packages come with apt-get (Debian, Ubuntu), npm packages go to app/target/journeys.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() { # program package
    command -v "$1" > /dev/null || packages+=("$2")
}
need_python() { # module package
    /usr/bin/python3 -c "import $1" 2> /dev/null || packages+=("$2")
}
need curl curl
need haproxy haproxy
need git git
need node nodejs
need npm npm
[[ -x /usr/bin/python3 ]] || packages+=(python3)
need_python requests python3-requests
need_python socks python3-socks
need_python aiohttp python3-aiohttp
need_python aiohttp_socks python3-aiohttp-socks

if ((${#packages[@]})); then
    command -v apt-get > /dev/null || { echo "Install by hand: ${packages[*]}" >&2; exit 1; }
    sudo=()
    ((EUID == 0)) || sudo=(sudo)
    "${sudo[@]}" apt-get update -q
    "${sudo[@]}" apt-get install -y -q --no-install-recommends "${packages[@]}"
fi

# undici 7 needs Node 20.18.1 or later.
node -e 'const [a, b] = process.versions.node.split(".").map(Number)
if (a < 20 || (a === 20 && b < 18)) { console.error("Node " + process.versions.node + " is too old: 20.18.1 or later"); process.exit(1) }'
folder=app/target/journeys
mkdir -p "$folder"
[[ -f $folder/package.json ]] || echo '{"private": true}' > "$folder/package.json"
npm install --prefix "$folder" --no-audit --no-fund --silent undici@7 socks-proxy-agent@8

echo "All client programs are there."
