// Every model family against transformers, on tiny random models: whole, packed, through the cache, from a folder and
// GGUF.

#include "model/tiny.h"

#include <QtTest>

using namespace loratrf;

namespace {

struct Expected {
    std::vector<int64_t> ids, rows;
    at::Tensor logits; // [rows, V]
};

Expected expected_of(const std::string& family) {
    static const Json all = support::baseline("families.json");
    const Json& entry = all.at(family);
    const auto values = entry.at("logits").get<std::vector<std::vector<float>>>();
    std::vector<at::Tensor> rows;
    for (const auto& row : values)
        rows.push_back(at::tensor(row));
    return {entry.at("ids").get<std::vector<int64_t>>(), entry.at("rows").get<std::vector<int64_t>>(), at::stack(rows)};
}

} // namespace

class TestFamilies : public QObject {
    Q_OBJECT

    static void files() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"llama", "llama_linear", "mistral", "qwen2", "qwen3", "llama.gguf", "qwen2.gguf", "qwen3.gguf"})
            QTest::newRow(file) << file;
    }
    static std::string path() {
        QFETCH(QString, file);
        return support::tiny_model(file.toStdString());
    }
    static Expected expected() {
        QFETCH(QString, file);
        return expected_of(file.section('.', 0, 0).toStdString());
    }

private Q_SLOTS:
    void logitsEqualTransformers_data() { files(); }
    void logitsEqualTransformers() {
        const auto model = support::load(path());
        const Expected want = expected();
        const at::Tensor logits = support::logits_of(*model, {want.ids}).index_select(0, at::tensor(want.rows));
        VERIFY_BELOW(support::distance(logits, want.logits), 1e-4);
        QVERIFY(want.logits.std().item<double>() > 0.5); // not a model that says nothing
    }

    void packedEqualsSingle_data() { files(); }
    void packedEqualsSingle() {
        const auto model = support::load(path());
        const std::vector<int64_t> ids = expected().ids;
        const std::vector<int64_t> first(ids.begin(), ids.begin() + 19), second(ids.begin() + 7, ids.end());
        const at::Tensor together = support::logits_of(*model, {first, second, first});
        const at::Tensor one = support::logits_of(*model, {first}), two = support::logits_of(*model, {second});
        VERIFY_BELOW(support::distance(together, at::cat({one, two, one})), 1e-5);
    }

    void cacheEqualsWholePass_data() { files(); }
    void cacheEqualsWholePass() {
        const c10::InferenceMode inference;
        const auto model = support::load(path());
        const std::vector<int64_t> ids = expected().ids;
        const at::Tensor whole = support::logits_of(*model, {ids});

        KvCache cache = model->make_cache(1, static_cast<int64_t>(ids.size()));
        std::vector<at::Tensor> parts;
        for (size_t begin = 0, count = 20; begin < ids.size(); begin += count, count = begin < 30 ? 3 : 1) {
            const size_t end = std::min(ids.size(), begin + count);
            PackedInput input = support::packed(
                {{ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.begin() + static_cast<std::ptrdiff_t>(end)}});
            input.positions += static_cast<int64_t>(begin);
            parts.push_back(model->logits(model->hidden(input, {}, &cache)));
        }
        QCOMPARE(cache.lengths.front(), static_cast<int64_t>(ids.size()));
        VERIFY_BELOW(support::distance(at::cat(parts), whole), 1e-5);
    }

    void slidingWindowForgets() {
        const auto model = support::load(support::tiny_model("mistral"));
        QCOMPARE(model->config().sliding_window, int64_t(7));
        // Two layers of window 7 reach back 12 tokens: the 14th last token and those before it change nothing at the
        // end.
        std::vector<int64_t> ids = expected_of("mistral").ids, other = ids;
        const size_t last = ids.size() - 1;
        other[last - 13] = (ids[last - 13] + 1) % 64;
        const auto end = [&](const std::vector<int64_t>& tokens) {
            return support::logits_of(*model, {tokens})[static_cast<int64_t>(last)];
        };
        VERIFY_BELOW(support::distance(end(ids), end(other)), 1e-6);
        other[last - 12] = (ids[last - 12] + 1) % 64;
        QVERIFY(support::distance(end(ids), end(other)) > 1e-6);
    }

    void parameterCountIsThatOfTheTensors_data() { files(); }
    void parameterCountIsThatOfTheTensors() {
        const auto model = support::load(path());
        int64_t count = 0;
        for (const NamedTensor& weight : model->weights())
            count += weight.tensor->numel();
        QCOMPARE(parameter_count(model->config()), count);
    }

    void bfloat16StaysClose() {
        const auto model = support::load(support::tiny_model("llama"), at::kBFloat16);
        const Expected want = expected_of("llama");
        const at::Tensor logits = support::logits_of(*model, {want.ids}).index_select(0, at::tensor(want.rows));
        QCOMPARE(logits.scalar_type(), at::kFloat);
        VERIFY_BELOW(support::relative_distance(logits, want.logits), 0.05);
    }
};

QTEST_GUILESS_MAIN(TestFamilies)
#include "tst_families.moc"
