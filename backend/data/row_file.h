#pragma once
// A file of rows opened for looking: any row at once, whatever the file's size, in 8 bytes a row.

#include "backend/data/dataset.h"
#include "backend/data/row_index.h"
#include "backend/data/row_maker.h"
#include "backend/data/table_reader.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

// A row as it stands in the file.
struct RowText {
    int64_t line = 0; // as in Row
    std::string text; // UTF-8: what is not is shown as U+FFFD
    bool cut = false; // there is more of it
};

// Asked now and then with the share of the work that is done; false ends it with Error(Cancelled).
using GoOn = std::function<bool(double done)>;

class RowFile {
public:
    // Reads the file once. Throws Error as read_records does for files of no known format; faulty rows are no fault
    // here. What is asked later throws Error(Io) where the file has changed since.
    RowFile(const std::filesystem::path& file, const DataOptions& options, const GoOn& go_on = {});

    const std::filesystem::path& path() const { return m_file.path(); }
    RecordFormat format() const { return m_format; }
    int64_t count() const { return static_cast<int64_t>(m_index.begins.size()); }

    // Rows [first, first + count), each cut to `most_bytes` (at a character). May be called by many threads.
    std::vector<RowText> texts(int64_t first, int64_t count, uint64_t most_bytes) const;
    std::string text(int64_t row) const; // whole. Throws Error(LineTooLong) above max_line_bytes
    int64_t line(int64_t row) const;
    std::optional<int64_t> row_of_line(int64_t line) const; // the row that begins there

    // The row's fields, and what training makes of them with these options. Throws Error with the reason.
    Record record(int64_t row) const;
    Row row(int64_t row, const DataOptions& options) const;
    // The same for a text that would stand there instead: what is wrong with it is said before it is written.
    Row row_of(const std::string& text, int64_t row, const DataOptions& options) const;

    // Row numbers, in order, of the rows that hold `wanted`; upper and lower case of ASCII letters are equal.
    // `on_found` gets them as they are found.
    void find(const std::string& wanted, const GoOn& go_on,
              const std::function<void(const std::vector<int64_t>&)>& on_found) const;

    // One JSON object a row: line, reason, and the row (its JSON where it is some, else its text, of a row over the
    // limit the beginning). Atomic.
    void write_rejected(const std::vector<Rejected>& rejected, const std::filesystem::path& to,
                        const GoOn& go_on = {}) const;

    // A copy with some rows changed or, where nothing is in their place, left out. The original cannot be the target
    // (InvalidOption). Throws Error(BadJson, BadValue, ...) naming the row where a change is no row.
    void write_corrected(const std::map<int64_t, std::optional<std::string>>& changes, const std::filesystem::path& to,
                         const GoOn& go_on = {}) const;

private:
    uint64_t end(int64_t row) const;
    std::string raw(int64_t row, uint64_t most_bytes, bool* cut = nullptr) const;
    std::string trimmed(std::string text) const;
    Record parse(const std::string& text, int64_t row) const;
    RowMaker maker(const DataOptions& options) const;
    std::string checked_change(const std::string& text, int64_t row) const;
    void require_unchanged() const;

    InputFile m_file;
    RecordFormat m_format;
    uint64_t m_limit;
    std::optional<TableHeader> m_header;
    RowIndex m_index;
    std::filesystem::file_time_type m_time;
};

} // namespace loratrf
