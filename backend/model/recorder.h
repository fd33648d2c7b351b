#pragma once
// Collects what the sites of an adapter do during forward passes: one figure a site and measure (api/events.h), each a
// mean over tokens or a value as it stands. The filter's value s of a token lies in 0..1; the ratio is the size of what
// the adapter adds to a token against what it is added to, |term| / |base|.

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

    // The sizes of adapter terms cost passes over every output, so a step takes them from one micro-batch only, and
    // there of most_rows tokens at most (all of them cost 7 to 9 % of a pass with LoRA); of all where tokens are kept.
    static constexpr int64_t most_rows = 64;
    void set_wants_ratio(bool wanted) { m_ratio = wanted; }
    bool wants_ratio() const { return m_ratio; }
    // The rows of x [T, ...] that sizes are taken of, spread over all tokens: x itself where those are all.
    at::Tensor sample(const at::Tensor& x) const;

    // In what follows tokens are those of a PackedInput with such offsets: the first offsets[0] of them stand for as
    // many in each sequence, and weigh accordingly.
    void set_offsets(const std::vector<int64_t>& offsets);

    void add_filter(size_t site, const at::Tensor& s); // s [T]: mean_filter and active_share
    void add_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base); // both [T, out]
    // The same of sample(adapter_term) and sample(base).
    void add_sampled_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base);
    // Mean over its elements, each of which weighs the same.
    void add(const std::string& measure, size_t site, const at::Tensor& values);
    void set(const std::string& measure, size_t site, const at::Tensor& value); // a scalar, replaces
    void set_all(const std::string& measure, const at::Tensor& values);         // [sites], NaN: it has none; replaces

    // One value a site and measure; NaN where a site has none. One transfer from the device.
    std::map<std::string, std::vector<float>> values() const;

    // [sites, T] row-major of the kept tokens: filter values, or ratios when no filter was recorded.
    std::vector<float> token_values() const;
    bool has_filter() const { return !m_filter_tokens.empty(); }

private:
    struct Sum {
        at::Tensor total; // scalar on the device
        double host = 0;  // instead, of what was summed here
        int64_t count = 0;
    };
    Sum& sum_of(const std::string& measure, size_t site);
    void accumulate(const std::string& measure, size_t site, const at::Tensor& total, int64_t count);
    void accumulate_filter(size_t site, const at::Tensor& s); // of floats on the CPU
    int64_t repeated() const { return m_offsets.front(); }
    int64_t times() const { return static_cast<int64_t>(m_offsets.size()) - 1; }
    at::Tensor sampled_rows(int64_t tokens) const;
    void accumulate_tokens(const std::string& measure, size_t site, const at::Tensor& values); // [T]

    size_t m_sites = 0;
    bool m_keep = false, m_ratio = true;
    std::vector<int64_t> m_offsets = {0, 0};
    std::map<std::string, std::vector<Sum>> m_sums;               // by measure, one a site
    std::map<std::string, at::Tensor> m_all;                      // by measure, [sites]
    std::map<size_t, at::Tensor> m_filter_tokens, m_ratio_tokens; // [T] by site
    mutable at::Tensor m_rows;                                    // sampled_rows(m_rows_of)
    mutable int64_t m_rows_of = 0;
};

} // namespace loratrf
