// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"
#include "tests/core/data/sample_examples.h"
#include "tests/core/data/squad_file.h"

#include <QByteArray>
#include <algorithm>

namespace finetune::test {

// The questions that every table of the folder `files` holds (make_tables.py).
inline std::vector<data::Example> madeByPython() {
    auto first = example("q1", "What lies by a river?", contextOf("the town lies by a river"),
                         {{"the town", {0}}, {"town", {4}}});
    auto second = example("q2", "它在哪里？", contextOf("𠮷野家在北京。他说：“你好”。"), {{"北京", {4}}});
    auto third = example("q3", "متى؟", contextOf("تقع المدينة على ضفاف النهر"), {});
    second.title = "城市";
    third.title = "مدن";
    return {first, second, third};
}

// What is different, as text; "" when all is equal.
inline std::string difference(const std::vector<data::Example>& got, const std::vector<data::Example>& wanted) {
    if (got.size() != wanted.size())
        return std::to_string(got.size()) + " examples, not " + std::to_string(wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        const data::Example &a = got[i], &b = wanted[i];
        const std::string at = "example " + std::to_string(i) + ": ";
        if (a.id != b.id || a.title != b.title || a.question != b.question || *a.context != *b.context)
            return at + a.id + "|" + a.title + "|" + a.question + "|" + *a.context;
        if (a.isImpossible != b.isImpossible || a.answers.size() != b.answers.size())
            return at + std::to_string(a.answers.size()) + " answers";
        for (std::size_t k = 0; k < a.answers.size(); ++k)
            if (a.answers[k].text != b.answers[k].text || a.answers[k].start != b.answers[k].start)
                return at + a.answers[k].text + " at " + std::to_string(a.answers[k].start.value);
    }
    return {};
}

// JSON with ' in the place of ": moc 6.4 loses its way in raw strings.
inline std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

inline std::filesystem::path fileOf(const std::filesystem::path& name, const std::string& bytes) {
    const auto file = name.is_absolute() ? name : scratchFolder() / name;
    std::filesystem::create_directories(file.parent_path());
    write(file, bytes);
    return file;
}

} // namespace finetune::test

// A row of the test for a file that only Arrow reads ends here in a build without it.
#ifdef FINETUNE_HAS_ARROW
#define FINETUNE_REQUIRE_ARROW() static_cast<void>(0)
#else
#define FINETUNE_REQUIRE_ARROW() QSKIP("built without Apache Arrow")
#endif
