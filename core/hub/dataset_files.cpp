// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/dataset_files.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/hub/glob.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <regex>

namespace finetune::hub {
namespace {

using Names = std::vector<std::string>;

// Kinds that are read, the favourite first where two are as frequent.
constexpr std::pair<const char*, const char*> kKinds[] = {
    {".parquet", "parquet"}, {".arrow", "arrow"}, {".jsonl", "json"}, {".json", "json"},
    {".ndjson", "json"},     {".csv", "csv"},     {".tsv", "tsv"}};

struct SplitWords {
    const char* split;
    std::vector<const char*> words;
};
const SplitWords kSplitWords[] = {{"train", {"train", "training"}},
                                  {"validation", {"validation", "valid", "dev", "val"}},
                                  {"test", {"test", "testing", "eval", "evaluation"}}};

std::string joined(const Names& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + name;
    return out;
}

// Whether one of the name's endings says this: "train.csv.gz" ends with .csv and .gz.
bool hasEnding(const std::string& name, const std::string& ending) {
    std::string base = name.substr(name.rfind('/') + 1);
    std::ranges::transform(base, base.begin(), [](unsigned char c) { return std::tolower(c); });
    for (std::size_t dot = base.find('.'); dot != std::string::npos; dot = base.find('.', dot + 1))
        if (base.substr(dot, base.find('.', dot + 1) - dot) == ending)
            return true;
    return false;
}

std::string kindOf(const std::string& name) {
    for (const auto& [ending, kind] : kKinds)
        if (hasEnding(name, ending))
            return kind;
    return {};
}

// Only files of the kind that most of them have: a table beside the data is not data.
void keepOneKind(NamesBySplit& splits) {
    std::map<std::string, std::size_t> frequent;
    for (const auto& [split, names] : splits)
        for (const std::string& name : names)
            ++frequent[kindOf(name)];
    frequent.erase("");
    std::string best;
    for (const auto& [ending, kind] : kKinds)
        if (frequent.contains(kind) && (best.empty() || frequent[kind] > frequent[best]))
            best = kind;
    for (auto& [split, names] : splits)
        std::erase_if(names, [&](const std::string& name) { return kindOf(name) != best; });
    std::erase_if(splits, [](const auto& split) { return split.second.empty(); });
}

Names matchingAll(const Names& patterns, const std::string& folder, const Names& names) {
    Names out;
    for (const std::string& pattern : patterns)
        for (const std::string& name : matching(folder.empty() ? pattern : folder + "/" + pattern, names))
            if (std::ranges::find(out, name) == out.end() && !kindOf(name).empty())
                out.push_back(name);
    return out;
}

// data/train-00000-of-00002.parquet, as push_to_hub names them; any word is a split.
NamesBySplit byShardNames(const std::string& folder, const Names& names) {
    static const std::regex kShard(R"((.*)-[0-9]{5}-of-[0-9]{5}.*\..*)");
    static const std::regex kSplit(R"(\w+(\.\w+)*)");
    const std::string prefix = folder.empty() ? "data/" : folder + "/data/";
    NamesBySplit splits;
    const auto at = [&](const std::string& split) -> Names& {
        const auto found = std::ranges::find(splits, split, &NamesBySplit::value_type::first);
        return found != splits.end() ? found->second : splits.emplace_back(split, Names()).second;
    };
    std::smatch match;
    for (const SplitWords& known : kSplitWords)
        at(known.split);
    for (const std::string& name : matchingAll({"data/*"}, folder, names)) {
        const std::string base = name.substr(prefix.size());
        if (!std::regex_match(base, match, kShard))
            continue;
        const std::string split = match[1];
        if (!std::regex_match(split, kSplit))
            throw Error(Kind::Input,
                        "the dataset has a file of the split “" + split + "”, which is not a split's name");
        at(split).push_back(name);
    }
    std::erase_if(splits, [](const auto& split) { return split.second.empty(); });
    return splits;
}

// By the words train, dev, test … in the names of folders, else of files; else everything is for training.
NamesBySplit byWords(const std::string& folder, const Names& names) {
    const std::string sign = "[-._ 0-9]";
    for (const bool ofFolders : {true, false}) {
        NamesBySplit splits;
        for (const SplitWords& known : kSplitWords) {
            Names patterns;
            for (const std::string word : known.words)
                if (ofFolders)
                    for (const std::string& one :
                         {word, word + sign + "*", "*" + sign + word, "*" + sign + word + sign + "*"})
                        patterns.push_back("**/" + one + "/**");
                else
                    for (const std::string& one : {word + sign + "*", "*" + sign + word + sign + "*"})
                        patterns.push_back("**/" + one);
            if (Names found = matchingAll(patterns, folder, names); !found.empty())
                splits.emplace_back(known.split, std::move(found));
        }
        if (!splits.empty())
            return splits;
    }
    Names all = matchingAll({"**"}, folder, names);
    return all.empty() ? NamesBySplit() : NamesBySplit{{"train", std::move(all)}};
}

const CardConfig* chosenConfig(const std::vector<CardConfig>& configs, const std::string& wanted) {
    const CardConfig* chosen = nullptr;
    Names all;
    for (const CardConfig& config : configs) {
        all.push_back(config.name);
        const bool isIt = wanted.empty() ? configs.size() == 1 || config.isDefault || config.name == "default"
                                         : config.name == wanted;
        if (isIt && !chosen)
            chosen = &config;
    }
    if (chosen || configs.empty())
        return chosen;
    throw Error(Kind::Usage, wanted.empty() ? "the dataset has several configurations, and none of them is the default"
                                            : "the dataset has no configuration “" + wanted + "”")
        .cure("Name one of them behind a colon: " + joined(all));
}

// "train-00000-of-00003.parquet": every one of the three must be there. In the cache one may be missing.
void checkShards(const Names& names) {
    static const std::regex kShard(R"((.*)-([0-9]{5})-of-([0-9]{5})(.*))");
    std::map<std::string, std::size_t> found;
    std::smatch match;
    for (const std::string& name : names)
        if (std::regex_match(name, match, kShard))
            ++found[match.str(1) + "-*-of-" + match.str(3) + match.str(4)];
    for (const auto& [series, count] : found)
        if (std::regex_match(series, match, std::regex(R"((.*)-\*-of-([0-9]{5}).*)")))
            if (const std::size_t all = std::stoul(match[2]); count < all)
                throw Error(Kind::Environment, "only " + std::to_string(count) + " of the " + std::to_string(all) +
                                                   " files " + series + " are in the cache, and the hub was not asked")
                    .cure("Download the rest when there is a network: finetune hub download");
}

// The conversion's files lie in config/split/0000.parquet; "partial-train" has only the first gigabytes.
DatasetPlan planConverted(const Names& names, const std::string& wanted, bool& partial) {
    std::vector<CardConfig> configs;
    std::map<std::string, NamesBySplit> files;
    for (const std::string& name : names) {
        const std::size_t first = name.find('/'), second = name.find('/', first + 1);
        if (second == std::string::npos || !name.ends_with(".parquet"))
            continue;
        const std::string config = name.substr(0, first);
        std::string split = name.substr(first + 1, second - first - 1);
        if (split.starts_with("partial-"))
            split.erase(0, 8), partial = true;
        if (files[config].empty())
            configs.push_back({config, {}, false, {}});
        if (files[config].empty() || files[config].back().first != split)
            files[config].emplace_back(split, Names());
        files[config].back().second.push_back(name);
    }
    const CardConfig* config = chosenConfig(configs, wanted);
    return config ? DatasetPlan{config->name, files[config->name]} : DatasetPlan{};
}

// Only the split that was asked for; "train" first.
void chooseSplit(DatasetPlan& plan, const DatasetName& name) {
    Names all;
    for (const auto& one : plan.splits)
        all.push_back(one.first);
    if (!name.split.empty())
        std::erase_if(plan.splits, [&](const auto& one) { return one.first != name.split; });
    if (plan.splits.empty())
        throw Error(Kind::Usage, "the dataset “" + name.repository.id + "” has no split “" + name.split + "”")
            .cure("It has " + joined(all));
    std::ranges::stable_sort(plan.splits, {}, [](const auto& one) { return one.first != "train"; });
}

DatasetFiles filesIn(const std::filesystem::path& folder, const std::string& commit, const DatasetPlan& plan) {
    DatasetFiles out{plan.config, commit, {}, false};
    for (const auto& [name, files] : plan.splits) {
        out.splits.emplace_back(name, std::vector<std::filesystem::path>());
        for (const std::string& file : files)
            out.splits.back().second.push_back(folder / file);
    }
    return out;
}

DatasetFiles fetchPlan(Hub& hub, const Listing& listing, DatasetPlan plan, const DatasetName& name) {
    chooseSplit(plan, name);
    Names wanted;
    for (const auto& [split, files] : plan.splits)
        wanted.insert(wanted.end(), files.begin(), files.end());
    if (listing.fromCache)
        checkShards(wanted);
    const std::filesystem::path folder = hub.fetch(listing, wanted);
    hub.keep(listing);
    return filesIn(folder, listing.commit, plan);
}

Card cardOf(Hub& hub, const Listing& listing) {
    std::string texts[2];
    const char* const names[] = {"README.md", ".huggingface.yaml"};
    for (const int i : {0, 1})
        if (listing.holds(names[i]))
            texts[i] = files::read(hub.fetch(listing, {names[i]}) / names[i]);
    return readCard(texts[0], texts[1]);
}

DatasetFiles fetchFiles(Hub& hub, const DatasetName& name) {
    const Listing listing = hub.list(name.repository);
    DatasetPlan plan = planDataset(cardOf(hub, listing), listing.names(), name.config);
    if (!plan.splits.empty())
        return fetchPlan(hub, listing, std::move(plan), name);
    const Error nothing =
        Error(Kind::Input, "the dataset “" + name.repository.name() + "” holds no data files that can be read")
            .cure("Parquet, Arrow, CSV, TSV, JSON and JSON Lines are read; it may need a program of its own");
    if (name.repository.revision != "main")
        throw nothing;
    Repository conversion = name.repository;
    conversion.revision = "refs/convert/parquet";
    bool partial = false;
    try {
        const Listing converted = hub.list(conversion);
        plan = planConverted(converted.names(), name.config, partial);
        if (plan.splits.empty())
            throw nothing;
        DatasetFiles out = fetchPlan(hub, converted, std::move(plan), name);
        hub.keep(listing);
        if (partial)
            hub.note("the hub has converted only the first part of “" + name.repository.id + "” to Parquet");
        out.converted = true;
        return out;
    } catch (const Error& error) {
        if (error.kind() == Kind::Input)
            throw nothing; // there is no conversion
        throw;
    }
}

// The Arrow files of a folder that `datasets` has prepared; none where one is missing. dataset_info.json names the
// splits and says how many files each has.
std::optional<NamesBySplit> preparedFiles(const std::filesystem::path& folder, const Json& info) {
    NamesBySplit out;
    if (!info.contains("dataset_name") || !info["dataset_name"].is_string() || !info.contains("splits"))
        return {};
    for (const auto& [split, one] : info["splits"].items()) {
        const std::string start = info["dataset_name"].get<std::string>() + "-" + split;
        const std::size_t shards = one.contains("shard_lengths") ? one["shard_lengths"].size() : 0; // null: one file
        Names names;
        for (std::size_t i = 0; i < std::max<std::size_t>(shards, 1); ++i) {
            char part[64] = "";
            if (shards > 1)
                std::snprintf(part, sizeof part, "-%05zu-of-%05zu", i, shards);
            names.push_back(start + part + ".arrow");
            if (names.back().find('/') != std::string::npos || !std::filesystem::exists(folder / names.back()))
                return {};
        }
        out.emplace_back(split, std::move(names));
    }
    return out;
}

// org___name/config/version/hash/: of each configuration the folder that was written last; the hash is the commit.
std::optional<DatasetFiles> preparedDataset(const std::filesystem::path& cache, const DatasetName& name) {
    std::string id = name.repository.id;
    if (const std::size_t slash = id.find('/'); slash != std::string::npos)
        id.replace(slash, 1, "___");
    std::vector<CardConfig> configs;
    std::map<std::string, std::pair<std::filesystem::path, NamesBySplit>> newest;
    const auto written = [](const std::filesystem::path& folder) {
        std::error_code code;
        return std::filesystem::last_write_time(folder / "dataset_info.json", code);
    };
    std::error_code code;
    for (std::filesystem::recursive_directory_iterator at(cache / id, code), end; !code && at != end;
         at.increment(code)) {
        const std::filesystem::path folder = at->path().parent_path();
        const std::string config = folder.parent_path().parent_path().filename();
        const bool isIt = at.depth() == 3 && at->path().filename() == "dataset_info.json" &&
                          folder.extension() != ".incomplete" && (name.config.empty() || name.config == config) &&
                          (name.repository.revision == "main" || name.repository.revision == folder.filename());
        if (!isIt || (newest.contains(config) && written(newest[config].first) > written(folder)))
            continue;
        const Json info = Json::parse(files::read(at->path()), nullptr, false);
        auto files = preparedFiles(folder, info);
        if (!files || !info.contains("config_name") ||
            info["config_name"] != config) // prepared with options of its own
            continue;
        if (!newest.contains(config))
            configs.push_back({config, {}, false, {}});
        newest[config] = {folder, std::move(*files)};
    }
    const CardConfig* chosen = chosenConfig(configs, "");
    if (!chosen || newest[chosen->name].second.empty())
        return {};
    const auto& [folder, splits] = newest[chosen->name];
    DatasetPlan plan{chosen->name, splits};
    chooseSplit(plan, name);
    return filesIn(folder, folder.filename(), plan);
}

} // namespace

DatasetPlan planDataset(const Card& card, const Names& names, const std::string& wanted) {
    DatasetPlan plan;
    const CardConfig* config = chosenConfig(card.configs, wanted);
    plan.config = config ? config->name : card.described.size() == 1 ? card.described.front() : "default";
    if (!config && !wanted.empty() && wanted != plan.config)
        return {}; // perhaps the conversion has it
    const std::string folder = config ? config->folder : "";
    if (config && !config->splits.empty()) {
        for (const auto& [split, patterns] : config->splits)
            plan.splits.emplace_back(split, matchingAll(patterns, folder, names));
        std::erase_if(plan.splits, [](const auto& split) { return split.second.empty(); });
    } else {
        plan.splits = byShardNames(folder, names);
        if (plan.splits.empty())
            plan.splits = byWords(folder, names);
    }
    keepOneKind(plan.splits);
    return plan;
}

DatasetFiles fetchDataset(Hub& hub, const DatasetName& name) {
    try {
        return fetchFiles(hub, name);
    } catch (const Error& error) {
        std::optional<DatasetFiles> prepared;
        if (error.kind() == Kind::Input || error.kind() == Kind::Environment)
            prepared = preparedDataset(hub.environment().datasets, name);
        if (!prepared)
            throw;
        if (!hub.environment().datasetsOffline)
            hub.note(error.happened() + "; what Python has prepared of it is used (" + name.repository.id + ")");
        return *prepared;
    }
}

} // namespace finetune::hub
