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
    std::vector<Complaint> notes; // the row is kept, and nothing is wrong with it
};

// Checks entries and makes examples of the sound ones, in the order of the file. With a sink they are given away while
// the file is read, so that memory holds no more than a slice of them, or an article.
class SquadBuilder {
public:
    SquadBuilder(std::filesystem::path file, OnProblem onProblem, ExampleSink sink = {});

    void nextFile(std::string name); // where there are several: it is told with places
    void beginArticle();
    void addParagraph(RawParagraph paragraph);
    void endArticle(const std::string& title);
    void addRow(RawRow row); // in the place of articles
    void expect(std::size_t examples);
    void reject(Complaint complaint); // of the article
    void setVersion(std::string version); // of several files the newest
    Dataset finish(); // with a sink: without examples

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
    std::size_t nextNumber() const { return given_.size() + dataset_.examples.size(); }
    void giveFullSlice();

    // Of an example that was given away: what finds its id used again.
    struct Given {
        std::size_t idHash;
        std::size_t questionEnd; // in questions_
    };

    Dataset dataset_;
    OnProblem onProblem_;
    ExampleSink sink_;
    std::vector<Given> given_;
    std::string questions_;      // the beginnings of theirs, one after the other
    std::size_t sliceBytes_ = 0; // of the contexts in dataset_
    std::size_t article_ = 0, paragraph_ = 0, articleBegin_ = 0;
    std::int64_t row_ = 0;
    std::string file_; // told with places; ""
    FirstSeen ids_; // by number of the example
};

// One file of several, which become one data set.
void readSquad(const std::filesystem::path& file, SquadBuilder& builder, const StopToken& stop,
               const Progress& progress);

} // namespace finetune::data
