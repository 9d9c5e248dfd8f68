// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/squad_builder.h"

#include "core/base/error.h"
#include "core/data/answer_place.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <limits>

namespace finetune::data {
namespace {

constexpr std::size_t kSliceExamples = 32'768, kSliceBytes = std::size_t{64} << 20; // what is reached first
constexpr std::int32_t kToldCodePoints = 60;                                         // of an earlier question

Complaint missing(const char* key, const char* form) {
    return {"has no “" + std::string(key) + "”", "It needs " + std::string(form)};
}

// Past any text when it is past what a position holds.
CodePoints clamped(std::int64_t start) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    return {static_cast<std::int32_t>(std::clamp(start, -kMost, kMost))};
}

bool canBeShown(const RawAnswer& answer) {
    return !answer.complaint.any() && answer.text && answer.start;
}

bool canBeShown(const RawQuestion& question) {
    return !question.complaint.any() && question.id && !question.id->empty() && question.question;
}

Example asItStands(RawQuestion question, const std::shared_ptr<const std::string>& context) {
    Example example{.id = std::move(*question.id),
                    .title = {},
                    .question = std::move(*question.question),
                    .context = context,
                    .answers = {}};
    for (RawAnswer& answer : question.answers)
        if (canBeShown(answer))
            example.answers.push_back({std::move(*answer.text), clamped(*answer.start)});
    example.isImpossible = example.answers.empty();
    return example;
}

std::optional<Complaint> answerComplaint(const RawAnswer& answer, const std::string& context) {
    if (answer.complaint.any())
        return answer.complaint;
    if (!answer.text)
        return missing("text", "“text”, the answer as it stands in the context");
    if (!answer.start)
        return missing("answer_start", "“answer_start”, where the text begins, in code points from 0");
    if (answer.text->empty())
        return Complaint{"the answer's text is empty",
                         "A question without an answer has “answers”: [] and “is_impossible”: true"};
    if (auto wrong = misplacedAnswer(context, *answer.text, *answer.start))
        return Complaint{std::move(wrong->what), std::move(wrong->cure)};
    return {};
}

} // namespace

SquadBuilder::SquadBuilder(std::filesystem::path file, OnProblem onProblem, ExampleSink sink)
    : onProblem_(onProblem), sink_(std::move(sink)) {
    dataset_.file = std::move(file);
}

void SquadBuilder::expect(std::size_t examples) {
    dataset_.examples.reserve(sink_ ? std::min(examples, kSliceExamples) : examples);
}

void SquadBuilder::giveFullSlice() {
    if (!sink_ || (dataset_.examples.size() < kSliceExamples && sliceBytes_ < kSliceBytes))
        return;
    for (const Example& example : dataset_.examples) {
        questions_ += text::sliceCodePoints(example.question, 0, kToldCodePoints);
        given_.push_back({std::hash<std::string>()(example.id), questions_.size()});
    }
    sink_(std::exchange(dataset_.examples, {}));
    sliceBytes_ = 0;
}

Dataset SquadBuilder::finish() {
    if (sink_ && !dataset_.examples.empty())
        sink_(std::exchange(dataset_.examples, {}));
    return std::move(dataset_);
}

std::string SquadBuilder::place() const {
    const std::string file = file_.empty() ? std::string() : file_ + ", ";
    if (row_ > 0)
        return file + "row " + std::to_string(row_);
    if (article_ == 0)
        return {};
    const std::string place = file + "article " + std::to_string(article_);
    return paragraph_ == 0 ? place : place + ", paragraph " + std::to_string(paragraph_);
}

void SquadBuilder::add(std::string place, Complaint complaint, bool kept, bool doctorSees) {
    if (onProblem_ == OnProblem::Refuse && !kept)
        throw Error(Kind::Input, std::move(complaint.what))
            .in(dataset_.file)
            .at(std::move(place))
            .cure(std::move(complaint.cure));
    const bool seen = doctorSees && (kept || onProblem_ == OnProblem::Keep);
    dataset_.problems.push_back({std::move(place), std::move(complaint.what), std::move(complaint.cure), kept,
                                 seen ? static_cast<std::int32_t>(nextNumber()) : -1});
}

void SquadBuilder::nextFile(std::string name) {
    file_ = std::move(name);
    article_ = paragraph_ = 0;
}

void SquadBuilder::setVersion(std::string version) {
    if (!dataset_.version.starts_with("v2"))
        dataset_.version = std::move(version);
}

void SquadBuilder::beginArticle() {
    giveFullSlice();
    ++article_;
    paragraph_ = 0;
    articleBegin_ = dataset_.examples.size();
}

void SquadBuilder::endArticle(const std::string& title) {
    for (std::size_t i = articleBegin_; i < dataset_.examples.size(); ++i)
        dataset_.examples[i].title = title;
    paragraph_ = 0;
}

void SquadBuilder::reject(Complaint complaint) {
    add(place(), std::move(complaint));
}

void SquadBuilder::addParagraph(RawParagraph paragraph) {
    ++paragraph_;
    Complaint& complaint = paragraph.complaint;
    if (!paragraph.context && !complaint.any())
        complaint = missing("context", "“context”, the text that holds the answers");
    else if (!paragraph.hasQuestions && !complaint.any())
        complaint = missing("qas", "“qas”, a list of questions");
    const bool blank = !complaint.any() && text::isBlank(*paragraph.context);
    if (blank)
        complaint = {"the context is empty", "It must be the text that holds the answers"};
    if (complaint.any()) {
        if (const std::size_t lost = paragraph.questions.size())
            complaint.what += " (" + std::to_string(lost) + (lost == 1 ? " question)" : " questions)");
        const bool shown = blank && keepsUnsound() && !paragraph.questions.empty();
        add(place(), std::move(complaint), false, shown);
        if (!shown)
            return;
    }
    const auto context = std::make_shared<const std::string>(std::move(*paragraph.context));
    sliceBytes_ += context->size();
    for (std::size_t i = 0; i < paragraph.questions.size(); ++i) {
        if (!blank)
            addQuestion(std::move(paragraph.questions[i]), context, i + 1);
        else if (canBeShown(paragraph.questions[i]))
            dataset_.examples.push_back(asItStands(std::move(paragraph.questions[i]), context));
    }
}

void SquadBuilder::addRow(RawRow row) {
    giveFullSlice();
    if (row.context && (dataset_.examples.empty() || dataset_.examples.back().context != row.context))
        sliceBytes_ += row.context->size();
    row_ = row.number;
    file_ = std::move(row.file);
    RawQuestion& question = row.question;
    const bool hasContext = row.context != nullptr;
    if (!hasContext)
        question.complaint.note("has no context", "It needs the text that holds the answers");
    else if (text::isBlank(*row.context) && !question.complaint.any()) {
        const bool shown = keepsUnsound() && canBeShown(question);
        add(placeOf(question, 0), {"the context is empty", "It must be the text that holds the answers"}, false, shown);
        if (!shown)
            return;
        dataset_.examples.push_back(asItStands(std::move(question), row.context));
        dataset_.examples.back().title = std::move(row.title);
        return;
    }
    const std::size_t before = dataset_.examples.size();
    const std::string place = row.notes.empty() ? std::string() : placeOf(question, 0);
    addQuestion(std::move(question), row.context, 0);
    if (dataset_.examples.size() == before)
        return;
    dataset_.examples.back().title = std::move(row.title);
    for (Complaint& note : row.notes) {
        add(place, std::move(note), true);
        dataset_.problems.back().note = true;
        dataset_.problems.back().example = static_cast<std::int32_t>(nextNumber()) - 1;
    }
}

std::optional<Complaint> SquadBuilder::questionComplaint(const RawQuestion& question) const {
    if (question.complaint.any())
        return question.complaint;
    if (!question.id || question.id->empty())
        return missing("id", "“id”, a text that no other question has");
    if (!question.question)
        return missing("question", "“question”, the text of the question");
    if (text::isBlank(*question.question))
        return Complaint{"the question is empty", "Write the question, or leave the entry out"};
    return {};
}

// Put together only for what is told: most questions are sound.
std::string SquadBuilder::placeOf(const RawQuestion& question, std::size_t number) const {
    std::string where = place();
    if (row_ == 0)
        where += ", question " + std::to_string(number);
    if (question.id && !question.id->empty())
        where += " (id “" + text::sliceCodePoints(*question.id, 0, 80) + "”)";
    return where;
}

void SquadBuilder::addQuestion(RawQuestion question, const std::shared_ptr<const std::string>& context,
                               std::size_t number) {
    if (auto complaint = questionComplaint(question)) {
        const bool shown = keepsUnsound() && canBeShown(question);
        add(placeOf(question, number), std::move(*complaint), false, shown);
        if (shown)
            dataset_.examples.push_back(asItStands(std::move(question), context));
        return;
    }

    const bool given = !question.answers.empty();
    Example example{.id = {},
                    .title = {},
                    .question = std::move(*question.question),
                    .context = context,
                    .answers = soundAnswers(question, *context, number)};
    if (given && example.answers.empty())
        return; // not one sound answer: each was named
    example.isImpossible = !given;
    if (given && question.isImpossible.value_or(false))
        add(placeOf(question, number),
            {"has answers and is marked is_impossible",
             "The answers count, as in the official script; remove one of the two"},
            true);
    if (!given && !question.isImpossible.value_or(false))
        add(placeOf(question, number),
            {"has no answers and is not marked is_impossible",
             "It counts as unanswerable; add “is_impossible”: true, or its answers"},
            true);
    warnAboutId(question, number);
    example.id = std::move(*question.id);
    dataset_.examples.push_back(std::move(example));
}

std::vector<Answer> SquadBuilder::soundAnswers(RawQuestion& question, const std::string& context, std::size_t number) {
    std::vector<RawAnswer>& answers = question.answers;
    std::vector<Answer> sound;
    sound.reserve(answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (auto complaint = answerComplaint(answers[i], context)) {
            const bool shown = keepsUnsound() && canBeShown(answers[i]);
            std::string place = placeOf(question, number);
            if (answers.size() > 1)
                place += ", answer " + std::to_string(i + 1);
            add(std::move(place), std::move(*complaint), false, shown);
            if (!shown)
                continue;
        }
        sound.push_back({std::move(*answers[i].text), clamped(*answers[i].start)});
    }
    return sound;
}

void SquadBuilder::warnAboutId(const RawQuestion& question, std::size_t number) {
    const std::size_t idHash = std::hash<std::string>()(*question.id);
    const auto next = static_cast<std::int32_t>(nextNumber());
    const auto kept = [&](std::size_t example) -> const Example& { return dataset_.examples[example - given_.size()]; };
    const auto first = static_cast<std::size_t>(ids_.of(idHash, next, [&](std::int32_t index) {
        const auto example = static_cast<std::size_t>(index);
        return example < given_.size() ? given_[example].idHash == idHash : kept(example).id == *question.id;
    }));
    if (first == nextNumber())
        return;
    std::string earlier;
    if (first < given_.size()) {
        const std::size_t begin = first == 0 ? 0 : given_[first - 1].questionEnd;
        earlier = questions_.substr(begin, given_[first].questionEnd - begin);
    } else {
        earlier = text::sliceCodePoints(kept(first).question, 0, kToldCodePoints);
    }
    add(placeOf(question, number),
        {"the id was used before, for the question “" + earlier + "”",
         "Predictions and scores by id hold only one of them; give each question its own id"},
        true, true);
}

} // namespace finetune::data
