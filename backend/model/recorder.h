#pragma once
// Collects what the sites of an adapter do during forward passes: one figure a site and measure (api/events.h), each a
// mean over tokens or a value as it stands.

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace loratrf {

class ActivityRecorder {
public:
    // keep_tokens: also keep every token's filter value or ratio (for the layer x token matrix of one text).
    explicit ActivityRecorder(size_t sites, bool keep_tokens = false);

    // The sizes of adapter terms cost a pass over every output, so a step takes them from one micro-batch only.
    void set_wants_ratio(bool wanted) { m_ratio = wanted; }

    // In what follows the first `tokens` tokens stand for as many in each of `times` sequences, and weigh accordingly.
    void repeat_first(int64_t tokens, int64_t times);

    void add_filter(size_t site, const at::Tensor& s); // s [T]: mean_filter and active_share
    void add_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base); // both [T, out]
    // Mean over its elements, each of which weighs the same.
    void add(const std::string& measure, size_t site, const at::Tensor& values);
    void set(const std::string& measure, size_t site, const at::Tensor& value); // a scalar, replaces

    // One value a site and measure; NaN where a site has none. One transfer from the device.
    std::map<std::string, std::vector<float>> values() const;

    // [sites, T] row-major of the kept tokens: filter values, or ratios when no filter was recorded.
    std::vector<float> token_values() const;
    bool has_filter() const { return !m_filter_tokens.empty(); }

private:
    struct Sum {
        at::Tensor total; // scalar on the device
        int64_t count = 0;
    };
    void accumulate(const std::string& measure, size_t site, const at::Tensor& total, int64_t count);
    void accumulate_tokens(const std::string& measure, size_t site, const at::Tensor& values); // [T]

    size_t m_sites = 0;
    bool m_keep = false, m_ratio = true;
    int64_t m_repeated = 0, m_times = 1;                          // of repeat_first
    std::map<std::string, std::vector<Sum>> m_sums;               // by measure, one a site
    std::map<size_t, at::Tensor> m_filter_tokens, m_ratio_tokens; // [T] by site
};

} // namespace loratrf
