// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/export_plan.h"

#include "core/base/files.h"
#include "core/text/tokenizer.h"

#include <algorithm>

namespace finetune::session {
namespace {

// The model card that every export writes names the program.
bool isExport(const fs::path& folder) {
    const fs::path card = folder / "README.md";
    return fs::exists(folder / "config.json") && fs::exists(card) &&
           files::read(card).find("- finetune-studio\n") != std::string::npos;
}

void checkTarget(const ExportRequest& request) {
    const fs::path& target = request.target;
    if (target.empty())
        throw Error(Kind::Usage, "there is no folder to write to").cure("Choose a new or empty folder");
    if (fs::exists(target) && !fs::is_directory(target))
        throw Error(Kind::Usage, "is a file; the export needs a folder").in(target);
    if (fs::exists(target) && fs::equivalent(target, request.checkpoint))
        throw Error(Kind::Usage, "is the model that is to be exported").in(target).cure("Choose another folder");
    if (fs::exists(target) && !fs::is_empty(target) && !isExport(target))
        throw Error(Kind::Usage, "holds files that are not an earlier export; nothing was written")
            .in(target)
            .cure("Choose a new or empty folder");
}

void checkRoom(const fs::path& target, std::int64_t bytes) {
    fs::path there = fs::absolute(target);
    while (!fs::exists(there) && there.has_relative_path())
        there = there.parent_path();
    std::error_code code;
    const fs::space_info space = fs::space(there, code);
    if (!code && space.available < static_cast<std::uintmax_t>(bytes))
        throw Error(Kind::Environment, "the disk has room for " + std::to_string(space.available / 1'000'000) +
                                           " MB, the export needs " + std::to_string(bytes / 1'000'000) + " MB")
            .in(target)
            .cure("Make room, or choose a folder on another disk");
}

} // namespace

ExportPlan planExport(const ExportRequest& request) {
    checkTarget(request);
    const model::ModelInfo info = model::describe(request.checkpoint);
    if (!info.newlyInitialised.empty())
        throw Error(Kind::Input, "has no trained head (" + info.newlyInitialised.front() + " is missing)")
            .in(request.checkpoint)
            .cure("Export a checkpoint of a run, not the base model");
    ExportPlan plan;
    plan.replacesExport = fs::exists(request.target) && !fs::is_empty(request.target);
    const auto sizeOf = [&](const fs::path& name) {
        return static_cast<std::int64_t>(fs::file_size(request.checkpoint / name));
    };
    plan.files = {{"config.json", sizeOf("config.json")}, {"model.safetensors", info.bytes}, {"README.md", 0}};
    for (const fs::path& file : text::tokenizerFiles(request.checkpoint))
        plan.files.push_back({file.filename().string(), sizeOf(file.filename())});
    std::ranges::sort(plan.files, {}, &PlannedFile::name);
    for (const PlannedFile& file : plan.files)
        plan.bytes += file.bytes;
    checkRoom(request.target, plan.bytes);
    return plan;
}

} // namespace finetune::session
