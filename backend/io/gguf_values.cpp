#include "backend/io/gguf_values.h"

namespace loratrf {
namespace {

constexpr uint64_t text_limit = 1ULL << 30;
constexpr uint64_t array_limit = 1ULL << 24; // the largest vocabularies have 2^19 entries

// The fewest bytes one value takes in the file.
uint64_t least_bytes(GgufType type) {
    switch (type) {
    case GgufType::U8:
    case GgufType::I8:
    case GgufType::Bool:
        return 1;
    case GgufType::U16:
    case GgufType::I16:
        return 2;
    case GgufType::U32:
    case GgufType::I32:
    case GgufType::F32:
        return 4;
    case GgufType::String:
    case GgufType::U64:
    case GgufType::I64:
    case GgufType::F64:
        return 8;
    case GgufType::Array:
        break;
    }
    throw Error(ErrorCode::Internal, "least_bytes: arrays have no fixed size");
}

bool read_bool(ByteCursor& cursor, const std::string& where) {
    const auto byte = cursor.read<uint8_t>();
    if (byte > 1)
        throw Error(ErrorCode::BadValue, where + ": " + std::to_string(byte) + " where 0 or 1 was expected.");
    return byte == 1;
}

// Calls use(read) with a function that reads one value, widened as GgufValue says.
template <class Use>
GgufValue with_reader(ByteCursor& cursor, GgufType type, const std::string& where, const Use& use) {
    switch (type) {
    case GgufType::U8:
        return use([&] { return uint64_t{cursor.read<uint8_t>()}; });
    case GgufType::U16:
        return use([&] { return uint64_t{cursor.read<uint16_t>()}; });
    case GgufType::U32:
        return use([&] { return uint64_t{cursor.read<uint32_t>()}; });
    case GgufType::U64:
        return use([&] { return cursor.read<uint64_t>(); });
    case GgufType::I8:
        return use([&] { return int64_t{cursor.read<int8_t>()}; });
    case GgufType::I16:
        return use([&] { return int64_t{cursor.read<int16_t>()}; });
    case GgufType::I32:
        return use([&] { return int64_t{cursor.read<int32_t>()}; });
    case GgufType::I64:
        return use([&] { return cursor.read<int64_t>(); });
    case GgufType::F32:
        return use([&] { return double{cursor.read<float>()}; });
    case GgufType::F64:
        return use([&] { return cursor.read<double>(); });
    case GgufType::Bool:
        return use([&] { return read_bool(cursor, where); });
    case GgufType::String:
        return use([&] { return cursor.read_string(text_limit); });
    case GgufType::Array:
        break;
    }
    throw Error(ErrorCode::BadType, where + ": arrays inside arrays are not read.");
}

GgufValue read_array(ByteCursor& cursor, const std::string& where) {
    const GgufType type = read_gguf_type(cursor, where);
    if (type == GgufType::Array)
        throw Error(ErrorCode::BadType, where + ": arrays inside arrays are not read.");
    const auto count = cursor.read<uint64_t>();
    if (count > array_limit || count > cursor.remaining() / least_bytes(type))
        throw Error(ErrorCode::LengthOverflow, where + ": an array of " + std::to_string(count) +
                                                   " elements is announced, but " + std::to_string(cursor.remaining()) +
                                                   " bytes are left and at most " + std::to_string(array_limit) +
                                                   " elements are allowed. The file is damaged or incomplete.");
    return with_reader(cursor, type, where, [count](const auto& read) -> GgufValue {
        std::vector<decltype(read())> values;
        values.reserve(count);
        for (uint64_t i = 0; i < count; ++i)
            values.push_back(read());
        return values;
    });
}

} // namespace

GgufType read_gguf_type(ByteCursor& cursor, const std::string& where) {
    const auto number = cursor.read<uint32_t>();
    if (number > static_cast<uint32_t>(GgufType::F64))
        throw Error(ErrorCode::BadType, where + ": the value type " + std::to_string(number) +
                                            " does not exist (0 to 12 do). The file is damaged or of a newer format.");
    return static_cast<GgufType>(number);
}

GgufValue read_gguf_value(ByteCursor& cursor, GgufType type, const std::string& where) {
    if (type == GgufType::Array)
        return read_array(cursor, where);
    return with_reader(cursor, type, where, [](const auto& read) -> GgufValue { return read(); });
}

} // namespace loratrf
