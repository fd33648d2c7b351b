#include "backend/model/recorder.h"

#include "backend/api/events.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace loratrf {

namespace {

const std::string& mean_key() {
    static const std::string key = mean_filter_measure().key;
    return key;
}
const std::string& active_key() {
    static const std::string key = active_share_measure().key;
    return key;
}

} // namespace

ActivityRecorder::ActivityRecorder(size_t sites, bool keep_tokens) : m_sites(sites), m_keep(keep_tokens) {}

ActivityRecorder::Sum& ActivityRecorder::sum_of(const std::string& measure, size_t site) {
    std::vector<Sum>& sums = m_sums[measure];
    sums.resize(m_sites);
    return sums.at(site);
}

void ActivityRecorder::accumulate(const std::string& measure, size_t site, const at::Tensor& total, int64_t count) {
    Sum& sum = sum_of(measure, site);
    sum.total = sum.total.defined() ? sum.total + total : total;
    sum.count += count;
}

void ActivityRecorder::set_offsets(const std::vector<int64_t>& offsets) {
    m_offsets = offsets;
    m_rows_of = 0;
}

void ActivityRecorder::accumulate_tokens(const std::string& measure, size_t site, const at::Tensor& values) {
    at::Tensor total = values.sum();
    if (repeated() > 0)
        total = total + values.narrow(0, 0, repeated()).sum() * (times() - 1);
    accumulate(measure, site, total, values.numel() + repeated() * (times() - 1));
}

// A step sums some hundred short rows, where a dozen operators each would cost it a hundredth.
void ActivityRecorder::accumulate_filter(size_t site, const at::Tensor& s) {
    const auto values = s.accessor<float, 1>();
    double sum = 0;
    int64_t active = 0;
    for (int64_t i = 0; i < values.size(0); ++i) {
        const int64_t weight = i < repeated() ? times() : 1;
        sum += static_cast<double>(weight) * static_cast<double>(values[i]);
        active += values[i] > 0 ? weight : 0;
    }
    const int64_t count = values.size(0) + repeated() * (times() - 1);
    for (const auto& [key, total] : {std::pair{&mean_key(), sum}, {&active_key(), static_cast<double>(active)}}) {
        Sum& of_site = sum_of(*key, site);
        of_site.host += total;
        of_site.count += count;
    }
}

void ActivityRecorder::add_filter(size_t site, const at::Tensor& s) {
    const at::NoGradGuard no_grad;
    const at::Tensor values = s.detach();
    if (values.is_cpu() && values.scalar_type() == at::kFloat) {
        accumulate_filter(site, values);
    } else {
        accumulate_tokens(mean_key(), site, values);
        accumulate_tokens(active_key(), site, values > 0);
    }
    m_filter_tokens[site] = m_keep ? values.to(at::kFloat) : at::Tensor();
}

// One token out of each of most_rows parts, at a place that changes from part to part: at equal distances rows of one
// length would always be met at the same words. The parts are of the sequences in full, whether they share a beginning
// or not, so the tokens are the same ones either way.
at::Tensor ActivityRecorder::sampled_rows(int64_t tokens) const {
    constexpr double golden = 0.6180339887498949;
    const int64_t all = tokens + repeated() * (times() - 1), count = std::min(all, most_rows);
    const double part = static_cast<double>(all) / static_cast<double>(count);
    std::vector<int64_t> rows;
    size_t sequence = 0;
    int64_t begin = 0; // of the sequence, among all tokens
    for (int64_t i = 0; i < count; ++i) {
        const double place = std::fmod(static_cast<double>(i) * golden, 1.0);
        const auto token = static_cast<int64_t>((static_cast<double>(i) + place) * part);
        if (repeated() == 0) {
            rows.push_back(token);
            continue;
        }
        const auto length = [&] { return repeated() + m_offsets[sequence + 1] - m_offsets[sequence]; };
        while (token >= begin + length()) {
            begin += length();
            ++sequence;
        }
        const int64_t within = token - begin;
        rows.push_back(within < repeated() ? within : m_offsets[sequence] + within - repeated());
    }
    return at::tensor(rows, at::kLong);
}

at::Tensor ActivityRecorder::sample(const at::Tensor& x) const {
    if (!x.defined() || m_keep || (repeated() == 0 && x.size(0) <= most_rows))
        return x;
    const at::NoGradGuard no_grad;
    if (m_rows_of != x.size(0)) {
        m_rows = sampled_rows(x.size(0)).to(x.device());
        m_rows_of = x.size(0);
    }
    return x.detach().index_select(0, m_rows);
}

void ActivityRecorder::add_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base) {
    if (m_ratio)
        add_sampled_ratio(site, sample(adapter_term), sample(base));
}

void ActivityRecorder::add_sampled_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base) {
    if (!m_ratio)
        return;
    const at::NoGradGuard no_grad;
    const auto length = [](const at::Tensor& x) {
        return at::linalg_vector_norm(x.detach(), 2, at::IntArrayRef{-1}, false,
                                      x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat);
    };
    const at::Tensor ratio = length(adapter_term) / length(base).clamp_min(1e-12);
    static const std::string key = adapter_ratio_measure().key;
    if (m_keep) {
        accumulate_tokens(key, site, ratio);
        m_ratio_tokens[site] = ratio.to(at::kFloat);
    } else
        accumulate(key, site, ratio.sum(), ratio.numel()); // sample() has weighed the tokens
}

void ActivityRecorder::add(const std::string& measure, size_t site, const at::Tensor& values) {
    const at::NoGradGuard no_grad;
    accumulate(measure, site, values.detach().sum(), values.numel());
}

void ActivityRecorder::set(const std::string& measure, size_t site, const at::Tensor& value) {
    sum_of(measure, site) = {.total = value.detach(), .host = 0, .count = 1};
}

void ActivityRecorder::set_all(const std::string& measure, const at::Tensor& values) {
    m_all[measure] = values.detach();
}

std::map<std::string, std::vector<float>> ActivityRecorder::values() const {
    std::map<std::string, std::vector<float>> result;
    std::vector<at::Tensor> parts;        // [n] each
    std::vector<std::span<float>> places; // where they go
    for (const auto& [measure, sums] : m_sums) {
        std::vector<float>& values = result[measure];
        values.assign(m_sites, std::numeric_limits<float>::quiet_NaN());
        for (size_t site = 0; site < sums.size(); ++site) {
            const Sum& sum = sums[site];
            if (sum.count == 0)
                continue;
            if (!sum.total.defined()) {
                values[site] = static_cast<float>(sum.host / static_cast<double>(sum.count));
                continue;
            }
            parts.push_back((sum.total.to(at::kFloat) / static_cast<double>(sum.count)).reshape({1}));
            places.push_back({&values[site], 1});
        }
    }
    for (const auto& [measure, all] : m_all) {
        std::vector<float>& values = result[measure];
        values.resize(m_sites);
        parts.push_back(all.to(at::kFloat));
        places.push_back(values);
    }
    if (parts.empty())
        return result;
    const auto elsewhere =
        std::find_if(parts.begin(), parts.end(), [](const at::Tensor& part) { return !part.is_cpu(); });
    if (elsewhere != parts.end()) { // counts a method keeps on the CPU join the figures of the GPU
        const at::Device device = elsewhere->device();
        for (at::Tensor& part : parts)
            part = part.to(device);
    }
    const at::Tensor read = at::cat(parts).cpu();
    const float* next = read.data_ptr<float>();
    for (const std::span<float> place : places) {
        std::copy_n(next, place.size(), place.begin());
        next += place.size();
    }
    return result;
}

std::vector<float> ActivityRecorder::token_values() const {
    const auto& kept = has_filter() ? m_filter_tokens : m_ratio_tokens;
    if (kept.empty() || !kept.begin()->second.defined())
        return {};
    std::vector<at::Tensor> rows(m_sites, at::zeros_like(kept.begin()->second)); // a site that did not act
    for (const auto& [site, row] : kept)
        rows.at(site) = row;
    const at::Tensor all = at::stack(rows).cpu().contiguous();
    return {all.data_ptr<float>(), all.data_ptr<float>() + all.numel()};
}

} // namespace loratrf
