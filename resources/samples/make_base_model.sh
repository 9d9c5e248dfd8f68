#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the sample base model with this project's own trainer, from random weights and without the network.
#
#     make_base_model.sh FINETUNE WORK_DIR OUTPUT_DIR
#
# The program looks for the sample model in the folder base_model beside this script.
#
# FINETUNE is the command line program. WORK_DIR takes the pretraining data and the run and can be deleted afterwards.
# OUTPUT_DIR gets the model: config.json, vocab.txt, tokenizer_config.json and model.safetensors without the answer head,
# so that the encoder can match a question to a sentence, yet the sample project still has a head to learn.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: $0 FINETUNE WORK_DIR OUTPUT_DIR" >&2
    exit 2
fi
finetune=$1
work=$2
output=$3
here=$(cd "$(dirname "$0")" && pwd)
tokenizer_files=(vocab.txt tokenizer_config.json)

mkdir -p "$work" "$output"
if [ -e "$work/run" ]; then
    echo "$work/run is there from an earlier try; delete it first" >&2
    exit 1
fi

# The committed data is made again beside the pretraining set: the three sets are drawn together.
python3 "$here/make_samples.py" --output "$work/samples" --pretrain "$work/pretrain"
"$finetune" debug init-model --config "$work/samples/config.json" --seed 1 --output "$work/start"
for file in "${tokenizer_files[@]}"; do
    cp "$work/samples/$file" "$work/start/"
done
python3 "$here/sinusoid_positions.py" "$work/start/model.safetensors"
# A model this small learns to match fastest without dropout; the sample project trains it with dropout.
"$finetune" train --model "$work/start" --train_file "$work/pretrain/train.json" --output_dir "$work/run" \
    --per_device_train_batch_size 32 --learning_rate 2e-3 --num_train_epochs 4 --warmup_steps 200 \
    --lr_scheduler_type linear --weight_decay 0 --max_grad_norm 1 --no_dropout --seed 1 --logging_steps 50 \
    --save_strategy epoch --save_total_limit 1 --eval_strategy no --padding none --max_length 192 --doc_stride 48 --threads 2

# The checkpoint with the highest step is the last one.
last=$(find "$work/run" -maxdepth 1 -type d -name 'checkpoint-*' | sort -V | tail -n 1)
if [ -z "$last" ]; then
    echo "the training left no checkpoint in $work/run" >&2
    exit 1
fi
python3 "$here/strip_head.py" "$last/model.safetensors" "$output/model.safetensors"
cp "$work/samples/config.json" "$output/"
for file in "${tokenizer_files[@]}"; do
    cp "$work/samples/$file" "$output/"
done
echo "base model: $output"
