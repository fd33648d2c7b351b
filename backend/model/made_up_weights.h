#pragma once
// Weights of a model that nobody has stored, for steps whose allocations matter and whose numbers do not.

#include "backend/io/tensor_file.h"
#include "backend/model/config.h"

namespace loratrf {

// Every weight of weight_list(config): small numbers of both signs, the same ones each time. Has no stored bytes.
class MadeUpWeights : public TensorFile {
public:
    explicit MadeUpWeights(const ModelConfig& config);
    const std::vector<TensorInfo>& tensors() const override { return m_list; }
    void read_f32(const std::string& name, std::span<float> out) const override;
    void read_bytes(const std::string& name, std::span<std::byte> out) const override;

private:
    std::vector<TensorInfo> m_list;
};

} // namespace loratrf
