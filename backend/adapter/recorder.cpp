#include "backend/adapter/recorder.h"

#include <c10/core/GradMode.h>

namespace loratrf {

namespace {

void accumulate(at::Tensor& sum, const at::Tensor& value) {
    sum = sum.defined() ? sum + value : value;
}

// One transfer for all sites. Sites that saw no token give 0.
std::vector<float> means(const std::vector<std::pair<at::Tensor, int64_t>>& sums) {
    std::vector<at::Tensor> values;
    at::Tensor any;
    for (const auto& [sum, count] : sums)
        if (sum.defined())
            any = sum;
    if (!any.defined())
        return {};
    for (const auto& [sum, count] : sums)
        values.push_back(sum.defined() ? sum.to(at::kFloat) / static_cast<double>(count)
                                       : at::zeros({}, any.options().dtype(at::kFloat)));
    const at::Tensor stacked = at::stack(values).cpu();
    return {stacked.data_ptr<float>(), stacked.data_ptr<float>() + stacked.numel()};
}

} // namespace

ActivityRecorder::ActivityRecorder(size_t sites, bool keep_tokens) : m_sites(sites), m_keep(keep_tokens) {}

void ActivityRecorder::add_filter(size_t site, const at::Tensor& s) {
    const at::NoGradGuard no_grad;
    m_has_filter = true;
    Site& entry = m_sites.at(site);
    const at::Tensor values = s.detach();
    accumulate(entry.filter_sum, values.sum());
    accumulate(entry.active_sum, (values > 0).sum());
    entry.filter_tokens += values.numel();
    if (m_keep)
        entry.filter_tokens_kept = values.to(at::kFloat);
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
    Site& entry = m_sites.at(site);
    accumulate(entry.ratio_sum, ratio.sum());
    entry.ratio_tokens += ratio.numel();
    if (m_keep)
        entry.ratio_tokens_kept = ratio.to(at::kFloat);
}

std::vector<float> ActivityRecorder::mean_filter() const {
    std::vector<std::pair<at::Tensor, int64_t>> sums;
    for (const Site& site : m_sites)
        sums.emplace_back(site.filter_sum, site.filter_tokens);
    return means(sums);
}

std::vector<float> ActivityRecorder::active_share() const {
    std::vector<std::pair<at::Tensor, int64_t>> sums;
    for (const Site& site : m_sites)
        sums.emplace_back(site.active_sum, site.filter_tokens);
    return means(sums);
}

std::vector<float> ActivityRecorder::adapter_ratio() const {
    std::vector<std::pair<at::Tensor, int64_t>> sums;
    for (const Site& site : m_sites)
        sums.emplace_back(site.ratio_sum, site.ratio_tokens);
    return means(sums);
}

std::vector<float> ActivityRecorder::token_values() const {
    std::vector<at::Tensor> rows;
    for (const Site& site : m_sites)
        if (const at::Tensor& row = m_has_filter ? site.filter_tokens_kept : site.ratio_tokens_kept; row.defined())
            rows.push_back(row);
    if (rows.size() != m_sites.size() || rows.empty())
        return {};
    const at::Tensor all = at::stack(rows).cpu().contiguous();
    return {all.data_ptr<float>(), all.data_ptr<float>() + all.numel()};
}

} // namespace loratrf
