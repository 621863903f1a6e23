#!/usr/bin/env bash
# Puts what `make chaos` and `make soak` measured into docs/reliability.md, between the marks of each.
set -euo pipefail
cd "$(dirname "$0")/.."

page=docs/reliability.md

put() { # name file
    [[ -r $2 ]] || { echo "$2 is not there: run make $1" >&2; return; }
    awk -v name="$1" -v file="$2" '
        $0 == "<!-- end of " name " -->" { inside = 0 }
        !inside { print }
        $0 == "<!-- " name " -->" {
            inside = 1
            while ((getline line < file) > 0) print line
        }' "$page" > "$page.new"
    mv "$page.new" "$page"
}

for name in chaos soak; do
    put "$name" "app/target/$name.md"
done
