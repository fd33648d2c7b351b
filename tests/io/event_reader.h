#pragma once
// Reads TensorBoard's event files as their formats are described, with none of the writer's code: frames with a CRC
// computed bit by bit, then the protobuf fields.

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

struct ReadEvent {
    double wall_time = 0;
    int64_t step = 0;
    std::string version;
    std::vector<std::pair<std::string, float>> values;
};

inline uint32_t crc_bit_by_bit(std::string_view bytes) {
    uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
    }
    return crc ^ 0xFFFFFFFF;
}

// What a message is made of, front to back; throws where the bytes end too early.
class ProtoReader {
public:
    explicit ProtoReader(std::string_view bytes) : m_bytes(bytes) {}
    bool at_end() const { return m_bytes.empty(); }

    template <class Number>
    Number fixed() {
        const std::string_view part = take(sizeof(Number));
        Number number;
        std::memcpy(&number, part.data(), sizeof number);
        return number;
    }
    uint64_t varint() {
        uint64_t number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1)[0]);
            number |= static_cast<uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return number;
        }
        throw std::runtime_error("a number without an end");
    }
    std::string_view take(uint64_t count) {
        if (count > m_bytes.size())
            throw std::runtime_error("the bytes end too early");
        const std::string_view part = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return part;
    }
    std::string_view bytes() { return take(varint()); }

private:
    std::string_view m_bytes;
};

inline std::pair<std::string, float> read_value(ProtoReader message) {
    std::pair<std::string, float> value;
    while (!message.at_end())
        switch (message.varint()) {
        case (1 << 3) | 2:
            value.first = message.bytes();
            break;
        case (2 << 3) | 5:
            value.second = message.fixed<float>();
            break;
        default:
            throw std::runtime_error("an unknown field of a value");
        }
    return value;
}

inline ReadEvent read_event(ProtoReader message) {
    ReadEvent event;
    while (!message.at_end())
        switch (message.varint()) {
        case (1 << 3) | 1:
            event.wall_time = message.fixed<double>();
            break;
        case (2 << 3) | 0:
            event.step = static_cast<int64_t>(message.varint());
            break;
        case (3 << 3) | 2:
            event.version = message.bytes();
            break;
        case (5 << 3) | 2:
            for (ProtoReader summary(message.bytes()); !summary.at_end();) {
                if (summary.varint() != ((1 << 3) | 2))
                    throw std::runtime_error("an unknown field of a summary");
                event.values.push_back(read_value(ProtoReader(summary.bytes())));
            }
            break;
        default:
            throw std::runtime_error("an unknown field of an event");
        }
    return event;
}

inline std::vector<ReadEvent> read_events(std::string_view file) {
    const auto check = [](ProtoReader& frames, std::string_view of) {
        const uint32_t masked = frames.fixed<uint32_t>() - 0xA282EAD8;
        if (((masked >> 17) | (masked << 15)) != crc_bit_by_bit(of))
            throw std::runtime_error("a checksum differs");
    };
    std::vector<ReadEvent> events;
    for (ProtoReader frames(file); !frames.at_end();) {
        const std::string_view length = frames.take(8);
        check(frames, length);
        const std::string_view data = frames.take(ProtoReader(length).fixed<uint64_t>());
        check(frames, data);
        events.push_back(read_event(ProtoReader(data)));
    }
    return events;
}

} // namespace support
