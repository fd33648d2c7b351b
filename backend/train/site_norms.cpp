#include "backend/train/site_norms.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <limits>

namespace loratrf {

SiteIndex::SiteIndex(const std::vector<std::string>& sites) {
    for (size_t i = 0; i < sites.size(); ++i)
        m_sites.emplace(sites[i], i);
}

std::optional<size_t> SiteIndex::find(const std::string& site) const {
    const auto found = m_sites.find(site);
    return found == m_sites.end() ? std::nullopt : std::optional(found->second);
}

// The innermost module that is a site, a bias that is one of its own before its module; else the block.
std::optional<size_t> SiteIndex::of(const std::string& parameter) const {
    std::vector<std::string> parts = {""};
    for (const char c : parameter)
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    std::string block;
    size_t first = 0; // part within the block
    for (size_t i = 0; i + 1 < parts.size() && block.empty(); ++i)
        if (parts[i] == "layers") {
            block = "layer " + parts[i + 1];
            first = i + 2;
        }
    const std::string before = block.empty() ? std::string() : block + " ";
    const std::string ending = parts.back() == "bias" ? " bias" : "";
    for (size_t i = parts.size(); i-- > first;)
        for (const std::string& site : {before + parts[i] + ending, before + parts[i]})
            if (const std::optional<size_t> found = find(site))
                return found;
    return find(block);
}

std::vector<Measure> measures_of(Adapter& adapter) {
    std::vector<Measure> list = adapter.measures();
    const SiteIndex sites(adapter.sites());
    const std::vector<Parameter> parameters = adapter.parameters();
    if (std::ranges::any_of(parameters, [&](const Parameter& p) { return sites.of(p.name).has_value(); })) {
        list.push_back(gradient_measure());
        list.push_back(weights_measure());
    }
    return list;
}

SiteNorms::SiteNorms(const std::vector<std::string>& parameters, const std::vector<std::string>& sites,
                     at::Device device) {
    const SiteIndex index(sites);
    std::vector<int64_t> site_of;
    std::vector<double> without(sites.size(), std::numeric_limits<double>::quiet_NaN());
    for (const std::string& parameter : parameters) {
        const std::optional<size_t> site = index.of(parameter);
        site_of.push_back(static_cast<int64_t>(site.value_or(sites.size())));
        if (site) {
            without[*site] = 0;
            m_any = true;
        }
    }
    m_site = at::tensor(site_of, at::kLong).to(device);
    m_without = at::tensor(without, at::kDouble).to(device);
}

at::Tensor SiteNorms::of(const at::Tensor& norms) const {
    const at::NoGradGuard no_grad;
    const int64_t sites = m_without.size(0);
    const at::Tensor squares = norms.detach().to(at::kDouble).square();
    const at::Tensor sums =
        at::zeros({sites + 1}, squares.options()).index_add_(0, m_site, squares); // one for the rest
    return sums.narrow(0, 0, sites).sqrt() + m_without;
}

void SiteNorms::report(ActivityRecorder& recorder, const Measure& measure, const at::Tensor& norms) const {
    if (m_any)
        recorder.set_all(measure.key, of(norms));
}

} // namespace loratrf
