#pragma once
// A file as a stream of bytes with one byte of look-ahead.

#include "backend/data/read_progress.h"
#include "backend/io/error.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>

namespace loratrf {

class ByteSource {
public:
    // Opens the file and skips a UTF-8 byte order mark. Throws Error(NotFound, Io, and WrongFormat for what is
    // no regular file).
    explicit ByteSource(const std::filesystem::path& file, ReadProgress progress = {});
    // A part of the file that was read before; `line` is where it begins.
    ByteSource(const std::filesystem::path& file, const std::string& part, int64_t line);

    static constexpr int End = -1;
    int peek() { return m_next < m_size || fill() ? m_buffer[m_next] : End; }
    int get() {
        const int byte = peek();
        if (byte != End) {
            ++m_next;
            m_line += byte == '\n';
        }
        return byte;
    }
    void skip_space();                      // JSON's white space
    int64_t line() const { return m_line; } // 1-based line of the next byte

private:
    bool fill();
    void tell();

    std::filesystem::path m_file;
    std::unique_ptr<std::istream> m_stream;
    std::array<unsigned char, 1 << 16> m_buffer;
    size_t m_next = 0;
    size_t m_size = 0;
    int64_t m_line = 1;
    ReadProgress m_progress;
    int64_t m_begin = 0; // of the buffer in the file: what comes before is used up
    int64_t m_told = -1, m_total = 0;
};

// "line 3 of orders.jsonl": how every message about a record begins.
std::string place(const std::filesystem::path& file, int64_t line);

// The text of a record, which does not grow over the limit: what is added then makes it faulty.
class RecordText {
public:
    RecordText(const std::filesystem::path& file, uint64_t limit) : m_file(file), m_limit(limit) {}

    void begin(int64_t line) {
        m_line = line;
        m_too_long = false;
        text.clear();
    }
    void add(int byte) {
        if (text.size() < m_limit)
            text.push_back(static_cast<char>(byte));
        else
            m_too_long = true;
    }
    struct Fault {
        ErrorCode code;
        std::string what; // without the place
    };
    std::optional<Fault> fault() const; // LineTooLong, NulByte, BadUtf8
    void check_text() const;            // throws Error of that fault
    int64_t line() const { return m_line; }
    std::string where() const { return place(m_file, m_line); }

    std::string text;

private:
    const std::filesystem::path& m_file;
    uint64_t m_limit;
    int64_t m_line = 1;
    bool m_too_long = false;
};

} // namespace loratrf
