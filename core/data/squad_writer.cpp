// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/squad_writer.h"

#include "core/base/files.h"
#include "core/base/json.h"

namespace finetune::data {
namespace {

std::string quoted(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isVersion2(const Dataset& dataset) {
    return dataset.version.starts_with("v2") || dataset.version.starts_with("2") || dataset.hasUnanswerable();
}

// One line a paragraph's part and one a question: a person can read it and a line tool can compare two of them.
class Text {
public:
    explicit Text(bool isVersion2) : isVersion2_(isVersion2) {
        text_ = std::string("{\"version\": \"") + (isVersion2 ? "v2.0" : "1.1") + "\", \"data\": [";
    }

    void add(const Example& example) {
        const bool newArticle = !previous_ || example.title != previous_->title;
        const bool newParagraph = newArticle || example.context != previous_->context;
        if (newParagraph && previous_)
            text_ += "\n]}";
        if (newArticle)
            text_ += std::string(previous_ ? "\n]}," : "") + "\n{\"title\": " + quoted(example.title) +
                     ", \"paragraphs\": [";
        if (newParagraph)
            text_ +=
                std::string(newArticle ? "" : ",") + "\n{\"context\": " + quoted(*example.context) + ", \"qas\": [";
        text_ += newParagraph ? "\n" : ",\n";
        addQuestion(example);
        previous_ = &example;
    }

    const std::string& finish() {
        text_ += previous_ ? "\n]}\n]}\n]}\n" : "]}\n";
        return text_;
    }

private:
    void addQuestion(const Example& example) {
        text_ += "{\"id\": " + quoted(example.id) + ", \"question\": " + quoted(example.question) + ", \"answers\": [";
        for (std::size_t i = 0; i < example.answers.size(); ++i)
            text_ += std::string(i > 0 ? ", " : "") + "{\"text\": " + quoted(example.answers[i].text) +
                     ", \"answer_start\": " + std::to_string(example.answers[i].start.value) + "}";
        text_ += "]";
        if (isVersion2_)
            text_ += std::string(", \"is_impossible\": ") + (example.answers.empty() ? "true" : "false");
        text_ += "}";
    }

    const bool isVersion2_;
    const Example* previous_ = nullptr;
    std::string text_;
};

} // namespace

void writeSquad(const Dataset& dataset, const std::filesystem::path& file, const StopToken& stop,
                const Progress& progress) {
    constexpr std::size_t kLook = 1024; // examples between two looks at the stop token
    Text text(isVersion2(dataset));
    for (std::size_t i = 0; i < dataset.examples.size(); ++i) {
        if (i % kLook == 0) {
            stop.throwIfRequested();
            if (progress)
                progress("writing", i, dataset.examples.size());
        }
        text.add(dataset.examples[i]);
    }
    const std::string& whole = text.finish();
    stop.throwIfRequested();
    files::writeAtomically(file, whole);
    if (progress)
        progress("writing", dataset.examples.size(), dataset.examples.size());
}

} // namespace finetune::data
