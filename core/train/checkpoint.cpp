// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "core/base/files.h"
#include "core/base/json.h"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace finetune::train {
namespace fs = std::filesystem;
namespace {

constexpr auto kPartial = ".partial-", kReplaced = ".replaced-", kRemoved = ".removed-";

// The number of a `checkpoint-<number>` name.
std::optional<std::int64_t> stepOf(const std::string& name) {
    const std::string prefix = "checkpoint-";
    if (!name.starts_with(prefix))
        return {};
    std::int64_t step = 0;
    const char* end = name.data() + name.size();
    const auto [at, code] = std::from_chars(name.data() + prefix.size(), end, step);
    return code == std::errc() && at == end ? std::optional(step) : std::nullopt;
}

void writeManifest(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files.push_back(entry.path());
        else if (entry.is_directory())
            files::syncFolder(entry.path());
    }
    std::ranges::sort(files);
    Json list = Json::object();
    for (const fs::path& file : files) {
        list[file.lexically_relative(folder).generic_string()] = {{"bytes", fs::file_size(file)},
                                                                  {"sha256", files::sha256(file)}};
    }
    const std::string text = Json{{"files", list}}.dump(2) + "\n";
    const std::string_view view = text;
    files::writeSynced(folder / "manifest.json", {&view, 1});
}

void removeFolder(const fs::path& folder) {
    // Renamed first: a removal that dies half-way must not leave half a checkpoint under its name.
    const fs::path doomed = folder.parent_path() / (kRemoved + folder.filename().string());
    files::removeAll(doomed);
    files::rename(folder, doomed);
    files::removeAll(doomed);
}

} // namespace

fs::path saveCheckpoint(const fs::path& runFolder, std::int64_t step,
                        const std::function<void(const fs::path&)>& fill) {
    recoverLeftovers(runFolder);
    const std::string name = "checkpoint-" + std::to_string(step);
    const fs::path partial = runFolder / (kPartial + name), final = runFolder / name,
                   replaced = runFolder / (kReplaced + name);
    files::createFolders(partial);
    fill(partial);
    writeManifest(partial);
    files::syncFolder(partial);
    const bool exists = fs::exists(final);
    if (exists)
        files::rename(final, replaced);
    files::rename(partial, final);
    files::syncFolder(runFolder);
    if (exists)
        files::removeAll(replaced);
    return final;
}

void recoverLeftovers(const fs::path& runFolder) {
    std::error_code code;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(runFolder, code))
        names.push_back(entry.path().filename().string());
    for (const std::string& name : names) {
        if (name.starts_with(kReplaced)) {
            const fs::path original = runFolder / name.substr(std::string(kReplaced).size());
            if (fs::exists(original))
                files::removeAll(runFolder / name);
            else
                files::rename(runFolder / name, original);
        } else if (name.starts_with(std::string(kPartial) + "checkpoint-") || name.starts_with(kRemoved)) {
            files::removeAll(runFolder / name);
        }
    }
}

std::optional<std::string> damage(const fs::path& checkpoint) {
    try {
        if (!fs::exists(checkpoint / "manifest.json"))
            return "it has no manifest.json";
        const Json manifest = readJson(checkpoint / "manifest.json");
        for (const auto& [name, entry] : manifest.at("files").items()) {
            const fs::path file = checkpoint / name;
            if (!fs::exists(file))
                return name + " is missing";
            if (fs::file_size(file) != entry.at("bytes").get<std::uintmax_t>())
                return name + " has another size than was saved";
            if (files::sha256(file) != entry.at("sha256").get<std::string>())
                return name + " has other contents than were saved";
        }
        return {};
    } catch (const std::exception& error) {
        return std::string("it cannot be read: ") + error.what();
    }
}

ResumePoint findResume(const fs::path& runFolder) {
    ResumePoint point;
    std::vector<fs::path> all = checkpointsOf(runFolder);
    for (const fs::path& checkpoint : all | std::views::reverse) {
        const std::string name = checkpoint.filename().string();
        if (const auto problem = damage(checkpoint)) {
            point.notices.push_back(name + " is not whole and was passed over: " + *problem);
        } else if (!fs::exists(checkpoint / "training_state.json")) {
            point.notices.push_back(name + " holds the model only (save_only_model) and was passed over");
        } else {
            point.checkpoint = checkpoint;
            return point;
        }
    }
    return point;
}

std::vector<fs::path> checkpointsOf(const fs::path& runFolder) {
    std::vector<std::pair<std::int64_t, fs::path>> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(runFolder, code)) {
        const auto step = stepOf(entry.path().filename().string());
        if (step && entry.is_directory())
            found.emplace_back(*step, entry.path());
    }
    std::ranges::sort(found);
    std::vector<fs::path> folders;
    for (auto& [step, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

void rotate(const fs::path& runFolder, std::int64_t limit, const fs::path& best, bool loadBestAtEnd) {
    std::vector<fs::path> all = checkpointsOf(runFolder);
    if (limit <= 0 || std::ssize(all) <= limit)
        return;
    const auto found = std::ranges::find(all, best.filename(), [](const fs::path& p) { return p.filename(); });
    if (!best.empty() && found != all.end() && found + 1 != all.end()) {
        std::rotate(found, found + 1, all.end() - 1); // the best goes second to last, before the newest
        if (limit == 1 && loadBestAtEnd)
            limit = 2;
    }
    for (std::int64_t i = 0; i < std::ssize(all) - limit; ++i)
        removeFolder(all[i]);
    files::syncFolder(runFolder);
}

} // namespace finetune::train
