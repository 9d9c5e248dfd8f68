// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace finetune::hub {

// A model or dataset on the hub, at a branch, a tag or a commit.
struct Repository {
    enum class Type { Model, Dataset };

    Type type = Type::Model;
    std::string id; // "squad", "org/name"
    std::string revision = "main";

    const char* noun() const { return type == Type::Model ? "model" : "dataset"; }
    std::string name() const { return revision == "main" ? id : id + "@" + revision; }
    std::string apiPath() const;  // "/api/models/org/name"
    std::string filePath() const; // "/org/name", "/datasets/squad"
};

// "name", "org/name", "org/name@revision". Throws Usage: nothing that the hub would give as a name.
Repository modelNamed(const std::string& text);

// As above, then ":config", ":config/split" or ":/split". Empty: not given.
struct DatasetName {
    Repository repository;
    std::string config, split;
};
DatasetName datasetNamed(const std::string& text);

// Whether it has the form of a name on the hub; "../x", "/x" and "a/b/c" have not.
bool looksLikeName(const std::string& text);

struct RemoteFile {
    std::string name; // "plain_text/train-00000-of-00001.parquet"
    std::uint64_t size = 0;
    std::string etag; // as a download must have it; "": the hub does not say
};

// A name from the server that would leave its folder or that no file should have: "..", an absolute path, a drive
// letter, a control character. Throws Input.
void refuseHostileName(const std::string& name);

bool isCommit(const std::string& text); // 40 hexadecimal digits

} // namespace finetune::hub
