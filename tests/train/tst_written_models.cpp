// Written models answer as their base does, and an adapter beside the base as the merged model does. With
// LORATRF_ORACLE_DIR set, all of them and what is expected stay there for tests/oracle/check_models.py.

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/gguf_lora.h"
#include "backend/io/gguf.h"
#include "backend/text/tokenizer.h"
#include "backend/train/generation.h"
#include "model/written.h"

#include <QtTest>

using namespace loratrf;

namespace fs = std::filesystem;

namespace {

const std::string stories = SHARED_DATA_DIR "/stories260K";
const std::string smollm2 = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";

// Random factors for every projection, about a third of the size of its weight; ranks from 2 to 4.
std::vector<LowRankDelta> random_deltas(const std::string& base) {
    const auto model = support::load(base);
    std::vector<LowRankDelta> deltas;
    for (const Projection* p : model->projections()) {
        const int64_t rank = 2 + static_cast<int64_t>(deltas.size()) % 3;
        const double size = p->weight.values().std().item<double>() / 3 / std::sqrt(static_cast<double>(rank));
        deltas.push_back({p->path, support::random_like(p->path + ".a", {rank, p->weight.size(1)}, 1),
                          support::random_like(p->path + ".b", {p->weight.size(0), rank}, size)});
    }
    return deltas;
}

MergedWeight merge_of(const std::vector<LowRankDelta>& deltas) {
    return [&deltas](const std::string& name, const at::Tensor& base) {
        for (const LowRankDelta& delta : deltas)
            if (name == delta.path + ".weight")
                return base + at::matmul(delta.b, delta.a);
        return base;
    };
}

// How the model goes on, and by how much the best token leads each time, as a share of the largest logit.
Json greedy(const std::string& path, std::vector<int64_t> ids, int64_t count) {
    const auto model = support::load(path);
    GenerationOptions options;
    options.max_tokens = count;
    const std::vector<int32_t> found = generate_ids(*model, {{ids.begin(), ids.end()}}, options).front().ids;
    const auto prompt = static_cast<int64_t>(ids.size());
    ids.insert(ids.end(), found.begin(), found.end());
    const at::Tensor logits = support::logits_of(*model, {ids}).slice(0, prompt - 1, -1);
    const at::Tensor best = std::get<0>(logits.topk(2, 1));
    const at::Tensor leads = (best.select(1, 0) - best.select(1, 1)) / logits.abs().max();
    Json json = {{"ids", found}, {"leads", Json::array()}};
    for (int64_t i = 0; i < leads.size(0); ++i)
        json["leads"].push_back(leads[i].item<double>());
    return json;
}

std::unique_ptr<Tokenizer> tokenizer_of(const std::string& base) {
    return is_gguf(base) ? load_tokenizer(GgufFile(base)) : load_tokenizer(fs::path(base));
}

} // namespace

class TestWrittenModels : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;

private Q_SLOTS:
    void answersStayTheSame_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("base");
        QTest::addColumn<int>("tokens");
        for (const char* name : {"llama", "llama_linear", "mistral", "qwen2", "qwen3", "llama_gguf",
                                 "llama_linear_gguf", "qwen2_gguf", "qwen3_gguf"})
            QTest::newRow(name) << name << QString() << (QString(name) == "mistral" ? 3 : 40);
        QTest::newRow("stories") << "stories" << QString::fromStdString(stories) << 64;
        QTest::newRow("stories_gguf") << "stories_gguf"
                                      << QString::fromStdString(stories + "/gguf/stories260K-F32.gguf") << 64;
        QTest::newRow("smollm2") << "smollm2" << QString::fromStdString(smollm2) << 40;
    }
    void answersStayTheSame() {
        QFETCH(QString, name);
        QFETCH(QString, base);
        QFETCH(int, tokens);
        const bool is_large = name == "smollm2", is_tiny = base.isEmpty();
        const QString wanted = qEnvironmentVariable("LORATRF_ORACLE_DIR");
        if (is_large && wanted.isEmpty())
            QSKIP("a model of this size is written for tests/oracle/check alone");
        const fs::path folder =
            fs::path((wanted.isEmpty() ? m_temporary.path() : wanted).toStdString()) / "models" / name.toStdString();
        fs::create_directories(folder);
        std::string path = base.toStdString();
        if (is_tiny) {
            path = folder / "base";
            support::copy_tiny_model(QString(name).remove("_gguf").toStdString(), path);
            if (name.endsWith("_gguf")) {
                write_gguf_model({.base = path, .type = DType::F32}, folder / "base.gguf");
                path = folder / "base.gguf";
            }
        }
        if (!fs::exists(path))
            QSKIP(qPrintable(base + " is not there"));

        const auto tokenizer = tokenizer_of(path);
        const std::string text = is_tiny ? "AB" : is_large ? "The capital of France is" : "Once upon a time";
        std::vector<int64_t> prompt = {1};
        for (const int32_t id : tokenizer->encode(text))
            prompt.push_back(id);
        if (is_large)
            prompt.erase(prompt.begin());

        // The model itself.
        const DType exact = is_large ? DType::BF16 : DType::F32;
        FolderTransaction hf(folder / "hf");
        write_hf_model({.base = path, .type = exact}, hf.path());
        hf.commit();
        write_gguf_model({.base = path, .type = DType::F16}, folder / "f16.gguf");
        write_gguf_model({.base = path, .type = DType::Q8_0}, folder / "q8_0.gguf");

        // An adapter beside a base without rounding, and merged into it.
        const std::vector<LowRankDelta> deltas = random_deltas(path);
        write_gguf_model({.base = path, .type = DType::F32}, folder / "f32.gguf");
        write_gguf_lora(folder / "lora.gguf", deltas, support::load(path)->config());
        write_gguf_model({.base = path, .merged = merge_of(deltas), .type = DType::F32}, folder / "merged.gguf");

        const auto written = support::load(folder / "hf");
        const at::Tensor logits = support::logits_of(*written, {prompt});
        if (!is_large)
            VERIFY_BELOW(support::relative_distance(support::logits_of(*support::load(path), {prompt}), logits), 1e-5);
        const at::Tensor tuned = support::logits_of(*support::load(folder / "merged.gguf"), {prompt});
        QVERIFY(support::relative_distance(tuned, logits) > 0.01);
        if (!is_large)
            VERIFY_BELOW(support::relative_distance(
                             support::logits_of(*support::merged_model(path, merge_of(deltas)), {prompt}), tuned),
                         1e-5);
        write_tensors(folder / "logits.safetensors",
                      {{"ids", at::tensor(prompt).to(at::kDouble)}, {"logits", logits}, {"merged", tuned}});

        Json expected = {
            {"prompt", prompt},      {"tokens", tokens},           {"template", tokenizer->chat_template()},
            {"base", path},          {"own_vocabulary", !is_tiny}, // the one that transformers expects of this family
            {"texts", Json::array()}};
        for (const char* file : {"f32", "f16", "q8_0", "merged"})
            expected["greedy"][file] = greedy(folder / (std::string(file) + ".gguf"), prompt, tokens);
        QVERIFY(expected["greedy"]["f32"]["ids"] != expected["greedy"]["merged"]["ids"]);
        for (const char* sample : {"AB yz", "Once upon a time, there was 1 cat.", "  a\n\nb\t12345 c  ",
                                   "naïve 東京 🙂", "<s>x</s>", "<|im_start|>user\nHi<|im_end|>\n"}) {
            if (is_tiny && std::string(sample).size() > 6)
                continue; // characters its vocabulary lacks
            expected["texts"].push_back({{"text", sample}, {"ids", tokenizer->encode(sample)}});
        }
        write_file_atomically(folder / "expected.json", expected.dump(1));
    }
};

QTEST_GUILESS_MAIN(TestWrittenModels)
#include "tst_written_models.moc"
