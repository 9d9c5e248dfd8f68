#!/usr/bin/env bash
# Installs what is missing, builds, and opens the studio on the sample project. Without a display the same sample is
# trained, evaluated and exported in the terminal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/build.sh

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec build/release/app/studio/finetune-studio --sample "$@"
fi

finetune=build/release/app/finetune/finetune
run=results/sample
if [ -e "$run" ]; then # an earlier run stays as it is
    n=2
    while [ -e "$run-$n" ]; do n=$((n + 1)); done
    run=$run-$n
fi
echo "There is no display: the sample project is trained here, in about two minutes."
"$finetune" train --sample --output_dir "$run" >/dev/null
"$finetune" export --run "$run" --output "$run/finetuned_model" >/dev/null
echo
"$finetune" runs "$run"
echo
echo "the run                      $run"
echo "the model for transformers   $run/finetuned_model"
echo "a question to try:"
echo "  $finetune predict --model $run/finetuned_model --question \"Where was the Arlen built?\" \\"
echo "      --context \"The Arlen is a ship. Workers in Dorham built her hull. She had a crew of 40.\""
