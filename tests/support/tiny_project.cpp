// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_project.h"

#include "core/base/json.h"

#include <array>
#include <fstream>

namespace finetune::test {
namespace {

constexpr std::array kTowns = {"arle", "bruno", "calda", "dorn"};
constexpr std::array kRivers = {"linn", "moos", "nera"};

Json paragraph(int i) {
    const std::string town = kTowns[static_cast<std::size_t>(i) % kTowns.size()];
    const std::string river = kRivers[static_cast<std::size_t>(i) % kRivers.size()];
    const std::string context = "the town of " + town + " lies by the river " + river + " .";
    const auto question = [&](const char* id, const std::string& text, const std::string& answer) {
        return Json{{"id", id + std::to_string(i)},
                    {"question", text},
                    {"answers", Json::array({{{"text", answer}, {"answer_start", context.find(answer)}}})}};
    };
    return {{"context", context},
            {"qas", Json::array({question("t", "which town lies by the river ?", town),
                                 question("r", "which river is by the town ?", river)})}};
}

} // namespace

TinyProject writeTinyProject(const std::filesystem::path& where, int paragraphs) {
    const TinyProject project{where / "data.json", where / "base"};
    std::filesystem::create_directories(project.folder);
    Json list = Json::array();
    for (int i = 0; i < paragraphs; ++i)
        list.push_back(paragraph(i));
    writeJson(project.squad, {{"version", "1.1"}, {"data", Json::array({{{"title", "towns"}, {"paragraphs", list}}})}});

    std::ofstream vocabulary(project.folder / "vocab.txt");
    vocabulary << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ntown\nof\nlies\nby\nriver\nwhich\nis\n?\n.\n";
    for (const char* word : kTowns)
        vocabulary << word << "\n";
    for (const char* word : kRivers)
        vocabulary << word << "\n";
    writeJson(project.folder / "tokenizer_config.json",
              {{"tokenizer_class", "BertTokenizer"}, {"do_lower_case", true}});
    writeJson(project.folder / "config.json", {{"model_type", "bert"},
                                               {"vocab_size", 22},
                                               {"hidden_size", 16},
                                               {"num_hidden_layers", 2},
                                               {"num_attention_heads", 2},
                                               {"intermediate_size", 32},
                                               {"max_position_embeddings", 64},
                                               {"note_of_the_user", "kept"}});
    return project;
}

} // namespace finetune::test
