// Adapters as GGUF: what llama.cpp computes from the file is the change that was asked for.

#include "backend/adapter/gguf_lora.h"
#include "backend/io/gguf.h"
#include "backend/model/weights.h"
#include "model/tiny.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace fs = std::filesystem;

namespace {

// Ranks from 2 to 4, so that one alpha has to serve all of them.
std::vector<LowRankDelta> random_deltas(const ModelConfig& config) {
    at::manual_seed(11);
    std::vector<LowRankDelta> deltas;
    for (const ProjectionInfo& p : projection_list(config)) {
        const int64_t rank = 2 + static_cast<int64_t>(deltas.size()) % 3;
        deltas.push_back({p.path, at::randn({rank, p.in}), at::randn({p.out, rank})});
    }
    return deltas;
}

at::Tensor read(const GgufFile& file, const std::string& name) {
    const TensorInfo* info = file.find(name);
    at::Tensor values = at::empty(info->shape, at::kFloat);
    file.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
    return values;
}

} // namespace

class TestGgufLora : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path target() const { return m_folder.filePath("lora.gguf").toStdString(); }

private Q_SLOTS:
    void everyChangeComesBack_data() {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("architecture");
        QTest::newRow("llama") << "llama"
                               << "llama";
        QTest::newRow("mistral") << "mistral"
                                 << "llama";
        QTest::newRow("qwen2") << "qwen2"
                               << "qwen2";
        QTest::newRow("qwen3") << "qwen3"
                               << "qwen3";
    }
    // llama.cpp's rule (src/llama-graph.cpp, build_lora_mm): W x + alpha / r b (a x), on the rows as GGUF stores them.
    void everyChangeComesBack() {
        QFETCH(QString, base);
        QFETCH(QString, architecture);
        const ModelConfig config = config_from_folder(support::tiny_model(base.toStdString()));
        const std::vector<LowRankDelta> deltas = random_deltas(config);
        write_gguf_lora(target(), deltas, config);

        const GgufFile file(target());
        QCOMPARE(file.get_string("general.type").value(), std::string("adapter"));
        QCOMPARE(file.get_string("adapter.type").value(), std::string("lora"));
        QCOMPARE(file.get_string("general.architecture").value(), architecture.toStdString());
        const double alpha = file.get_float("adapter.lora.alpha").value();
        QCOMPARE(file.tensors().size(), 2 * deltas.size());
        for (const LowRankDelta& delta : deltas) {
            const std::string name = gguf_name(delta.path + ".weight");
            const at::Tensor a = read(file, name + ".lora_a"), b = read(file, name + ".lora_b");
            at::Tensor change = at::matmul(b, a) * (alpha / static_cast<double>(b.size(1)));
            if (const int64_t heads = interleaved_heads(delta.path + ".weight", config)) {
                QVERIFY(support::distance(change, at::matmul(delta.b, delta.a)) > 0.1); // rows stand elsewhere
                change = deinterleave_rows(change, heads);
            }
            VERIFY_BELOW(support::distance(change, at::matmul(delta.b, delta.a)), 1e-5);
        }
    }

    void appliedToAModelItIsTheChange() {
        const auto model = support::load(support::tiny_model("llama")),
                   expected = support::load(support::tiny_model("llama"));
        const std::vector<LowRankDelta> deltas = random_deltas(model->config());
        for (Projection* p : expected->projections())
            for (const LowRankDelta& delta : deltas)
                if (delta.path == p->path)
                    p->weight.tensor().add_(at::matmul(delta.b, delta.a));
        write_gguf_lora(target(), deltas, model->config());
        apply_gguf_lora(target(), *model);
        const std::vector<NamedTensor> found = model->weights(), wanted = expected->weights();
        for (size_t i = 0; i < found.size(); ++i)
            VERIFY_BELOW(support::distance(*found[i].tensor, *wanted[i].tensor), 1e-5);

        const auto other = support::load(support::tiny_model("qwen2"));
        COMPARE_CAUGHT([&] { apply_gguf_lora(target(), *other); }, "unsupported", "another architecture");
        COMPARE_CAUGHT([&] { apply_gguf_lora(support::tiny_model("qwen2.gguf"), *other); }, "wrong-format", "no LoRA");
    }

    void halvesAreStoredOnRequest() {
        const ModelConfig config = config_from_folder(support::tiny_model("qwen2"));
        write_gguf_lora(target(), random_deltas(config), config, DType::F16);
        const GgufFile file(target());
        for (const TensorInfo& info : file.tensors())
            QCOMPARE(info.dtype, DType::F16);
    }

    void whatAFileBesideTheBaseCannotChangeIsRefused() {
        const ModelConfig tied = config_from_folder(support::tiny_model("qwen2"));
        const ModelConfig untied = config_from_folder(support::tiny_model("llama"));
        const auto one = [](const std::string& path, int64_t out, int64_t in) {
            return std::vector<LowRankDelta>{{path, at::ones({2, in}), at::ones({out, 2})}};
        };
        COMPARE_CAUGHT([&] { write_gguf_lora(target(), one("model.embed_tokens", 64, 32), tied); }, "unsupported",
                       "embeddings");
        COMPARE_CAUGHT([&] { write_gguf_lora(target(), one("lm_head", 64, 32), tied); }, "unsupported", "lm_head");
        write_gguf_lora(target(), one("lm_head", 64, 32), untied);
        QVERIFY(GgufFile(target()).find("output.weight.lora_a"));
        COMPARE_CAUGHT([&] { write_gguf_lora(target(), one("model.norm", 32, 32), tied); }, "bad-shape", "no linear");
        COMPARE_CAUGHT([&] { write_gguf_lora(target(), one("model.layers.0.self_attn.q_proj", 32, 31), tied); },
                       "bad-shape", "do not fit");
        COMPARE_CAUGHT([&] { write_gguf_lora(target(), {}, tied, DType::Q8_0); }, "invalid-option", "f16");
    }
};

QTEST_GUILESS_MAIN(TestGgufLora)
#include "tst_gguf_lora.moc"
