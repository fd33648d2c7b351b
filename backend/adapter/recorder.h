#pragma once
// Collects what the sites of an adapter do during forward passes: filter values and the size of the adapter term.

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace loratrf {

class ActivityRecorder {
public:
    // keep_tokens: also keep every token's value (for the layer x token matrix of one text).
    explicit ActivityRecorder(size_t sites, bool keep_tokens = false);

    bool wants_ratio() const { return m_ratio; }
    void set_wants_ratio(bool wanted) { m_ratio = wanted; }

    void add_filter(size_t site, const at::Tensor& s);                                   // s [T]
    void add_ratio(size_t site, const at::Tensor& adapter_term, const at::Tensor& base); // both [T, out]

    // One value a site; empty when nothing was recorded. Reading waits for the device.
    std::vector<float> mean_filter() const;
    std::vector<float> active_share() const;
    std::vector<float> adapter_ratio() const;

    // [sites, T] row-major of the kept tokens: filter values, or ratios when no filter was recorded.
    std::vector<float> token_values() const;
    bool has_filter() const { return m_has_filter; }

private:
    struct Site {
        at::Tensor filter_sum, active_sum, ratio_sum; // scalars on the device
        int64_t filter_tokens = 0, ratio_tokens = 0;
        at::Tensor filter_tokens_kept, ratio_tokens_kept; // [T]
    };
    std::vector<Site> m_sites;
    bool m_keep = false;
    bool m_ratio = true;
    bool m_has_filter = false;
};

} // namespace loratrf
