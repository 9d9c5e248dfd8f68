// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/ignored_arguments.h"

#include "core/base/error.h"

#include <set>

namespace finetune::train {
namespace {

// training_args.py of transformers 4.57 and 5.17, less the names of our own table.
const std::set<std::string, std::less<>>& ignoredNames() {
    static const std::set<std::string, std::less<>> names{"_n_gpu",
                                                          "accelerator_config",
                                                          "adafactor",
                                                          "auto_find_batch_size",
                                                          "average_tokens_across_devices",
                                                          "batch_eval_metrics",
                                                          "bf16_full_eval",
                                                          "dataloader_num_workers",
                                                          "dataloader_persistent_workers",
                                                          "dataloader_pin_memory",
                                                          "dataloader_prefetch_factor",
                                                          "ddp_backend",
                                                          "ddp_broadcast_buffers",
                                                          "ddp_bucket_cap_mb",
                                                          "ddp_find_unused_parameters",
                                                          "ddp_static_graph",
                                                          "ddp_timeout",
                                                          "debug",
                                                          "deepspeed",
                                                          "disable_tqdm",
                                                          "do_eval",
                                                          "do_predict",
                                                          "do_train",
                                                          "enable_jit_checkpoint",
                                                          "eval_accumulation_steps",
                                                          "eval_do_concat_batches",
                                                          "eval_use_gather_object",
                                                          "fp16",
                                                          "fp16_backend",
                                                          "fp16_full_eval",
                                                          "fp16_opt_level",
                                                          "fsdp",
                                                          "fsdp_config",
                                                          "fsdp_min_num_params",
                                                          "fsdp_transformer_layer_cls_to_wrap",
                                                          "full_determinism",
                                                          "gradient_checkpointing",
                                                          "gradient_checkpointing_kwargs",
                                                          "half_precision_backend",
                                                          "hub_always_push",
                                                          "hub_model_id",
                                                          "hub_private_repo",
                                                          "hub_revision",
                                                          "hub_strategy",
                                                          "hub_token",
                                                          "ignore_data_skip",
                                                          "include_for_metrics",
                                                          "include_inputs_for_metrics",
                                                          "include_num_input_tokens_seen",
                                                          "include_tokens_per_second",
                                                          "jit_mode_eval",
                                                          "label_names",
                                                          "label_smoothing_factor",
                                                          "length_column_name",
                                                          "liger_kernel_config",
                                                          "local_rank",
                                                          "log_level",
                                                          "log_level_replica",
                                                          "log_on_each_node",
                                                          "logging_dir",
                                                          "logging_nan_inf_filter",
                                                          "lr_scheduler",
                                                          "mp_parameters",
                                                          "neftune_noise_alpha",
                                                          "optim",
                                                          "optim_args",
                                                          "optim_target_modules",
                                                          "overwrite_output_dir",
                                                          "parallelism_config",
                                                          "past_index",
                                                          "prediction_loss_only",
                                                          "project",
                                                          "push_to_hub",
                                                          "push_to_hub_model_id",
                                                          "push_to_hub_organization",
                                                          "push_to_hub_token",
                                                          "ray_scope",
                                                          "remove_unused_columns",
                                                          "report_to",
                                                          "restore_callback_states_from_checkpoint",
                                                          "run_name",
                                                          "save_on_each_node",
                                                          "save_safetensors",
                                                          "skip_memory_metrics",
                                                          "tf32",
                                                          "torch_compile",
                                                          "torch_compile_backend",
                                                          "torch_compile_mode",
                                                          "torch_empty_cache_steps",
                                                          "torchdynamo",
                                                          "tpu_metrics_debug",
                                                          "tpu_num_cores",
                                                          "trackio_space_id",
                                                          "trackio_bucket_id",
                                                          "trackio_static_space_id",
                                                          "use_cache",
                                                          "use_ipex",
                                                          "use_legacy_prediction_loop",
                                                          "use_liger_kernel",
                                                          "use_mps_device"};
    return names;
}

} // namespace

bool isIgnoredArgument(const std::string& name, const Json& value) {
    if (!ignoredNames().contains(name))
        return false;
    const bool otherOptimizer = name == "optim" && value.is_string() && !value.get<std::string>().starts_with("adamw_");
    if (otherOptimizer || (name == "adafactor" && value == true))
        throw Error(Kind::Usage, name + " cannot be " + value.dump()).cure("Allowed: adamw_torch, adamw_torch_fused");
    return true;
}

} // namespace finetune::train
