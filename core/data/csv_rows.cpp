// SPDX-License-Identifier: GPL-3.0-or-later
// Tables in text, as RFC 4180 and Python's csv and pandas write them: a header, then a record a row; texts in quotes
// may hold separators, line breaks and doubled quotes. Every value is a text; an empty one without quotes is none.
#include "core/base/error.h"
#include "core/data/kept_texts.h"
#include "core/data/table_reader.h"
#include "core/data/text_stream.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <set>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

constexpr const char* kForm = "Its first line names the columns; each further line is a row";

struct Field {
    std::string text;
    bool quoted = false;
};

class Records {
public:
    Records(std::streambuf& in, const fs::path& file) : in_(in), file_(file) {}

    char separator = ',';

    // The next record that is no empty line; false: there is none.
    bool next(std::vector<Field>& fields) {
        do {
            if (in_.sgetc() == kEnd)
                return false;
            begin_ = line_;
            count_ = 0;
            while (field(fields)) {
            }
        } while (count_ == 1 && fields[0].text.empty() && !fields[0].quoted);
        fields.resize(count_);
        return true;
    }

    std::int64_t line() const { return begin_; } // of the record read last, from 1

private:
    static constexpr int kEnd = std::char_traits<char>::eof();

    // Reads one field; true: another one follows in this record.
    bool field(std::vector<Field>& fields) {
        if (fields.size() == count_)
            fields.emplace_back();
        Field& field = fields[count_++];
        field.text.clear();
        field.quoted = in_.sgetc() == '"';
        if (field.quoted)
            quoted(field.text);
        while (true) {
            const int c = in_.sbumpc();
            if (c == separator)
                return true;
            if (c == kEnd)
                return false;
            if (c == '\n' || c == '\r') {
                if (c == '\r' && in_.sgetc() == '\n')
                    in_.sbumpc();
                ++line_;
                return false;
            }
            field.text.push_back(static_cast<char>(c));
        }
    }

    void quoted(std::string& text) {
        const std::int64_t begin = line_;
        in_.sbumpc();
        while (true) {
            const int c = in_.sbumpc();
            if (c == kEnd)
                throw Error(Kind::Input, "the quotes that open here are not closed")
                    .in(file_)
                    .at("line " + std::to_string(begin))
                    .cure("A quote inside a text is doubled; a file that ends early was not wholly downloaded");
            if (c == '"') {
                if (in_.sgetc() != '"')
                    return;
                in_.sbumpc();
            }
            line_ += c == '\n';
            text.push_back(static_cast<char>(c));
        }
    }

    std::streambuf& in_;
    const fs::path& file_;
    std::int64_t line_ = 1, begin_ = 1;
    std::size_t count_ = 0;
};

char separatorOf(std::string_view begin) {
    constexpr std::string_view kKnown = ",\t;|";
    std::array<int, kKnown.size()> counts{};
    bool quoted = false;
    for (const char c : begin) {
        quoted ^= c == '"';
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        if (const auto which = kKnown.find(c); !quoted && which != std::string_view::npos)
            ++counts[which];
    }
    return kKnown[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

class Csv : public TableReader {
public:
    explicit Csv(const fs::path& file) : file_(file) {
        const Scan scan;
        TextStream bytes(file, kForm, scan.stop, scan.progress);
        begun(bytes);
    }

    std::vector<std::string> columns() const override { return names_; }

    void read(const Scan& scan, const BatchSink& sink) override {
        TextStream bytes(file_, kForm, scan.stop, scan.progress);
        Records records = begun(bytes);
        std::vector<Field> fields;
        Batch batch = emptyBatch(scan, scan.firstRow);
        auto kept = std::make_shared<KeptTexts>();
        std::int64_t rows = 0;
        while (records.next(fields)) {
            if (++rows <= scan.firstRow)
                continue;
            add(batch, *kept, fields, records.line());
            if (batch.size < kBatchRows && kept->bytes() < kBatchBytes)
                continue;
            batch.kept = kept;
            if (!sink(batch))
                return;
            batch = emptyBatch(scan, rows);
            kept = std::make_shared<KeptTexts>();
        }
        batch.kept = kept;
        if (batch.size > 0)
            sink(batch);
    }

private:
    // The records after the header, whose names are kept the first time.
    Records begun(TextStream& bytes) {
        bytes.skipMark();
        Records records(bytes, file_);
        records.separator = separatorOf(bytes.block());
        std::vector<Field> header;
        records.next(header);
        if (!names_.empty())
            return records;
        std::set<std::string> seen;
        for (std::size_t i = 0; i < header.size(); ++i) {
            std::string name(text::strip(header[i].text));
            if (name.empty())
                name = "column " + std::to_string(i + 1);
            if (!text::isValidUtf8(name))
                throw Error(Kind::Input, "the names of the columns are not UTF-8")
                    .in(file_)
                    .at("line 1")
                    .cure("Save it again as UTF-8");
            if (!seen.insert(name).second)
                throw Error(Kind::Input, "two columns have the name “" + name + "”")
                    .in(file_)
                    .at("line 1")
                    .cure("Give each column its own name");
            names_.push_back(std::move(name));
        }
        return records;
    }

    bool isWanted(const Scan& scan, const std::string& name) const {
        return scan.columns.empty() || std::find(scan.columns.begin(), scan.columns.end(), name) != scan.columns.end();
    }

    Batch emptyBatch(const Scan& scan, std::int64_t firstRow) {
        Batch batch;
        batch.firstRow = firstRow;
        indexes_.clear();
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (isWanted(scan, names_[i])) {
                batch.columns.emplace_back().name = names_[i];
                indexes_.push_back(i);
            }
        return batch;
    }

    void add(Batch& batch, KeptTexts& kept, const std::vector<Field>& fields, std::int64_t line) const {
        const bool fits = fields.size() == names_.size();
        bool isUtf8 = true;
        for (std::size_t i = 0; i < indexes_.size(); ++i) {
            Cell& cell = batch.columns[i].cells.emplace_back();
            if (!fits)
                continue;
            const Field& field = fields[indexes_[i]];
            isUtf8 = isUtf8 && text::isValidUtf8(field.text);
            if (!isUtf8 || (field.text.empty() && !field.quoted))
                continue;
            cell.kind = Cell::Kind::Text;
            cell.text = kept.keep(field.text);
        }
        if (!fits)
            batch.bad.push_back({batch.size,
                                 "has " + std::to_string(fields.size()) + " values, but there are " +
                                     std::to_string(names_.size()) + " columns (line " + std::to_string(line) + ")",
                                 "A text with separators, quotes or line breaks stands in double quotes, and quotes in "
                                 "it are doubled"});
        else if (!isUtf8)
            batch.bad.push_back({batch.size, "a text is not UTF-8 (line " + std::to_string(line) + ")",
                                 "Save the file again as UTF-8"});
        ++batch.size;
    }

    fs::path file_;
    std::vector<std::string> names_;
    std::vector<std::size_t> indexes_; // of the batch's columns among the fields
};

} // namespace

std::unique_ptr<TableReader> csvReader(const fs::path& file) {
    return std::make_unique<Csv>(file);
}

} // namespace finetune::data
