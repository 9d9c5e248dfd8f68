// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/data_source.h"

#include "core/hub/cache.h"

namespace finetune::session {
namespace {

namespace fs = std::filesystem;

void describeHub(Json& run, const std::string& what, const fs::path& path) {
    if (const auto repository = hub::repositoryOfSnapshot(path)) {
        run[what + "_name"] = repository->id;
        run[what + "_revision"] = repository->revision;
    }
}

} // namespace

data::Dataset open(const DataSource& source, data::OnProblem onProblem, const StopToken& stop,
                   const Progress& progress) {
    return source.edited ? *source.edited : data::openDataset(source.file, onProblem, source.options, stop, progress);
}

void describe(Json& run, const std::string& what, const DataSource& source) {
    const fs::path file = fs::absolute(source.file);
    run[what + "_file"] = file.string();
    if (!source.options.isPlain())
        run[what + "_open"] = data::toJson(source.options);
    describeHub(run, what, file);
}

void describeModel(Json& run, const fs::path& folder) {
    run["model"] = fs::absolute(folder).string();
    describeHub(run, "model", fs::absolute(folder));
}

DataSource sourceOf(const Json& run, const std::string& what) {
    const auto file = run.find(what + "_file");
    if (file == run.end() || !file->is_string())
        return {};
    return {file->get<std::string>(), data::openOptionsFromJson(run.value(what + "_open", Json::object()))};
}

} // namespace finetune::session
