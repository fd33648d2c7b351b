#include "backend/io/tensorboard_events.h"

#include <array>
#include <bit>

namespace loratrf {

namespace {

// Event{1: wall_time, 2: step, 3: file_version | 5: Summary{1: Value{1: tag, 2: simple_value}}}
enum Field { WallTime = 1, Step = 2, FileVersion = 3, SummaryField = 5 };
enum ValueField { Tag = 1, SimpleValue = 2 };
enum Wire { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

constexpr std::array<uint32_t, 256> crc_table = [] {
    constexpr uint32_t castagnoli = 0x82F63B78; // bits reversed
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < table.size(); ++i) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) != 0 ? castagnoli : 0U);
        table[i] = value;
    }
    return table;
}();

template <class Number>
void add_fixed(std::string& out, Number number) {
    for (size_t i = 0; i < sizeof number; ++i)
        out += static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
}

void add_varint(std::string& out, uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        out += static_cast<char>(static_cast<unsigned char>(number | 0x80));
    out += static_cast<char>(static_cast<unsigned char>(number));
}

void add_key(std::string& out, int field, Wire wire) {
    add_varint(out, (static_cast<uint64_t>(field) << 3) | static_cast<uint64_t>(wire));
}

void add_bytes(std::string& out, int field, std::string_view bytes) {
    add_key(out, field, Bytes);
    add_varint(out, bytes.size());
    out += bytes;
}

// As TFRecord wants it, so that a CRC over data that hold CRCs stays a good one.
uint32_t masked_crc(std::string_view bytes) {
    return std::rotr(crc32c(bytes), 15) + 0xA282EAD8U;
}

std::string framed(std::string_view data) {
    std::string out;
    add_fixed(out, static_cast<uint64_t>(data.size()));
    add_fixed(out, masked_crc(out));
    out += data;
    add_fixed(out, masked_crc(data));
    return out;
}

std::string event_at(double wall_time) {
    std::string event;
    add_key(event, WallTime, Fixed64);
    add_fixed(event, std::bit_cast<uint64_t>(wall_time));
    return event;
}

} // namespace

uint32_t crc32c(std::string_view bytes) {
    uint32_t crc = ~0U;
    for (const char c : bytes)
        crc = (crc >> 8) ^ crc_table[(crc ^ static_cast<unsigned char>(c)) & 0xFF];
    return ~crc;
}

std::string tensorboard_version_record(double wall_time) {
    std::string event = event_at(wall_time);
    add_bytes(event, FileVersion, "brain.Event:2");
    return framed(event);
}

std::string tensorboard_record(double wall_time, int64_t step, std::span<const TensorBoardValue> values) {
    std::string summary;
    for (const TensorBoardValue& one : values) {
        std::string value;
        add_bytes(value, Tag, one.tag);
        add_key(value, SimpleValue, Fixed32);
        add_fixed(value, std::bit_cast<uint32_t>(one.value));
        add_bytes(summary, 1, value);
    }
    std::string event = event_at(wall_time);
    add_key(event, Step, Varint);
    add_varint(event, static_cast<uint64_t>(step));
    add_bytes(event, SummaryField, summary);
    return framed(event);
}

} // namespace loratrf
