// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_files.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/data/text_stream.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <glob.h>
#include <map>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

std::string lower(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// ".parquet", also of train.parquet and of rows.jsonl.gz (".jsonl").
std::string endingOf(const fs::path& file) {
    const std::string last = lower(file.extension().string());
    return last == ".gz" || last == ".zst" ? lower(file.stem().extension().string()) : last;
}

const std::map<std::string, std::string>& knownEndings() {
    static const std::map<std::string, std::string> endings = {
        {".parquet", "Parquet"}, {".arrow", "Arrow"},      {".feather", "Arrow"},
        {".ipc", "Arrow"},       {".csv", "CSV"},          {".tsv", "TSV"},
        {".json", "JSON"},       {".jsonl", "JSON Lines"}, {".ndjson", "JSON Lines"}};
    return endings;
}

bool isOurs(const fs::path& file) { // what the hub and `datasets` lay beside the data is not
    const std::string name = file.filename().string();
    return !name.starts_with(".") && !name.starts_with("cache-") && knownEndings().contains(endingOf(file)) &&
           name != "dataset_info.json" && name != "dataset_infos.json" && name != "state.json";
}

// "train", "validation", "test" by a word of the file's name or folder; "" where nothing says it.
std::string splitOf(const fs::path& file) {
    static const std::map<std::string, std::string> words = {
        {"train", "train"},      {"training", "train"}, {"validation", "validation"},
        {"valid", "validation"}, {"val", "validation"}, {"dev", "validation"},
        {"test", "test"},        {"testing", "test"}};
    for (const std::string& part : {file.filename().string(), file.parent_path().filename().string()}) {
        std::string word;
        for (const char c : lower(part) + ".") {
            if (std::isalpha(static_cast<unsigned char>(c))) {
                word.push_back(c);
                continue;
            }
            if (const auto found = words.find(word); found != words.end())
                return found->second;
            word.clear();
        }
    }
    return {};
}

// Throws when the files are of several kinds, as `kindOf` names them.
template <class KindOf>
void mustBeAlike(const fs::path& folder, const std::vector<fs::path>& files, const char* what, KindOf kindOf) {
    std::map<std::string, std::size_t> counts;
    for (const fs::path& file : files)
        ++counts[kindOf(file)];
    if (counts.size() < 2)
        return;
    std::string list;
    for (const auto& [kind, count] : counts)
        list += (list.empty() ? "" : ", ") + (kind.empty() ? "others" : kind) + " (" + std::to_string(count) +
                (count == 1 ? " file)" : " files)");
    const fs::path& one = files.front();
    throw Error(Kind::Input, std::string("holds ") + what + ": " + list)
        .in(folder)
        .cure("Choose some of them, for instance “" + one.string() + "” or “" +
              (one.parent_path() / (one.filename().string().substr(0, one.filename().string().find_first_of("-.")) +
                                    "*" + one.extension().string()))
                  .string() +
              "”");
}

std::vector<fs::path> savedFiles(const fs::path& folder) {
    const Json state = readJson(folder / "state.json");
    std::vector<fs::path> files;
    if (const auto list = state.find("_data_files"); list != state.end() && list->is_array())
        for (const Json& entry : *list)
            if (entry.is_object() && entry.contains("filename") && entry["filename"].is_string())
                files.push_back(folder / fs::path(entry["filename"].get<std::string>()).filename());
    const auto indices = state.find("_indices_data_files");
    if (files.empty() || (indices != state.end() && indices->is_array() && !indices->empty()))
        throw Error(Kind::Input, "is a saved data set of a form that is not known")
            .in(folder / "state.json")
            .cure("Load it with a current version of datasets, and save it again with save_to_disk");
    return files;
}

std::vector<fs::path> folderFiles(const fs::path& folder) {
    if (fs::exists(folder / "dataset_dict.json")) {
        std::vector<std::string> splits;
        for (const auto& entry : fs::directory_iterator(folder))
            if (fs::exists(entry.path() / "state.json"))
                splits.push_back(entry.path().filename().string());
        std::sort(splits.begin(), splits.end());
        std::string list;
        for (const std::string& split : splits)
            list += (list.empty() ? "" : ", ") + split;
        throw Error(Kind::Input, "holds several data sets: " + list)
            .in(folder)
            .cure("Choose one of them, for instance “" + (folder / (splits.empty() ? "train" : splits[0])).string() +
                  "”");
    }
    if (fs::exists(folder / "state.json"))
        return savedFiles(folder);
    std::vector<fs::path> files;
    for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
        if (at->is_directory() && at->path().filename().string().starts_with("."))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && isOurs(at->path()))
            files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw Error(Kind::Input, "holds no data that can be read")
            .in(folder)
            .cure("A folder of data holds files of Parquet, Arrow, CSV, TSV, JSON or JSON Lines");
    mustBeAlike(folder, files, "files of several formats",
                [](const fs::path& file) { return knownEndings().at(endingOf(file)); });
    mustBeAlike(folder, files, "files of several splits", splitOf);
    return files;
}

std::vector<fs::path> matching(const fs::path& pattern) {
    glob_t found{};
    const int result = ::glob(pattern.c_str(), GLOB_BRACE | GLOB_TILDE, nullptr, &found);
    std::vector<fs::path> files;
    for (std::size_t i = 0; result == 0 && i < found.gl_pathc; ++i)
        if (!fs::is_directory(found.gl_pathv[i]))
            files.emplace_back(found.gl_pathv[i]);
    ::globfree(&found);
    if (files.empty())
        throw Error(Kind::Input, "no file matches this pattern")
            .in(pattern)
            .cure("* stands for any letters, ? for one, {a,b} for one of several words");
    return files;
}

std::string beginOf(const fs::path& file) {
    std::array<char, 8> begin{};
    std::ifstream in(file, std::ios::binary);
    in.read(begin.data(), begin.size());
    return {begin.data(), static_cast<std::size_t>(in.gcount())};
}

} // namespace

std::vector<fs::path> dataFiles(const fs::path& source) {
    std::error_code none;
    if (fs::is_directory(source, none))
        return folderFiles(source);
    if (!fs::exists(source, none) && source.string().find_first_of("*?[{") != std::string::npos)
        return matching(source);
    return {source};
}

std::unique_ptr<TableReader> rowReader(const fs::path& file, bool rowsWanted) {
    std::error_code none;
    if (!fs::is_regular_file(file, none))
        return nullptr; // a pipe can be read but once
    const std::string begin = beginOf(file);
    if (begin.starts_with("PAR1"))
        return parquetReader(file);
    if (begin.starts_with("ARROW1"))
        return arrowReader(file, false);
    if (begin.starts_with("\xFF\xFF\xFF\xFF"))
        return arrowReader(file, true);
    if (begin.empty())
        return nullptr;
    const std::string ending = endingOf(file);
    if (ending == ".csv" || ending == ".tsv")
        return csvReader(file);
    const Scan scan;
    TextStream bytes(file, "", scan.stop, scan.progress);
    if (bytes.block().starts_with("PAR1"))
        throw Error(Kind::Input, "is a Parquet file that was compressed once more")
            .in(file)
            .cure("Unpack it first; Parquet is compressed in itself");
    bytes.skipMark();
    const std::string_view text = bytes.block();
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool isJson = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
    if (!isJson) {
        const auto header = text.substr(0, text.find('\n'));
        const bool isTable = ending != ".json" && ending != ".jsonl" &&
                             header.find_first_of(",;\t") != std::string_view::npos && header != text;
        return isTable ? csvReader(file) : nullptr;
    }
    const JsonForm form = jsonForm(file, rowsWanted);
    return form == JsonForm::Squad ? nullptr : jsonReader(file, form);
}

} // namespace finetune::data
