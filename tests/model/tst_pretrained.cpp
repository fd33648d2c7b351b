// Real checkpoints against their references, and generation against recomputing every token from scratch.

#include "backend/io/safetensors.h"
#include "backend/train/generation.h"
#include "model/tiny.h"

#include <QtTest>

#include <filesystem>

using namespace loratrf;

namespace {

const std::string stories = SHARED_DATA_DIR "/stories260K";
const std::string smollm2 = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";

at::Tensor tensor_in(const SafetensorsFile& file, const std::string& name) {
    at::Tensor values = at::empty(file.find(name)->shape, at::kFloat);
    file.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
    return values;
}

std::vector<int64_t> ids_in(const SafetensorsFile& file, const std::string& name) {
    std::vector<int64_t> ids(static_cast<size_t>(file.find(name)->elements()));
    file.read_bytes(name, std::as_writable_bytes(std::span(ids)));
    return ids;
}

std::vector<int32_t> greedy(Model& model, const std::vector<int32_t>& prompt, size_t count) {
    GenerationOptions options;
    options.max_tokens = static_cast<int64_t>(count);
    return generate_ids(model, {prompt}, options).front().ids;
}

} // namespace

#define NEED(path)                                                                                                     \
    if (!std::filesystem::exists(path))                                                                                \
    QSKIP(qPrintable(QString("%1 is not here").arg(QString::fromStdString(path))))

class TestPretrained : public QObject {
    Q_OBJECT

    static void stories_files() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"", "stories260K-F32.gguf", "stories260K-Q8_0.gguf", "stories260K-Q4_0.gguf", "stories260K-Q4_1.gguf"})
            QTest::newRow(*file ? file : "folder") << file;
    }
    static std::string path_of(const QString& file) {
        return file.isEmpty() ? stories : stories + "/gguf/" + file.toStdString();
    }

private Q_SLOTS:
    void storiesLogits_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("folder") << "";
        QTest::newRow("F32") << "stories260K-F32.gguf";
    }
    void storiesLogits() {
        NEED(stories);
        QFETCH(QString, file);
        const auto model = support::load(path_of(file));
        const SafetensorsFile expected(stories + "/expected_logits.safetensors");
        VERIFY_BELOW(support::distance(support::logits_of(*model, {ids_in(expected, "input_ids")}),
                                       tensor_in(expected, "logits")),
                     1e-4);
    }

    void storiesGreedy_data() { stories_files(); }
    void storiesGreedy() {
        NEED(stories);
        QFETCH(QString, file);
        const auto model = support::load(path_of(file));
        Json expected =
            support::json_file(stories + (file.isEmpty() ? "/expected_greedy.json" : "/gguf/expected_greedy.json"));
        const auto prompt = expected.at("prompt_ids").get<std::vector<int32_t>>();
        if (!file.isEmpty())
            expected = expected.at("files").at(file.toStdString());
        const auto ids = (expected.is_array() ? expected : expected.at("ids")).get<std::vector<int32_t>>();
        QVERIFY(ids.size() >= 64);
        QCOMPARE(greedy(*model, prompt, ids.size()), ids);
    }

    void smollm2Logits() {
        NEED(smollm2);
        const auto model = support::load(smollm2);
        const Json expected = support::baseline("smollm2.json");
        for (const Json& prompt : expected.at("prompts")) {
            const at::Tensor logits = support::logits_of(*model, {prompt.at("ids").get<std::vector<int64_t>>()});
            const at::Tensor top = logits.argmax(1);
            QVERIFY(at::equal(top, at::tensor(prompt.at("top").get<std::vector<int64_t>>())));
            for (const Json& point : prompt.at("points"))
                VERIFY_BELOW(std::abs(logits[point[0].get<int64_t>()][point[1].get<int64_t>()].item<double>() -
                                      point[2].get<double>()),
                             1e-3);
        }
        GenerationOptions options;
        options.max_tokens = 40;
        options.stop_ids = {expected.at("stop").get<int32_t>()};
        std::vector<std::vector<int32_t>> prompts, answers;
        for (const Json& answer : expected.at("answers")) {
            prompts.push_back(answer.at("ids").get<std::vector<int32_t>>());
            answers.push_back(answer.at("answer").get<std::vector<int32_t>>());
        }
        const std::vector<Generated> found = generate_ids(*model, prompts, options);
        for (size_t i = 0; i < answers.size(); ++i)
            QCOMPARE(found[i].ids, answers[i]);
    }

    // Without a cache: the whole sequence anew for every token.
    void generationEqualsRecomputation_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"llama", "mistral", "qwen2", "qwen3"})
            QTest::newRow(name) << name;
    }
    void generationEqualsRecomputation() {
        QFETCH(QString, name);
        const auto model = support::load(support::tiny_model(name.toStdString()));
        const std::vector<std::vector<int32_t>> prompts = {
            {5, 9, 33}, {12}, {40, 41, 3, 8, 8, 20, 61, 7, 15, 22}, {6, 50}, {30, 31, 32, 33, 34}};
        GenerationOptions options;
        options.max_tokens = 12;
        options.batch = 3;
        std::vector<std::vector<int32_t>> expected;
        for (const auto& prompt : prompts) {
            std::vector<int64_t> ids(prompt.begin(), prompt.end());
            for (int64_t i = 0; i < options.max_tokens; ++i)
                ids.push_back(support::logits_of(*model, {ids})[-1].argmax().item<int64_t>());
            expected.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(prompt.size()), ids.end());
        }
        const std::vector<Generated> found = generate_ids(*model, prompts, options);
        for (size_t i = 0; i < prompts.size(); ++i)
            QCOMPARE(found[i].ids, expected[i]);

        // A stop token ends one sequence and leaves the others as they were.
        options.stop_ids = {expected[2][4]};
        const std::vector<Generated> stopped = generate_ids(*model, prompts, options);
        for (size_t i = 0; i < prompts.size(); ++i) {
            const auto end = std::find(expected[i].begin(), expected[i].end(), options.stop_ids[0]);
            QCOMPARE(stopped[i].ids, std::vector<int32_t>(expected[i].begin(), end));
            QCOMPARE(stopped[i].ended, end != expected[i].end());
        }
        QVERIFY(stopped[2].ended);
    }

    void samplingKeepsToItsFilters() {
        const std::vector<float> logits = {0.0F, 3.0F, 2.0F, -1.0F, 2.5F};
        std::mt19937_64 random(3);
        std::vector<int> free(5), two(5), nucleus(5);
        for (int i = 0; i < 4000; ++i) {
            ++free[static_cast<size_t>(sample(logits, {.temperature = 1}, random))];
            ++two[static_cast<size_t>(sample(logits, {.temperature = 1, .top_k = 2}, random))];
            ++nucleus[static_cast<size_t>(sample(logits, {.temperature = 1, .top_p = 0.5}, random))];
        }
        double total = 0;
        for (const float logit : logits)
            total += std::exp(static_cast<double>(logit));
        for (size_t i = 0; i < logits.size(); ++i) // five standard deviations
            VERIFY_BELOW(std::abs(free[i] / 4000.0 - std::exp(static_cast<double>(logits[i])) / total),
                         5 * 0.5 / std::sqrt(4000.0));
        QCOMPARE(two[0] + two[2] + two[3], 0);
        QVERIFY(two[1] > two[4] && two[4] > 0);
        // p(1) = 0.48 is below one half, so the second likeliest belongs to the set as well.
        QCOMPARE(nucleus[0] + nucleus[2] + nucleus[3], 0);
        QVERIFY(nucleus[4] > 0);
        QCOMPARE(sample(logits, {.temperature = 0}, random), 1);
    }

    void promptWithoutTokensIsRefused() {
        const auto model = support::load(support::tiny_model("qwen2"));
        COMPARE_CAUGHT([&] { generate_ids(*model, {{}}, {}); }, "bad-value", "without tokens");
    }
};

QTEST_GUILESS_MAIN(TestPretrained)
#include "tst_pretrained.moc"
