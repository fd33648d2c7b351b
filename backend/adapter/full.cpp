#include "backend/adapter/full.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/trained_weights.h"

namespace loratrf {

namespace {

constexpr const char* peft_type = "FULL_WEIGHTS"; // unknown to PEFT on purpose

class Full : public Adapter {
public:
    explicit Full(Model& model) : m_parameters(train_weights(model, [](const std::string&) { return true; })) {}

    std::vector<Parameter> parameters() override { return m_parameters; }
    const std::vector<std::string>& sites() const override { return m_sites; }

    void save(const std::filesystem::path& folder, const std::string& model) const override {
        write_adapter_tensors(folder, m_parameters);
        write_adapter_config(folder,
                             {{"peft_type", peft_type}, {"format_version", 1}, {"base_model_name_or_path", model}});
    }

    void load(const std::filesystem::path& folder) override { read_adapter_tensors(folder, m_parameters); }

private:
    std::vector<Parameter> m_parameters;
    std::vector<std::string> m_sites; // no adapter term, so nothing to report
};

} // namespace

Method full_method() {
    Method method;
    method.info.key = "full";
    method.info.label = "Full fine-tuning";
    method.info.sentence = "Trains every weight of the model: the most memory and the largest files.";
    method.info.source = "no adapter";
    method.info.export_note =
        "All weights under their Hugging Face names in one safetensors file; opens in this program.";
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions&) { return model.parameters; };
    method.validate = [](const MethodOptions&) { return std::vector<Problem>{}; };
    method.attach = [](Model& model, const MethodOptions&, uint64_t) -> std::unique_ptr<Adapter> {
        return std::make_unique<Full>(model);
    };
    method.read_options = [](const std::filesystem::path&) { return MethodOptions{}; };
    return method;
}

} // namespace loratrf
