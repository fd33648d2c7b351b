// Bases whose linear layers stay as their file stores them: the same numbers as unpacked ones in less memory.

#include "backend/adapter/adapter.h"
#include "backend/device/allocated_bytes.h"
#include "backend/device/device.h"
#include "backend/io/quants.h"
#include "backend/model/unpack.h"
#include "backend/model/weight_stream.h"
#include "backend/model/weights.h"
#include "model/written.h"
#include "ops/levels.h"

#include <ATen/Parallel.h>

#include <QtTest>

#include <algorithm>

using namespace loratrf;

namespace fs = std::filesystem;

namespace {

const std::string smollm2 = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
const std::vector<std::vector<int64_t>> sequences = {{5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29}, {9, 4, 30}, {61}};

std::unique_ptr<Model> load(const std::string& path, BaseWeights kept, at::ScalarType type = at::kFloat) {
    return load_model(path, at::kCPU, type, {}, kept);
}

int64_t weight_bytes(const std::string& path, BaseWeights kept, at::ScalarType type) {
    const AllocatedBytes bytes;
    const auto model = load(path, kept, type);
    return bytes.now();
}

struct Outcome {
    at::Tensor hidden;
    std::vector<at::Tensor> grads;
    int64_t kept = 0; // bytes between the passes
};

Outcome pass(Model& model, const std::string& method, Recompute recompute) {
    const auto adapter = find_method(method).attach(model, {}, 3);
    std::vector<Parameter> parameters = adapter->parameters();
    {
        const at::NoGradGuard no_grad;
        at::Generator generator = seeded_generator(4);
        for (Parameter& p : parameters)
            p.value.add_(at::randn(p.value.sizes(), generator, p.value.options()), 0.1);
    }
    ForwardContext context;
    context.training = true;
    context.recompute = recompute;
    const AllocatedBytes bytes;
    Outcome outcome;
    outcome.hidden = model.hidden(support::packed(sequences), context);
    outcome.kept = bytes.now();
    const auto options = at::TensorOptions(model.type());
    (outcome.hidden * at::randn(outcome.hidden.sizes(), seeded_generator(8), options)).sum().backward();
    for (const Parameter& p : parameters)
        outcome.grads.push_back(p.value.grad());
    model.clear_hooks();
    return outcome;
}

} // namespace

class TestPackedWeights : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // A tiny model as a file whose matrices have that type.
    std::string written(const QString& base, DType type) const {
        const fs::path file =
            m_folder.filePath(QString("%1-%2.gguf").arg(base, dtype_name(type)).remove('/')).toStdString();
        if (!fs::exists(file))
            write_gguf_model({.base = support::tiny_model(base.toStdString()), .type = type}, file);
        return file;
    }

private Q_SLOTS:
    void numbersAreThoseOfTheWholeModel_data() {
        QTest::addColumn<QString>("base");
        QTest::addColumn<int>("type");
        for (const char* base : {"llama.gguf", "qwen2.gguf", "qwen3.gguf"})
            for (const DType type : {DType::F16, DType::BF16, DType::Q8_0})
                QTest::newRow(qPrintable(QString("%1 as %2").arg(base, dtype_name(type))))
                    << base << static_cast<int>(type);
    }
    void numbersAreThoseOfTheWholeModel() {
        QFETCH(QString, base);
        QFETCH(int, type);
        const std::string path = written(base, static_cast<DType>(type));
        for (const at::ScalarType compute : {at::kFloat, at::kDouble, at::kBFloat16}) {
            if (compute == at::kBFloat16 && static_cast<DType>(type) != DType::Q8_0)
                continue; // as many bits
            const auto whole = load(path, BaseWeights::Unpacked, compute);
            const auto packed = load(path, BaseWeights::Stored, compute);
            for (size_t i = 0; i < whole->projections().size(); ++i) {
                const Weight &one = whole->projections()[i]->weight, &other = packed->projections()[i]->weight;
                QVERIFY(!one.is_packed());
                QVERIFY(other.is_packed() || (compute == at::kBFloat16 && one.size(1) % 32 != 0)); // in 16 bits, then
                QVERIFY(at::equal(one.values(), other.values()));
                QCOMPARE(one.size(0), other.size(0));
                QCOMPARE(one.size(1), other.size(1));
                QVERIFY(other.options().dtype() == one.options().dtype());
                QVERIFY(at::equal(one.first(50), other.first(50)));
                QVERIFY(at::equal(one.first(1'000'000), one.values().flatten()));
            }
            QVERIFY(at::equal(support::logits_of(*whole, sequences), support::logits_of(*packed, sequences)));
            QCOMPARE(weight_bytes(path, BaseWeights::Unpacked, compute) -
                         weight_bytes(path, BaseWeights::Stored, compute),
                     saved_by_packing(path, whole->config(), compute));
        }
    }

    // What a GPU would do, against the readers' conversion.
    void operatorsUnpackTheSameBits_data() {
        QTest::addColumn<int>("type");
        for (const DType type : {DType::F16, DType::BF16, DType::Q8_0, DType::Q4_0, DType::Q4_1, DType::Q5_0,
                                 DType::Q5_1, DType::Q4_K, DType::Q5_K, DType::Q6_K})
            QTest::newRow(dtype_name(type)) << static_cast<int>(type);
    }
    void operatorsUnpackTheSameBits() {
        QFETCH(int, type);
        const auto stored = static_cast<DType>(type);
        const BlockLayout layout = block_layout(stored);
        const int64_t rows = 5, in = 1024;
        const at::Tensor bytes =
            at::randint(0, 256, {rows, in / layout.elements * layout.bytes}, seeded_generator(6), at::kByte);
        const at::Tensor expected = unpack(bytes, stored, in, at::kFloat),
                         found = unpack_by_operators(bytes, stored, in);
        QVERIFY(found.sizes() == expected.sizes());
        QVERIFY(at::equal(expected.isfinite(), found.isfinite())); // halves may be anything here
        QVERIFY(at::equal(expected.nan_to_num(), found.nan_to_num()));
        QVERIFY(expected.isfinite().sum().item<int64_t>() > rows * in / 2);
    }

    void aTensorWithoutDimensionsIsNotPacked() {
        QVERIFY(stays_packed({"matrix", DType::F16, {2, 2}, 8}, at::kFloat));
        QVERIFY(!stays_packed({"number", DType::F16, {}, 2}, at::kFloat));
    }

    void generatedTokensAreTheSame() {
        const std::string path = written("qwen2.gguf", DType::Q8_0); // has biases
        const auto whole = load(path, BaseWeights::Unpacked), packed = load(path, BaseWeights::Stored);
        const at::NoGradGuard no_grad;
        for (const int64_t rows : {1, 2, 5, 8, 9})
            for (size_t i = 0; i < whole->projections().size(); ++i) {
                const Projection &one = *whole->projections()[i], &other = *packed->projections()[i];
                const at::Tensor x = at::randn({rows, one.weight.size(1)}, seeded_generator(7));
                VERIFY_BELOW(support::relative_distance(other.forward(x, {}), one.forward(x, {})), 1e-6);
            }
    }

    // Rows that fill vectors and that leave rests.
    void everyLevelComputesTheSame_data() {
        QTest::addColumn<ops::CpuLevel>("level");
        for (const auto& [name, level] : support::levels)
            QTest::newRow(name) << level;
    }
    void everyLevelComputesTheSame() {
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        for (const DType stored : {DType::F16, DType::BF16, DType::Q8_0}) {
            const int64_t rows = 21, in = stored == DType::Q8_0 ? 96 : 83;
            const at::Tensor numbers = at::randn({rows, in}, seeded_generator(6), at::TensorOptions(at::kFloat));
            const std::vector<std::byte> bytes = stored_bytes("rows", numbers, stored);
            at::Tensor packed = at::empty({rows, static_cast<int64_t>(bytes.size()) / rows}, at::kByte);
            std::copy(bytes.begin(), bytes.end(), static_cast<std::byte*>(packed.mutable_data_ptr()));
            const at::Tensor values = unpack_by_operators(packed, stored, in);
            QVERIFY(at::equal(unpack(packed, stored, in, at::kFloat, level), values));
            QVERIFY(at::equal(unpack(packed, stored, in, at::kBFloat16, level), values.to(at::kBFloat16)));
            for (const int64_t count : {1, 3, 8}) {
                const at::Tensor x = at::randn({count, in}, seeded_generator(7), at::TensorOptions(at::kFloat));
                const at::Tensor expected = at::linear(x.to(at::kDouble), values.to(at::kDouble));
                VERIFY_BELOW(support::relative_distance(multiply_few(x, packed, stored, level), expected), 1e-6);
            }
        }
    }

    void threadsMultiplyTheSame() {
        const at::Tensor numbers = at::randn({200, 96}, seeded_generator(6), at::TensorOptions(at::kFloat));
        const std::vector<std::byte> bytes = stored_bytes("rows", numbers, DType::Q8_0);
        at::Tensor packed = at::empty({200, static_cast<int64_t>(bytes.size()) / 200}, at::kByte);
        std::copy(bytes.begin(), bytes.end(), static_cast<std::byte*>(packed.mutable_data_ptr()));
        const at::Tensor x = at::randn({2, 96}, seeded_generator(7), at::TensorOptions(at::kFloat));
        const int before = at::get_num_threads();
        std::vector<at::Tensor> found;
        for (const int threads : {1, 2}) {
            at::set_num_threads(threads);
            found.push_back(multiply_few(x, packed, DType::Q8_0));
        }
        at::set_num_threads(before);
        QVERIFY(at::equal(found[1], found[0]));
    }

    void foldersOf16BitsStayPacked() {
        const std::string path = support::tiny_model("llama"); // bf16
        QVERIFY(load(path, BaseWeights::Stored)->projections().front()->weight.is_packed());
        // Nothing to save: the file has as many bits.
        QVERIFY(!load(path, BaseWeights::Stored, at::kBFloat16)->projections().front()->weight.is_packed());
        QCOMPARE(saved_by_packing(path, load(path, BaseWeights::Stored)->config(), at::kBFloat16), int64_t(0));
        QVERIFY(at::equal(support::logits_of(*load(path, BaseWeights::Stored), sequences),
                          support::logits_of(*load(path, BaseWeights::Unpacked), sequences)));
    }

    void trainingIsTheSame_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("recompute");
        for (const char* method : {"lora", "loratrf", "alora", "dora", "vera", "ia3", "adamole", "bitfit"})
            QTest::newRow(method) << method << static_cast<int>(Recompute::Nothing);
        QTest::newRow("lora, layers again") << "lora" << static_cast<int>(Recompute::Layer);
    }
    void trainingIsTheSame() {
        QFETCH(QString, method);
        QFETCH(int, recompute);
        const auto level = static_cast<Recompute>(recompute);
        const std::string path = written("qwen2.gguf", DType::Q8_0); // has biases
        const auto whole = load(path, BaseWeights::Unpacked), packed = load(path, BaseWeights::Stored);
        const Outcome expected = pass(*whole, method.toStdString(), level);
        const Outcome found = pass(*packed, method.toStdString(), level);
        QVERIFY(at::equal(found.hidden, expected.hidden));
        QCOMPARE(found.grads.size(), expected.grads.size());
        for (size_t i = 0; i < expected.grads.size(); ++i)
            QVERIFY2(at::equal(found.grads[i], expected.grads[i]), qPrintable(QString::number(i)));
        // No unpacked weight waits for the backward pass.
        QVERIFY2(found.kept <= expected.kept + 64,
                 qPrintable(QString("%1 bytes are kept, %2 unpacked").arg(found.kept).arg(expected.kept)));
    }

    void whatChangesTheBaseIsRefused() {
        const std::string path = written("llama.gguf", DType::Q8_0);
        const auto packed = load(path, BaseWeights::Stored);
        COMPARE_CAUGHT([&] { find_method("full").attach(*packed, {}, 1); }, "invalid-option", "base_weights unpacked");
        COMPARE_CAUGHT([&] { packed->projections().front()->weight.tensor(); }, "internal", "packed");
    }

    void aRealModelOf4BitsIsTheSame() {
        if (!fs::exists(smollm2))
            QSKIP("the demo model is not here");
        const auto packed = load(smollm2, BaseWeights::Stored);
        const at::Tensor found = support::logits_of(*packed, sequences);
        const int64_t saved = saved_by_packing(smollm2, packed->config(), at::kFloat);
        const auto whole = load(smollm2, BaseWeights::Unpacked);
        QVERIFY(at::equal(found, support::logits_of(*whole, sequences)));
        int64_t bytes = 0;
        for (const Projection* projection : whole->projections())
            bytes += static_cast<int64_t>(projection->weight.values().nbytes());
        QVERIFY2(saved > bytes * 3 / 4, qPrintable(QString("%1 of %2 bytes").arg(saved).arg(bytes)));
    }
};

QTEST_GUILESS_MAIN(TestPackedWeights)
#include "tst_packed_weights.moc"
