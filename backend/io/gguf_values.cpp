#include "backend/io/gguf_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace loratrf {
namespace {

using GgmlType = std::pair<uint32_t, DType>;
constexpr std::array<GgmlType, 16> ggml_types = {{{0, DType::F32},
                                                  {1, DType::F16},
                                                  {2, DType::Q4_0},
                                                  {3, DType::Q4_1},
                                                  {6, DType::Q5_0},
                                                  {7, DType::Q5_1},
                                                  {8, DType::Q8_0},
                                                  {12, DType::Q4_K},
                                                  {13, DType::Q5_K},
                                                  {14, DType::Q6_K},
                                                  {24, DType::I8},
                                                  {25, DType::I16},
                                                  {26, DType::I32},
                                                  {27, DType::I64},
                                                  {28, DType::F64},
                                                  {30, DType::BF16}}};

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

GgufType read_type(ByteCursor& cursor, const std::string& where) {
    const auto number = cursor.read<uint32_t>();
    if (number > static_cast<uint32_t>(GgufType::F64))
        throw Error(ErrorCode::BadType, where + ": the value type " + std::to_string(number) +
                                            " does not exist (0 to 12 do). The file is damaged or of a newer format.");
    return static_cast<GgufType>(number);
}

GgufField read_array(ByteCursor& cursor, const std::string& where) {
    const GgufType type = read_type(cursor, where);
    if (type == GgufType::Array)
        throw Error(ErrorCode::BadType, where + ": arrays inside arrays are not read.");
    const auto count = cursor.read<uint64_t>();
    if (count > array_limit || count > cursor.remaining() / least_bytes(type))
        throw Error(ErrorCode::LengthOverflow, where + ": an array of " + std::to_string(count) +
                                                   " elements is announced, but " + std::to_string(cursor.remaining()) +
                                                   " bytes are left and at most " + std::to_string(array_limit) +
                                                   " elements are allowed. The file is damaged or incomplete.");
    const auto read_all = [count](const auto& read) -> GgufValue {
        std::vector<decltype(read())> values;
        values.reserve(count);
        for (uint64_t i = 0; i < count; ++i)
            values.push_back(read());
        return values;
    };
    return {GgufType::Array, type, with_reader(cursor, type, where, read_all)};
}

[[noreturn]] void throw_not_of(GgufType type, const std::string& where) {
    throw Error(ErrorCode::BadType,
                where + ": the value is not of the stated type " + std::to_string(static_cast<uint32_t>(type)) + ".");
}

template <class T>
void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void append_integer(const GgufValue& value, const std::string& where, std::string& out) {
    const auto* natural = std::get_if<uint64_t>(&value);
    const auto* integer = std::get_if<int64_t>(&value);
    if (!natural && !integer)
        throw Error(ErrorCode::BadType, where + ": a whole number was expected.");
    if (natural ? !std::in_range<T>(*natural) : !std::in_range<T>(*integer))
        throw Error(ErrorCode::BadValue, where + ": " +
                                             (natural ? std::to_string(*natural) : std::to_string(*integer)) +
                                             " does not fit in the stored type.");
    append(out, natural ? static_cast<T>(*natural) : static_cast<T>(*integer));
}

void append_value(GgufType type, const GgufValue& value, const std::string& where, std::string& out) {
    switch (type) {
    case GgufType::U8:
        return append_integer<uint8_t>(value, where, out);
    case GgufType::U16:
        return append_integer<uint16_t>(value, where, out);
    case GgufType::U32:
        return append_integer<uint32_t>(value, where, out);
    case GgufType::U64:
        return append_integer<uint64_t>(value, where, out);
    case GgufType::I8:
        return append_integer<int8_t>(value, where, out);
    case GgufType::I16:
        return append_integer<int16_t>(value, where, out);
    case GgufType::I32:
        return append_integer<int32_t>(value, where, out);
    case GgufType::I64:
        return append_integer<int64_t>(value, where, out);
    case GgufType::F32:
    case GgufType::F64:
        if (const auto* number = std::get_if<double>(&value)) {
            if (type == GgufType::F64)
                return append(out, *number);
            const auto narrow = static_cast<float>(*number);
            if (!std::isfinite(narrow) && std::isfinite(*number))
                throw Error(ErrorCode::BadValue, where + ": the number does not fit in the stored type.");
            return append(out, narrow);
        }
        break;
    case GgufType::Bool:
        if (const auto* flag = std::get_if<bool>(&value))
            return append(out, static_cast<uint8_t>(*flag));
        break;
    case GgufType::String:
        if (const auto* text = std::get_if<std::string>(&value)) {
            append(out, uint64_t{text->size()});
            out += *text;
            return;
        }
        break;
    case GgufType::Array:
        break;
    }
    throw_not_of(type, where);
}

} // namespace

GgufField read_gguf_field(ByteCursor& cursor, const std::string& where) {
    const GgufType type = read_type(cursor, where);
    if (type == GgufType::Array)
        return read_array(cursor, where);
    return {type, type, with_reader(cursor, type, where, [](const auto& read) -> GgufValue { return read(); })};
}

void append_gguf_field(const GgufField& field, const std::string& where, std::string& out) {
    append(out, static_cast<uint32_t>(field.type));
    if (field.type != GgufType::Array)
        return append_value(field.type, field.value, where, out);
    append(out, static_cast<uint32_t>(field.element));
    std::visit(
        [&](const auto& values) {
            if constexpr (requires { typename std::decay_t<decltype(values)>::allocator_type; } &&
                          !std::is_same_v<std::decay_t<decltype(values)>, std::string>) {
                append(out, uint64_t{values.size()});
                for (const auto& value : values)
                    append_value(field.element, typename std::decay_t<decltype(values)>::value_type(value), where, out);
            } else {
                throw_not_of(GgufType::Array, where);
            }
        },
        field.value);
}

std::optional<DType> dtype_of_ggml(uint32_t number) {
    const auto found = std::ranges::find(ggml_types, number, &GgmlType::first);
    return found == ggml_types.end() ? std::nullopt : std::optional(found->second);
}

std::optional<uint32_t> ggml_type_of(DType type) {
    const auto found = std::ranges::find(ggml_types, type, &GgmlType::second);
    return found == ggml_types.end() ? std::nullopt : std::optional(found->first);
}

} // namespace loratrf
