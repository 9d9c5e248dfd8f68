// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/squad_builder.h"

#include "core/base/error.h"
#include "core/data/answer_place.h"
#include "core/text/utf8.h"

namespace finetune::data {
namespace {

Complaint missing(const char* key, const char* form) {
    return {"has no “" + std::string(key) + "”", "It needs " + std::string(form)};
}

// Looks no further than the first character that is none: strip would walk through every context.
bool isBlank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!text::isPythonSpace(text::next(text, at)))
            return false;
    return true;
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

SquadBuilder::SquadBuilder(std::filesystem::path file, OnProblem onProblem) : onProblem_(onProblem) {
    dataset_.file = std::move(file);
}

std::string SquadBuilder::place() const {
    if (article_ == 0)
        return {};
    std::string place = "article " + std::to_string(article_);
    return paragraph_ == 0 ? place : place + ", paragraph " + std::to_string(paragraph_);
}

void SquadBuilder::add(std::string place, Complaint complaint, bool kept) {
    if (onProblem_ == OnProblem::Refuse && !kept)
        throw Error(Kind::Input, std::move(complaint.what))
            .in(dataset_.file)
            .at(std::move(place))
            .cure(std::move(complaint.cure));
    dataset_.problems.push_back({std::move(place), std::move(complaint.what), std::move(complaint.cure), kept});
}

void SquadBuilder::beginArticle() {
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
    else if (paragraph.context && isBlank(*paragraph.context))
        complaint.note("the context is empty", "It must be the text that holds the answers");
    if (complaint.any()) {
        if (const std::size_t lost = paragraph.questions.size())
            complaint.what += " (" + std::to_string(lost) + (lost == 1 ? " question)" : " questions)");
        return add(place(), std::move(complaint));
    }
    const auto context = std::make_shared<const std::string>(std::move(*paragraph.context));
    for (std::size_t i = 0; i < paragraph.questions.size(); ++i)
        addQuestion(std::move(paragraph.questions[i]), context, i + 1);
}

std::optional<Complaint> SquadBuilder::questionComplaint(const RawQuestion& question) const {
    if (question.complaint.any())
        return question.complaint;
    if (!question.id || question.id->empty())
        return missing("id", "“id”, a text that no other question has");
    if (!question.question)
        return missing("question", "“question”, the text of the question");
    if (isBlank(*question.question))
        return Complaint{"the question is empty", "Write the question, or leave the entry out"};
    return {};
}

void SquadBuilder::addQuestion(RawQuestion question, const std::shared_ptr<const std::string>& context,
                               std::size_t number) {
    std::string where = place() + ", question " + std::to_string(number);
    if (question.id && !question.id->empty())
        where += " (id “" + text::sliceCodePoints(*question.id, 0, 80) + "”)";
    if (auto complaint = questionComplaint(question))
        return add(where, std::move(*complaint));

    const bool given = !question.answers.empty();
    Example example{.id = std::move(*question.id),
                    .title = {},
                    .question = std::move(*question.question),
                    .context = context,
                    .answers = soundAnswers(std::move(question.answers), *context, where)};
    if (given && example.answers.empty())
        return; // not one sound answer: each was named
    example.isImpossible = !given;
    if (given && question.isImpossible.value_or(false))
        add(where,
            {"has answers and is marked is_impossible",
             "The answers count, as in the official script; remove one of the two"},
            true);
    if (!given && !question.isImpossible.value_or(false))
        add(where,
            {"has no answers and is not marked is_impossible",
             "It counts as unanswerable; add “is_impossible”: true, or its answers"},
            true);
    warnAboutId(example, where);
    dataset_.examples.push_back(std::move(example));
}

std::vector<Answer> SquadBuilder::soundAnswers(std::vector<RawAnswer> answers, const std::string& context,
                                               const std::string& place) {
    std::vector<Answer> sound;
    const bool several = answers.size() > 1;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (auto complaint = answerComplaint(answers[i], context)) {
            add(several ? place + ", answer " + std::to_string(i + 1) : place, std::move(*complaint));
            continue;
        }
        sound.push_back({std::move(*answers[i].text), {static_cast<std::int32_t>(*answers[i].start)}});
    }
    return sound;
}

void SquadBuilder::warnAboutId(const Example& example, const std::string& place) {
    const auto [first, isNew] = seen_.emplace(example.id, dataset_.examples.size());
    if (isNew)
        return;
    const std::string& earlier = dataset_.examples[first->second].question;
    add(place,
        {"the id was used before, for the question “" + text::sliceCodePoints(earlier, 0, 60) + "”",
         "Predictions and scores by id hold only one of them; give each question its own id"},
        true);
}

} // namespace finetune::data
