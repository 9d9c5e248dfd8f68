// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace finetune {

// What went wrong, by who can mend it. The value is the exit code of the command line.
enum class Kind { Usage = 2, Input = 3, Environment = 4, Internal = 5, Cancelled = 130 };

// The one exception of core: what happened, where, and what helps. Thrown where it is seen, enriched where more is
// known
// (`in`, `at`, `cure` keep the first value given, which is the most precise), caught once, where a job ends.
//
//     throw Error(Kind::Input, "the answer does not occur at the given place")
//         .in(file).at("article 3, paragraph 7").cure("answer_start counts code points from 0");
class Error : public std::exception {
public:
    Error(Kind kind, std::string what) : kind_(kind), what_(std::move(what)) { compose(); }

    Error& in(const std::filesystem::path& file);
    Error& at(std::string place);
    Error& cure(std::string cure);

    Kind kind() const { return kind_; }
    const std::string& happened() const { return what_; }
    const std::filesystem::path& file() const { return file_; }
    const std::string& place() const { return place_; }
    const std::string& help() const { return cure_; }
    int exitCode() const { return static_cast<int>(kind_); }

    // The whole message on one line: "file, place: what happened. What helps."
    const char* what() const noexcept override { return message_.c_str(); }

private:
    void compose();

    Kind kind_;
    std::string what_, place_, cure_, message_;
    std::filesystem::path file_;
};

} // namespace finetune
