#pragma once
// Base weights that train themselves: all of them, biases, head, embeddings.

#include "backend/adapter/adapter.h"

namespace loratrf {

// Puts an fp32 leaf in the place of every chosen base weight, named as in the Hugging Face model, in the order of
// Model::weights(). Biases, embedding and head may be chosen in a bf16 model (they are cast where they are used);
// norms and projections need an fp32 one: Throws Error(InvalidOption).
std::vector<Parameter> train_weights(Model& model, const std::function<bool(const std::string& name)>& chosen);

// An adapter that is nothing but such weights. Each is a site, and reports how far it has moved. Files: the weights
// under their Hugging Face names, and a configuration that names `peft_type`, unknown to PEFT on purpose.
class TrainedWeights : public Adapter {
public:
    TrainedWeights(Model& model, const std::function<bool(const std::string& name)>& chosen, std::string peft_type);

    std::vector<Parameter> parameters() override { return m_parameters; }
    const std::vector<std::string>& sites() const override { return m_sites; }
    std::vector<Measure> measures() const override;
    void report(ActivityRecorder& recorder) const override;
    AdapterContents contents(const std::string& model) const override;
    void load(const std::filesystem::path& folder) override;
    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override;

private:
    std::string m_peft_type;
    std::vector<Parameter> m_parameters;
    std::vector<at::Tensor> m_start; // a sample of each weight's values before training
    std::vector<std::string> m_sites;
};

// A method that is such an adapter, without options: all functions filled in, to be wrapped where one does more.
// `count` gives how many numbers the chosen weights of a model hold.
Method trained_weights_method(const MethodInfo& info, const std::string& peft_type,
                              const std::function<bool(const std::string& name)>& chosen,
                              const std::function<int64_t(const ModelInfo&)>& count);

} // namespace loratrf
