#include "backend/io/byte_cursor.h"

#include <algorithm>

namespace loratrf {

void ByteCursor::copy(std::span<std::byte> out) {
    if (out.size() > remaining())
        throw Error(ErrorCode::Truncated, place() + ": " + std::to_string(out.size()) + " more bytes are needed, " +
                                              std::to_string(remaining()) +
                                              " are left. The file is incomplete; copy it again.");
    while (!out.empty()) {
        if (m_position < m_buffer_start || m_position >= m_buffer_start + m_buffer_size) {
            m_buffer_start = m_position;
            m_buffer_size = std::min<uint64_t>(m_buffer.size(), remaining());
            m_file.read_at(m_buffer_start, std::span(m_buffer).first(m_buffer_size));
        }
        const uint64_t from = m_position - m_buffer_start;
        const uint64_t count = std::min<uint64_t>(out.size(), m_buffer_size - from);
        std::copy_n(m_buffer.begin() + static_cast<std::ptrdiff_t>(from), count, out.begin());
        out = out.subspan(count);
        m_position += count;
    }
}

std::string ByteCursor::read_string(uint64_t limit) {
    const std::string where = place();
    const auto length = read<uint64_t>();
    if (length > limit || length > remaining())
        throw Error(ErrorCode::LengthOverflow,
                    where + ": a text of " + std::to_string(length) + " bytes is announced, but " +
                        (length > limit ? "at most " + std::to_string(limit) + " are allowed."
                                        : std::to_string(remaining()) + " are left.") +
                        " The file is damaged or incomplete.");
    std::string text(length, '\0');
    copy(std::as_writable_bytes(std::span(text)));
    return text;
}

} // namespace loratrf
