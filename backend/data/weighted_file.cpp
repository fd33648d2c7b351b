#include "backend/data/weighted_file.h"

#include "backend/io/error.h"

#include <charconv>

namespace loratrf {

WeightedFile parse_weighted_file(const std::string& text) {
    const size_t star = text.find('*');
    // Only what looks like a number is a weight; any other star is the name's.
    if (star == 0 || star == std::string::npos || text.find_first_not_of("0123456789.eE+-") != star)
        return {text, 1};
    double weight = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + star, weight);
    if (fault != std::errc() || end != text.data() + star || !(weight > 0 && weight <= 1000))
        throw Error(ErrorCode::InvalidOption,
                    "\"" + text + "\": expected a weight above 0 and at most 1000 before the star, as in 2*rows.jsonl");
    return {text.substr(star + 1), weight};
}

std::string weighted_file_text(const WeightedFile& file) {
    // A name that would be read as a weight and another name gets a weight of its own.
    if (file.weight == 1 && file.file.find_first_not_of("0123456789.eE+-") != file.file.find('*'))
        return file.file;
    if (file.weight == 1 && file.file.find('*') == std::string::npos)
        return file.file;
    char buffer[32]; // the shortest text that reads back as the same number
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, file.weight).ptr) + "*" + file.file;
}

} // namespace loratrf
