#!/usr/bin/env bash
# Installs what is missing: distribution packages, then LibTorch and Apache Arrow in the cache folder. Quiet when nothing
# is to do.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
while read -r name _; do
    case $name in '' | '#'*) continue ;; esac
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null | cut -c1-2)" = ii ] || missing+=("$name")
done <"$here/packages.txt"

if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "Packages are missing. Run this once, then start again:" >&2
        echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 4
    fi
    echo "installing ${#missing[@]} packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

"$here/libtorch.sh"
"$here/arrow.sh"
