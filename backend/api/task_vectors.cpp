#include "backend/api/task_vectors.h"

#include "backend/adapter/adapter_files.h"
#include "backend/io/safetensors.h"
#include "backend/train/opened.h"
#include "backend/train/run_folder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <tuple>

namespace loratrf {

namespace {

constexpr std::string_view ending = ".trf_xi", beginning = "base_model.model.";

struct TaskVector {
    std::string site;
    int64_t layer = -1;
    std::vector<float> values;
};

std::filesystem::path adapter_folder(const std::string& folder) {
    return is_run(folder) ? adapter_of_run(folder) : folder;
}

int64_t layer_of(const std::string& site) {
    constexpr std::string_view word = "layers.";
    const size_t at = site.find(word);
    if (at == std::string::npos)
        return -1;
    int64_t layer = 0;
    for (size_t i = at + word.size(); i < site.size() && site[i] >= '0' && site[i] <= '9'; ++i)
        layer = std::min<int64_t>(layer * 10 + (site[i] - '0'), 1'000'000);
    return layer;
}

std::vector<TaskVector> read_task_vectors(const std::string& folder) {
    const std::filesystem::path adapter = adapter_folder(folder);
    const SafetensorsFile file(adapter_tensor_file(adapter));
    std::vector<TaskVector> vectors;
    for (const TensorInfo& info : file.tensors()) {
        std::string_view name = info.name;
        if (!name.starts_with(beginning))
            continue;
        name.remove_prefix(beginning.size());
        const bool shared = name == ending.substr(1);
        if (info.shape.size() != 1 || (!shared && !name.ends_with(ending)))
            continue;
        TaskVector& vector = vectors.emplace_back();
        vector.site = shared ? "all blocks" : std::string(name.substr(0, name.size() - ending.size()));
        vector.layer = layer_of(vector.site);
        vector.values.resize(static_cast<size_t>(info.shape[0]));
        file.read_f32(info.name, vector.values);
    }
    if (vectors.empty())
        throw Error(ErrorCode::Unsupported, adapter.string() + ": this adapter has no task vectors; only LoRATRF with "
                                                               "its filter on has them");
    std::ranges::sort(vectors, [](const TaskVector& a, const TaskVector& b) {
        return std::tie(a.layer, a.site) < std::tie(b.layer, b.site);
    });
    return vectors;
}

float cosine(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size())
        return std::numeric_limits<float>::quiet_NaN();
    double product = 0, squares_a = 0, squares_b = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        product += double(a[i]) * b[i];
        squares_a += double(a[i]) * a[i];
        squares_b += double(b[i]) * b[i];
    }
    const double lengths = std::sqrt(squares_a) * std::sqrt(squares_b);
    if (!(lengths > 0) || !std::isfinite(lengths))
        return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>(std::clamp(product / lengths, -1.0, 1.0));
}

} // namespace

TaskVectorCosines compare_task_vectors(const std::string& a, const std::string& b,
                                       const std::function<bool(int64_t done, int64_t total)>& go_on) {
    const std::vector<TaskVector> first = read_task_vectors(a);
    const std::vector<TaskVector> second = a == b ? first : read_task_vectors(b);
    TaskVectorCosines result;
    for (const TaskVector& vector : first)
        result.rows.push_back(vector.site);
    for (const TaskVector& vector : second)
        result.columns.push_back(vector.site);
    int64_t done = 0;
    for (const TaskVector& row : first) {
        if (go_on && !go_on(done++, static_cast<int64_t>(first.size())))
            throw Error(ErrorCode::Cancelled, "cancelled");
        for (const TaskVector& column : second)
            result.values.push_back(cosine(row.values, column.values));
    }
    return result;
}

} // namespace loratrf
