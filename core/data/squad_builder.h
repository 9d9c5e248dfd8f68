// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/first_seen.h"

#include <cstdint>
#include <optional>

namespace finetune::data {

// What is wrong with the form of an entry; the first complaint stays.
struct Complaint {
    std::string what, cure;
    bool any() const { return !what.empty(); }
    void note(std::string newWhat, std::string newCure = {}) {
        if (!any())
            *this = {std::move(newWhat), std::move(newCure)};
    }
};

// Entries as they stand in the file: keys may be missing and come in any order, so nothing is checked before its
// paragraph ends.
struct RawAnswer {
    std::optional<std::string> text;
    std::optional<std::int64_t> start;
    Complaint complaint;
};

struct RawQuestion {
    std::optional<std::string> id, question;
    std::vector<RawAnswer> answers;
    std::optional<bool> isImpossible;
    Complaint complaint;
};

struct RawParagraph {
    std::optional<std::string> context;
    std::vector<RawQuestion> questions;
    bool hasQuestions = false; // the key was there
    Complaint complaint;
};

// A question that stands by itself, with its own context: a row of a table.
struct RawRow {
    std::string file;                           // told with the place, where there are several; ""
    std::int64_t number = 0;                    // from 1
    std::shared_ptr<const std::string> context; // null: see the question's complaint
    std::string title;
    RawQuestion question;
    std::vector<Complaint> notes; // warnings: the row is kept
};

// Checks entries and makes examples of the sound ones, in the order of the file.
class SquadBuilder {
public:
    SquadBuilder(std::filesystem::path file, OnProblem onProblem);

    void beginArticle();
    void addParagraph(RawParagraph paragraph);
    void endArticle(const std::string& title);
    void addRow(RawRow row); // in the place of articles
    void expect(std::size_t examples) { dataset_.examples.reserve(examples); }
    void reject(Complaint complaint); // of the article
    void setVersion(std::string version) { dataset_.version = std::move(version); }
    Dataset finish() { return std::move(dataset_); }

    // What was begun last: "article 3, paragraph 7" or "row 17"; empty before the first.
    std::string place() const;

private:
    void addQuestion(RawQuestion question, const std::shared_ptr<const std::string>& context, std::size_t number);
    std::optional<Complaint> questionComplaint(const RawQuestion& question) const;
    // Takes the answers out of the question.
    std::vector<Answer> soundAnswers(RawQuestion& question, const std::string& context, std::size_t number);
    void warnAboutId(const RawQuestion& question, std::size_t number);
    std::string placeOf(const RawQuestion& question, std::size_t number) const;
    // `doctorSees`: the example that comes next has it too, if it comes.
    void add(std::string place, Complaint complaint, bool kept = false, bool doctorSees = false);
    bool keepsUnsound() const { return onProblem_ == OnProblem::Keep; }

    Dataset dataset_;
    OnProblem onProblem_;
    std::size_t article_ = 0, paragraph_ = 0, articleBegin_ = 0;
    std::int64_t row_ = 0;
    std::string rowFile_;
    FirstSeen ids_; // by index of the example
};

} // namespace finetune::data
