# Sourced by scripts that put libraries out of a Python wheel into the cache folder, once: ends them where that is done.
# They set name, version and sum (the wheel's checksum) before. $work is a folder for what comes in between.
cache=${FINETUNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/finetune-studio}
target=$cache/$name-$version
[ ! -f "$target/wheel.sha256" ] || exit 0
mkdir -p "$cache"
exec 9>"$cache/$name.lock"
flock 9 # two builds at once: the second waits and finds the folder
[ ! -f "$target/wheel.sha256" ] || exit 0
work=$(mktemp -d "$cache/$name.XXXXXX")
trap 'rm -rf "$work"' EXIT

# fetch REQUIREMENT [PIP OPTION...]: to $work; false when pip cannot, with its words in $work/log.
fetch() {
    python3 -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 --dest "$work" "$@" 2>"$work/log"
}

# unpack PATTERN...: of the wheel that was fetched, to $work/unpacked.
unpack() {
    if ! echo "$sum  $(echo "$work"/*.whl)" | sha256sum --check --quiet; then
        echo "The file fetched is not the published $name $version: its checksum differs. It was not used." >&2
        exit 4
    fi
    unzip -q "$work"/*.whl "$@" '*.dist-info/licenses/*' -d "$work/unpacked"
}

# keep FOLDER: as $target.
keep() {
    echo "$sum" >"$1/wheel.sha256"
    rm -rf "$target"
    mv "$1" "$target"
}
