#pragma once
// What the tests of io share: folders that clean up, files of bytes, the expected error.

#include "backend/io/files.h"
#include "backend/io/json.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fstream>
#include <functional>
#include <sys/resource.h>

namespace support {

class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const std::string& name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

inline void write(const std::filesystem::path& file, std::string_view content) {
    std::ofstream(file, std::ios::binary) << content;
}

inline loratrf::Json baseline() {
    return loratrf::parse_json(loratrf::read_text_file(TESTS_DIR "/baselines/io.json"), "io.json");
}

// The code name and message of the Error that `action` throws; the code name is empty when it throws none.
struct Caught {
    std::string code;
    std::string message;
};

inline Caught caught(const std::function<void()>& action) {
    try {
        action();
    } catch (const loratrf::Error& error) {
        return {loratrf::code_name(error.code()), error.what()};
    }
    return {};
}

// While it lives, no file of this process can grow beyond `bytes`: the nearest thing to a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : m_handler(::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    sighandler_t m_handler;
    rlimit m_before{};
};

// Little-endian bytes of numbers and texts, one after the other.
class Bytes {
public:
    template <class T>
    Bytes& number(T value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    Bytes& text(std::string_view value) {
        m_bytes += value;
        return *this;
    }
    Bytes& sized(std::string_view value) { return number(uint64_t{value.size()}).text(value); }
    Bytes& pad(size_t alignment) {
        m_bytes.resize((m_bytes.size() + alignment - 1) / alignment * alignment, '\0');
        return *this;
    }
    const std::string& str() const { return m_bytes; }

private:
    std::string m_bytes;
};

inline std::string safetensors(std::string_view header, size_t data_bytes) {
    return Bytes().sized(header).text(std::string(data_bytes, '\x01')).str();
}

} // namespace support

#define COMPARE_CODE(action, expected)                                                                                 \
    do {                                                                                                               \
        const support::Caught compared_here = action;                                                                  \
        QVERIFY2(compared_here.code == std::string(expected),                                                          \
                 ("code " + compared_here.code + ": " + compared_here.message).c_str());                               \
    } while (false)
