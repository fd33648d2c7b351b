#pragma once
// Norms of what trains, by site: the figures that no forward pass gives and no method has to provide. Which site a
// parameter belongs to is told by its name.

#include "backend/adapter/adapter.h"
#include "backend/model/recorder.h"

#include <ATen/ATen.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace loratrf {

class SiteIndex {
public:
    explicit SiteIndex(const std::vector<std::string>& sites);

    // "layer 3 q_proj" has "model.layers.3.self_attn.q_proj.lora_A.weight", or "layer 3" where the sites are blocks.
    // nullopt: no site has it.
    std::optional<size_t> of(const std::string& parameter) const;

private:
    std::optional<size_t> find(const std::string& site) const;

    std::unordered_map<std::string, size_t> m_sites;
};

// What the sites report in a run: what the method says, then gradient and weights where a parameter belongs to a site.
std::vector<Measure> measures_of(Adapter& adapter);

class SiteNorms {
public:
    // `parameters`: names, in the order in which their norms come.
    SiteNorms(const std::vector<std::string>& parameters, const std::vector<std::string>& sites, at::Device device);

    // [parameters] -> [sites], NaN: no parameter belongs to it. Nothing is read from the device.
    at::Tensor of(const at::Tensor& norms) const;

    // Gives them to the recorder, unless no parameter belongs to a site.
    void report(ActivityRecorder& recorder, const Measure& measure, const at::Tensor& norms) const;

private:
    bool m_any = false;   // some belong to a site
    at::Tensor m_site;    // [parameters] index of its site; the number of sites: it belongs to none
    at::Tensor m_without; // [sites] NaN where no parameter belongs to it, else 0
};

} // namespace loratrf
