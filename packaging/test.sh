#!/usr/bin/env bash
# Installs what is missing, builds and runs all tests without a display.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/build.sh
QT_QPA_PLATFORM=offscreen ctest --preset release -j2
