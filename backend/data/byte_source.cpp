#include "backend/data/byte_source.h"

#include "backend/io/json.h"
#include "backend/io/posix.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

namespace loratrf {

namespace {

constexpr int64_t tell_every = 1 << 18; // bytes

} // namespace

ByteSource::ByteSource(const std::filesystem::path& file, ReadProgress progress)
    : m_file(file), m_progress(std::move(progress)) {
    std::error_code fault;
    const auto status = std::filesystem::status(file, fault);
    if (!std::filesystem::status_known(status)) {
        errno = fault.value();
        throw_system_error("open", file);
    }
    if (!std::filesystem::exists(status))
        throw Error(ErrorCode::NotFound, file.string() + ": no such file");
    if (std::filesystem::is_directory(status))
        throw Error(ErrorCode::WrongFormat, file.string() + ": is a folder, expected a file of rows");
    if (!std::filesystem::is_regular_file(status)) // opening a pipe would wait for its writer
        throw Error(ErrorCode::WrongFormat,
                    file.string() + ": is a pipe or a device, which cannot be read twice; save the rows as a file");
    m_stream = std::make_unique<std::ifstream>(file, std::ios::binary);
    if (!*m_stream)
        throw Error(ErrorCode::Io, file.string() + ": cannot be opened for reading");
    if (const uintmax_t size = std::filesystem::file_size(file, fault); !fault)
        m_total = static_cast<int64_t>(size);
    fill();
    if (m_size >= 3 && m_buffer[0] == 0xEF && m_buffer[1] == 0xBB && m_buffer[2] == 0xBF)
        m_next = 3;
}

ByteSource::ByteSource(const std::filesystem::path& file, const std::string& part, int64_t line)
    : m_file(file), m_stream(std::make_unique<std::istringstream>(part)), m_line(line) {}

bool ByteSource::fill() {
    m_begin += static_cast<int64_t>(m_size);
    m_stream->read(reinterpret_cast<char*>(m_buffer.data()), static_cast<std::streamsize>(m_buffer.size()));
    if (m_stream->bad())
        throw Error(ErrorCode::Io, m_file.string() + ": reading failed");
    m_size = static_cast<size_t>(m_stream->gcount());
    m_next = 0;
    if (m_progress)
        tell();
    return m_size > 0;
}

// A file may become longer or shorter while it is read; its end is all of it.
void ByteSource::tell() {
    const bool end = m_size == 0;
    if (m_begin == m_told || (!end && m_told >= 0 && m_begin - m_told < tell_every))
        return;
    m_told = m_begin;
    m_progress(end ? m_total : std::min(m_begin, m_total), m_total);
}

void ByteSource::skip_space() {
    for (int byte = peek(); byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; byte = peek())
        get();
}

std::string place(const std::filesystem::path& file, int64_t line) {
    return "line " + std::to_string(line) + " of " + file.string();
}

std::optional<RecordText::Fault> RecordText::fault() const {
    if (m_too_long)
        return Fault{ErrorCode::LineTooLong, "the row is longer than the limit of " + std::to_string(m_limit) +
                                                 " bytes. Split it, or raise max_line_bytes"};
    if (const size_t nul = text.find('\0'); nul != std::string::npos)
        return Fault{ErrorCode::NulByte, "a NUL byte at byte " + std::to_string(nul + 1) +
                                             " of the row; expected text. Save the file as UTF-8"};
    size_t bad_at = 0;
    if (!is_utf8(text, &bad_at))
        return Fault{ErrorCode::BadUtf8,
                     "not UTF-8 at byte " + std::to_string(bad_at + 1) + " of the row. Save the file as UTF-8"};
    return std::nullopt;
}

void RecordText::check_text() const {
    if (const std::optional<Fault> found = fault())
        throw Error(found->code, where() + ": " + found->what);
}

} // namespace loratrf
