// What RowFile writes: refused rows with their reasons, and corrected copies.

#include "backend/data/byte_source.h"
#include "backend/data/row_file.h"
#include "backend/io/files.h"

namespace loratrf {

namespace {

namespace fs = std::filesystem;

class Pieces {
public:
    explicit Pieces(const fs::path& to) : m_file(to) {}
    void add(std::string_view text) {
        m_text += text;
        if (m_text.size() > enough)
            flush();
    }
    void commit() {
        flush();
        m_file.commit();
    }

private:
    static constexpr size_t enough = 1U << 20;
    void flush() {
        m_file.write(std::as_bytes(std::span(m_text)));
        m_text.clear();
    }
    AtomicFile m_file;
    std::string m_text;
};

void ask(const GoOn& go_on, int64_t done, int64_t all) {
    constexpr int64_t every = 1024;
    if (go_on && done % every == 0 &&
        !go_on(static_cast<double>(done) / static_cast<double>(std::max<int64_t>(all, 1))))
        throw Error(ErrorCode::Cancelled, "cancelled");
}

} // namespace

void RowFile::write_rejected(const std::vector<Rejected>& rejected, const fs::path& to, const GoOn& go_on) const {
    require_unchanged();
    Pieces out(to);
    int64_t done = 0;
    for (const Rejected& one : rejected) {
        ask(go_on, done++, static_cast<int64_t>(rejected.size()));
        Json json = {{"line", one.line}, {"reason", one.reason}};
        if (const std::optional<int64_t> row = row_of_line(one.line)) {
            bool cut = false; // a row over the limit is there with its beginning
            const std::string stored = raw(*row, m_limit, &cut);
            const std::string text = readable_utf8(stored, cut);
            try {
                json["row"] = parse(text, *row).value;
            } catch (const Error&) {
                json["row"] = text;
            }
            if (json["row"].is_object() && json["row"].empty()) // a table's row with another number of cells
                json["row"] = text;
        }
        out.add(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }
    out.commit();
}

// JSON on one line, so that it stays a row; a table's row without line ends around it.
std::string RowFile::checked_change(const std::string& text, int64_t row) const {
    const Record record = parse(trimmed(text), row);
    if (!record.fault.empty())
        throw Error(ErrorCode::BadShape, place(m_file.path(), record.line) + ": " + record.fault);
    return m_header ? trimmed(text) : record.value.dump();
}

void RowFile::write_corrected(const std::map<int64_t, std::optional<std::string>>& changes, const fs::path& to,
                              const GoOn& go_on) const {
    require_unchanged();
    std::error_code different;
    if (fs::equivalent(to, m_file.path(), different))
        throw Error(ErrorCode::InvalidOption,
                    to.string() + ": is the file itself, which is never changed; choose another name");
    std::map<int64_t, std::optional<std::string>> checked;
    for (const auto& [row, text] : changes)
        checked[row] = text ? std::optional(checked_change(*text, row)) : std::nullopt;
    require_space(to.has_parent_path() ? to.parent_path() : fs::path("."), m_file.size());

    Pieces out(to);
    const bool array = m_format == RecordFormat::JsonArray;
    if (array)
        out.add("[\n");
    if (m_header) {
        std::string header(m_index.header_end, '\0');
        m_file.read_at(0, std::as_writable_bytes(std::span(header)));
        out.add(trimmed(header) + "\n");
    }
    bool first = true;
    for (int64_t row = 0; row < count(); ++row) {
        ask(go_on, row, count());
        const auto change = checked.find(row);
        if (change != checked.end() && !change->second)
            continue;
        if (array && !first)
            out.add(",\n");
        out.add(change != checked.end() ? *change->second : raw(row, end(row)));
        if (!array)
            out.add("\n");
        first = false;
    }
    if (array)
        out.add("\n]\n");
    out.commit();
}

} // namespace loratrf
