#include "backend/bench/text_bench.h"

#include "backend/io/files.h"
#include "backend/train/base.h"
#include "backend/train/stopwatch.h"

#include <future>
#include <string_view>

namespace loratrf {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

} // namespace

TextBench bench_lines(const std::string& model, const std::string& file, int64_t threads) {
    const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(model);
    const std::string text = read_text_input(file);
    const std::vector<std::string_view> lines = lines_of(text);
    const auto part = [&](size_t begin, size_t end) {
        int64_t tokens = 0;
        for (size_t i = begin; i < end; ++i)
            tokens += static_cast<int64_t>(tokenizer->encode(lines[i]).size());
        return tokens;
    };
    TextBench result;
    result.bytes = static_cast<int64_t>(text.size());
    result.lines = static_cast<int64_t>(lines.size());
    result.threads = threads;
    Stopwatch watch;
    watch.go();
    std::vector<std::future<int64_t>> parts;
    const auto count = static_cast<size_t>(threads);
    for (size_t i = 0; i < count; ++i)
        parts.push_back(std::async(std::launch::async, part, i * lines.size() / count, (i + 1) * lines.size() / count));
    for (std::future<int64_t>& tokens : parts)
        result.tokens += tokens.get();
    result.seconds = watch.seconds();
    return result;
}

} // namespace loratrf
