// SPDX-License-Identifier: GPL-3.0-or-later
// Who knows whom, read from the #include lines. The picture is in CONTRIBUTING.md; when a rule is in the way, the
// picture changes first.
#include "core/base/files.h"

#include <QTest>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace finetune;

namespace {

struct Include {
    std::string from; // the including file, from the root
    std::string what; // "core/base/error.h", or "torch/torch.h" for what stands in angle brackets
    bool ours = false;
};

std::vector<Include> includesBelow(const std::string& folder) {
    static const std::regex line(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    const fs::path root = FINETUNE_SOURCE_DIR;
    std::vector<Include> found;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp")
            continue;
        std::istringstream text(files::read(entry.path()));
        std::smatch match;
        for (std::string row; std::getline(text, row);)
            if (std::regex_search(row, match, line))
                found.push_back({fs::relative(entry.path(), root).generic_string(), match[2], match[1] == "\""});
    }
    return found;
}

// "core/text/utf8.h" is in the module "core/text", "app/finetune/main.cpp" in "app/finetune", "ui/theme.h" in "ui".
std::string moduleOf(const std::string& path) {
    const std::size_t first = path.find('/');
    if (!path.starts_with("core/") && !path.starts_with("app/"))
        return path.substr(0, first);
    return path.substr(0, path.find('/', first + 1));
}

bool isTorch(const std::string& what) {
    return what.starts_with("torch/") || what.starts_with("ATen/") || what.starts_with("c10/");
}

bool isQt(const std::string& what) {
    return what.size() > 1 && what[0] == 'Q' && std::isupper(static_cast<unsigned char>(what[1]));
}

const std::map<std::string, std::set<std::string>> kKnows = {
    {"core/base", {}},
    {"core/hub", {"core/base"}},
    {"core/text", {"core/base"}},
    {"core/data", {"core/text", "core/base"}},
    {"core/model", {"core/base"}},
    {"core/train", {"core/model", "core/base"}},
    {"core/eval", {"core/data", "core/text", "core/base"}},
    {"core/session", {"core/train", "core/eval", "core/model", "core/data", "core/text", "core/hub", "core/base"}},
};

// Headers of plain values that the window may read beside core/session.
const std::set<std::string> kPlainHeaders = {
    "core/data/doctor.h",     "core/data/edits.h",      "core/data/split.h",        "core/data/squad_writer.h",
    "core/data/statistics.h", "core/data/dataset.h",    "core/data/open_dataset.h", "core/data/features.h",
    "core/eval/nbest.h",      "core/eval/analysis.h",   "core/eval/threshold.h",    "core/model/describe.h",
    "core/data/table_look.h", "core/text/utf8.h",       "core/train/arguments.h", "core/train/observer.h",    "core/text/tokenizer.h"};

} // namespace

class IncludesTest : public QObject {
    Q_OBJECT
private:
    static void refuse(const Include& include, const char* rule) {
        QFAIL((include.from + " includes " + include.what + ": " + rule).c_str());
    }

private Q_SLOTS:
    void coreKnowsNoQt() {
        const auto all = includesBelow("core");
        QVERIFY(all.size() > 100);
        for (const Include& include : all)
            if (isQt(include.what))
                refuse(include, "core knows no Qt");
    }

    void torchStaysInModelTrainAndSession() {
        for (const Include& include : includesBelow("core")) {
            const std::string module = moduleOf(include.from);
            const bool allowed = module == "core/model" || module == "core/train" || module == "core/session";
            if (isTorch(include.what) && !allowed)
                refuse(include, "this module builds without torch");
            if (isTorch(include.what) && include.from.ends_with(".h") && module != "core/model")
                refuse(include, "only headers of core/model may name torch");
        }
        for (const Include& include : includesBelow("ui"))
            if (isTorch(include.what))
                refuse(include, "the window does not see torch");
    }

    void arrowStaysInItsFiles() {
        for (const Include& include : includesBelow("core"))
            if ((include.what.starts_with("arrow/") || include.what.starts_with("parquet/")) &&
                !include.from.starts_with("core/data/arrow_"))
                refuse(include, "the program builds without Arrow");
    }

    void aModuleIncludesOnlyWhatStandsBelowIt() {
        for (const Include& include : includesBelow("core")) {
            const std::string from = moduleOf(include.from), to = moduleOf(include.what);
            if (!include.ours || from == to)
                continue;
            QVERIFY2(kKnows.contains(from), from.c_str());
            if (!kKnows.at(from).contains(to))
                refuse(include, "the arrow points the other way");
        }
    }

    void aFamilyKnowsNoOtherFamily() {
        for (const Include& include : includesBelow("core/model/families"))
            if (include.what.starts_with("core/model/families/") && include.what != "core/model/families/families.h")
                refuse(include, "families stand side by side");
    }

    void thePathToCoreIsTheSession() {
        for (const Include& include : includesBelow("ui")) {
            if (!include.ours || !include.what.starts_with("core/"))
                continue;
            const std::string to = moduleOf(include.what);
            if (to != "core/session" && to != "core/base" && !kPlainHeaders.contains(include.what))
                refuse(include, "the window knows core/session and plain values only");
        }
    }

    void aPageKnowsNoOtherPage() {
        static const std::regex page("^ui/pages/([^/]+)/");
        for (const Include& include : includesBelow("ui")) {
            std::smatch from, to;
            if (std::regex_search(include.from, from, page) && std::regex_search(include.what, to, page) &&
                from[1] != to[1])
                refuse(include, "pages stand side by side");
        }
    }

    void includesAreWrittenFromTheRoot() {
        for (const char* folder : {"core", "ui", "app"})
            for (const Include& include : includesBelow(folder))
                if (include.ours && !include.what.ends_with(".moc") &&
                    !fs::exists(fs::path(FINETUNE_SOURCE_DIR) / include.what))
                    refuse(include, "written from the root of the sources");
    }
};

QTEST_APPLESS_MAIN(IncludesTest)
#include "includes_test.moc"
