#pragma once
// What the tests of models and adapters share: the tiny models, baselines, inputs, distances.

#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/model/model.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>

#include <functional>
#include <numeric>

namespace support {

inline std::string tiny_model(const std::string& name) {
    return TESTS_DIR "/data/models/" + name;
}

inline std::unique_ptr<loratrf::Model> load(const std::string& path, at::ScalarType type = at::kFloat) {
    return loratrf::load_model(path, at::kCPU, type);
}

inline loratrf::Json json_file(const std::string& path) {
    return loratrf::parse_json(loratrf::read_text_file(path), path, {.allow_duplicate_keys = false});
}
inline loratrf::Json baseline(const std::string& name) {
    return json_file(TESTS_DIR "/baselines/" + name);
}

inline loratrf::PackedInput packed(const std::vector<std::vector<int64_t>>& sequences) {
    std::vector<int64_t> ids, positions;
    loratrf::PackedInput input;
    input.offsets = {0};
    for (const auto& sequence : sequences) {
        ids.insert(ids.end(), sequence.begin(), sequence.end());
        for (size_t i = 0; i < sequence.size(); ++i)
            positions.push_back(static_cast<int64_t>(i));
        input.offsets.push_back(static_cast<int64_t>(ids.size()));
    }
    input.ids = at::tensor(ids, at::kLong);
    input.positions = at::tensor(positions, at::kLong);
    return input;
}

// Layers that run op by op round in other places than those that run as one node: where bits are compared and one of
// two models has the first kind, `context` asks for it in both.
inline at::Tensor logits_of(loratrf::Model& model, const std::vector<std::vector<int64_t>>& sequences,
                            const loratrf::ForwardContext& context = {}) {
    const at::NoGradGuard no_grad;
    return model.logits(model.hidden(packed(sequences), context));
}

inline double distance(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}
// Largest difference as a share of the largest expected value.
inline double relative_distance(const at::Tensor& found, const at::Tensor& expected) {
    return distance(found, expected) / expected.to(at::kDouble).abs().max().item<double>();
}

// The code name and message of the Error that `action` throws; empty when it throws none.
struct Caught {
    std::string code, message;
};
inline Caught caught(const std::function<void()>& action) {
    try {
        action();
    } catch (const loratrf::Error& error) {
        return {loratrf::code_name(error.code()), error.what()};
    }
    return {};
}

} // namespace support

#define VERIFY_BELOW(value, limit)                                                                                     \
    do {                                                                                                               \
        const double verified_here = value;                                                                            \
        QVERIFY2(verified_here <= (limit),                                                                             \
                 qPrintable(QStringLiteral("%1 is above %2").arg(verified_here).arg(limit)));                          \
    } while (false)

#define COMPARE_CAUGHT(action, expected_code, part)                                                                    \
    do {                                                                                                               \
        const support::Caught compared_here = support::caught(action);                                                 \
        QVERIFY2(compared_here.code == (expected_code) && compared_here.message.find(part) != std::string::npos,       \
                 ("code '" + compared_here.code + "': " + compared_here.message).c_str());                             \
    } while (false)
