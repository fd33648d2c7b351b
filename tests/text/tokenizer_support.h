#pragma once
// What the tokenizer tests share: baselines, comparing ids with a readable message.

#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/text/tokenizer.h"

#include <QtTest>

#include <fstream>
#include <functional>

namespace support {

inline loratrf::Json read_json(const std::filesystem::path& file) {
    return loratrf::parse_json(loratrf::read_text_file(file), file.string());
}

inline std::string shown(const std::vector<int32_t>& ids) {
    std::string text;
    for (const int32_t id : ids)
        text += std::to_string(id) + " ";
    return text;
}

// Empty when equal, else what differs.
inline std::string difference(const std::string& text, const std::vector<int32_t>& found,
                              const std::vector<int32_t>& expected) {
    if (found == expected)
        return {};
    return "\"" + text + "\": found " + shown(found) + "expected " + shown(expected);
}

inline std::string streamed(const loratrf::Tokenizer& tokenizer, const std::vector<int32_t>& ids, bool skip_special) {
    loratrf::StreamDecoder decoder(tokenizer, skip_special);
    std::string text;
    for (const int32_t id : ids)
        text += decoder.push(id);
    return text + decoder.finish();
}

inline std::string error_code(const std::function<void()>& action, std::string* message = nullptr) {
    try {
        action();
    } catch (const loratrf::Error& error) {
        if (message)
            *message = error.what();
        return loratrf::code_name(error.code());
    }
    return {};
}

inline void write(const std::filesystem::path& file, std::string_view content) {
    std::ofstream(file, std::ios::binary) << content;
}

} // namespace support

#define COMPARE_TEXT(found, expected)                                                                                  \
    do {                                                                                                               \
        const std::string found_text = (found);                                                                        \
        const std::string expected_text = (expected);                                                                  \
        QVERIFY2(found_text == expected_text,                                                                          \
                 ("found \"" + found_text + "\", expected \"" + expected_text + "\"").c_str());                        \
    } while (false)
