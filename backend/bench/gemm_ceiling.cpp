#include "backend/bench/gemm_ceiling.h"

#include "backend/device/device.h"
#include "backend/ops/matmul.h"
#include "backend/train/stopwatch.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <map>
#include <utility>

namespace loratrf {

namespace {

constexpr int samples = 5; // of each shape in one measurement

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <class Work>
double seconds_of(const Work& work) {
    Stopwatch watch;
    watch.go();
    work();
    return watch.seconds();
}

} // namespace

std::vector<GemmShape> gemm_shapes(const ModelConfig& model, int64_t rows, int64_t head_rows) {
    std::map<std::pair<int64_t, int64_t>, int64_t> counts;
    for (const ProjectionInfo& projection : projection_list(model))
        ++counts[{projection.in, projection.out}];
    std::vector<GemmShape> shapes;
    for (const auto& [size, count] : counts)
        shapes.push_back({.rows = rows, .in = size.first, .out = size.second, .count = count});
    shapes.push_back({.rows = head_rows, .in = model.hidden, .out = model.vocabulary, .count = 1});
    return shapes;
}

GemmCeiling::GemmCeiling(std::vector<GemmShape> shapes, at::ScalarType type, at::Device device)
    : m_shapes(std::move(shapes)), m_type(type), m_device(device), m_seconds(m_shapes.size()) {}

void GemmCeiling::measure() {
    const at::NoGradGuard no_grad;
    const at::TensorOptions options = at::TensorOptions(m_device).dtype(m_type);
    at::Generator generator = seeded_generator(1);
    const auto random = [&](int64_t rows, int64_t columns) { // zeros could be multiplied faster
        return at::randn({rows, columns}, generator, at::TensorOptions(at::kFloat)).to(options);
    };
    for (size_t i = 0; i < m_shapes.size(); ++i) {
        const GemmShape& shape = m_shapes[i];
        const at::Tensor x = random(shape.rows, shape.in), weight = random(shape.out, shape.in);
        at::Tensor y = at::empty({shape.rows, shape.out}, options), back = at::empty_like(x);
        const auto by_blas = [&] {
            at::mm_out(y, x, weight.t());
            at::mm_out(back, y, weight);
            back[0][0].item(); // waits for a GPU
        };
        const auto by_layers = [&] {
            at::Tensor sum;
            ops::add_linear_backward(sum, ops::linear(x, weight, {}), weight);
            sum[0][0].item();
        };
        for (int sample = -1; sample < samples; ++sample) { // the first one warms up
            const std::array<double, 2> seconds = {seconds_of(by_blas), seconds_of(by_layers)};
            for (size_t library = 0; library < seconds.size(); ++library)
                if (sample >= 0)
                    m_seconds[i][library].push_back(seconds[library]);
        }
    }
}

std::vector<GemmCeiling::Rate> GemmCeiling::rates() const {
    std::vector<Rate> rates;
    for (size_t i = 0; i < m_shapes.size(); ++i)
        if (!m_seconds[i][0].empty())
            rates.push_back(
                {m_shapes[i], m_shapes[i].flops() / std::min(median(m_seconds[i][0]), median(m_seconds[i][1]))});
    return rates;
}

double GemmCeiling::flops_per_second() const {
    double flops = 0, seconds = 0;
    for (const Rate& rate : rates()) {
        const double all = rate.shape.flops() * static_cast<double>(rate.shape.count);
        flops += all;
        seconds += all / rate.flops_per_second;
    }
    return seconds > 0 ? flops / seconds : 0;
}

} // namespace loratrf
