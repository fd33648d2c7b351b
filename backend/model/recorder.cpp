#include "backend/model/recorder.h"

#include "backend/api/events.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <limits>

namespace loratrf {

ActivityRecorder::ActivityRecorder(size_t sites, bool keep_tokens) : m_sites(sites), m_keep(keep_tokens) {}

void ActivityRecorder::accumulate(const std::string& measure, size_t site, const at::Tensor& total, int64_t count) {
    std::vector<Sum>& sums = m_sums[measure];
    sums.resize(m_sites);
    Sum& sum = sums.at(site);
    sum.total = sum.total.defined() ? sum.total + total : total;
    sum.count += count;
}

void ActivityRecorder::repeat_first(int64_t tokens, int64_t times) {
    m_repeated = tokens;
    m_times = times;
}

void ActivityRecorder::accumulate_tokens(const std::string& measure, size_t site, const at::Tensor& values) {
    at::Tensor total = values.sum();
    if (m_repeated > 0)
        total = total + values.narrow(0, 0, m_repeated).sum() * (m_times - 1);
    accumulate(measure, site, total, values.numel() + m_repeated * (m_times - 1));
}

void ActivityRecorder::add_filter(size_t site, const at::Tensor& s) {
    const at::NoGradGuard no_grad;
    const at::Tensor values = s.detach();
    static const std::string mean = mean_filter_measure().key, active = active_share_measure().key;
    accumulate_tokens(mean, site, values);
    accumulate_tokens(active, site, values > 0);
    m_filter_tokens[site] = m_keep ? values.to(at::kFloat) : at::Tensor();
}

void ActivityRecorder::add_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base) {
    if (!m_ratio)
        return;
    const at::NoGradGuard no_grad;
    const auto length = [](const at::Tensor& x) {
        return at::linalg_vector_norm(x.detach(), 2, at::IntArrayRef{-1}, false,
                                      x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat);
    };
    const at::Tensor ratio = length(adapter_term) / length(base).clamp_min(1e-12);
    static const std::string key = adapter_ratio_measure().key;
    accumulate_tokens(key, site, ratio);
    if (m_keep)
        m_ratio_tokens[site] = ratio.to(at::kFloat);
}

void ActivityRecorder::add(const std::string& measure, size_t site, const at::Tensor& values) {
    const at::NoGradGuard no_grad;
    accumulate(measure, site, values.detach().sum(), values.numel());
}

void ActivityRecorder::set(const std::string& measure, size_t site, const at::Tensor& value) {
    std::vector<Sum>& sums = m_sums[measure];
    sums.resize(m_sites);
    sums.at(site) = {value.detach(), 1};
}

std::map<std::string, std::vector<float>> ActivityRecorder::values() const {
    std::map<std::string, std::vector<float>> result;
    std::vector<at::Tensor> means;
    std::vector<float*> places;
    for (const auto& [measure, sums] : m_sums) {
        std::vector<float>& values = result[measure];
        values.assign(m_sites, std::numeric_limits<float>::quiet_NaN());
        for (size_t site = 0; site < sums.size(); ++site)
            if (sums[site].total.defined() && sums[site].count > 0) {
                means.push_back(sums[site].total.to(at::kFloat) / static_cast<double>(sums[site].count));
                places.push_back(&values[site]);
            }
    }
    if (means.empty())
        return result;
    const auto elsewhere =
        std::find_if(means.begin(), means.end(), [](const at::Tensor& mean) { return !mean.is_cpu(); });
    if (elsewhere != means.end()) // counts a method keeps on the CPU join the figures of the GPU
        for (at::Tensor& mean : means)
            mean = mean.to(elsewhere->device());
    const at::Tensor read = at::stack(means).cpu();
    for (size_t i = 0; i < places.size(); ++i)
        *places[i] = read.data_ptr<float>()[i];
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
