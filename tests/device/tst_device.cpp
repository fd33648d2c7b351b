// Devices by name, number types, seeds.

#include "backend/device/device.h"
#include "backend/device/faults.h"

#include <QtTest>

#include <set>

using namespace loratrf;

namespace {

std::string refusal(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return std::string(code_name(error.code())) + ": " + error.what();
    }
    return {};
}

} // namespace

class TestDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void devicesByName() {
        QVERIFY(choose_device("cpu").is_cpu());
        for (const char* name : {"tpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1234", ""}) {
            const std::string said = refusal([&] { choose_device(name); });
            QVERIFY2(said.starts_with("invalid-option"), said.c_str());
        }
    }

    void withoutCudaTheReasonIsTold() {
        if (cuda_problem().empty())
            QSKIP("CUDA works here");
        QVERIFY(choose_device("auto").is_cpu());
        QVERIFY(cuda_problem().starts_with("CUDA is not available: "));
        for (const char* name : {"cuda", "cuda:0"}) {
            const std::string said = refusal([&] { choose_device(name); });
            QVERIFY2(said.starts_with("unsupported") && said.find(cuda_problem()) != std::string::npos, said.c_str());
            // ui/try/run_device looks for it.
            QVERIFY2(said.find("device \"" + std::string(name) + "\": ") != std::string::npos, said.c_str());
        }
    }

    void withCudaItIsChosen() {
        if (!cuda_problem().empty())
            QSKIP(cuda_problem().c_str());
        QVERIFY(choose_device("auto").is_cuda());
        QVERIFY(refusal([&] { choose_device("cuda:900"); }).starts_with("invalid-option"));
        const at::Tensor x = at::arange(6, at::TensorOptions(choose_device("cuda"))).reshape({2, 3}).to(at::kFloat);
        QCOMPARE(at::matmul(x, x.t()).sum().item<double>(), 83.0);
    }

    void numberTypes() {
        QVERIFY(choose_compute("fp32", at::kCPU).type == at::kFloat);
        QVERIFY(choose_compute("bf16", at::kCPU).type == at::kBFloat16);
        QVERIFY(choose_compute("auto", at::kCPU).type == (cpu_has_fast_bf16() ? at::kBFloat16 : at::kFloat));
        QVERIFY(choose_compute("auto", at::kCUDA).type == at::kBFloat16);
        QVERIFY(!choose_compute("auto", at::kCPU).why.empty());
        QVERIFY(refusal([] { choose_compute("fp8", at::kCPU); }).starts_with("invalid-option"));
    }

    void seedsAreMixed() {
        std::set<uint64_t> seen;
        for (uint64_t a = 0; a < 8; ++a)
            for (uint64_t b = 0; b < 8; ++b)
                for (uint64_t c = 0; c < 8; ++c)
                    seen.insert(mix_seed(a, b, c));
        QCOMPARE(seen.size(), size_t{512});
        const auto draw = [](uint64_t seed) { return at::randn({16}, seeded_generator(seed), at::kFloat); };
        QVERIFY(at::equal(draw(5), draw(5)));
        QVERIFY(!at::equal(draw(5), draw(6)));
    }

    void memoryIsMeasured() {
        const int64_t before = memory_now(at::kCPU);
        QVERIFY(before > 1 << 20);
        const at::Tensor filled = at::ones({64 << 20}, at::kByte);
        QVERIFY(memory_now(at::kCPU) > before + (32 << 20));
        // The kernel counts the peak by other means than the present size; the two agree to a few pages.
        QVERIFY(memory_peak(at::kCPU) > before + (32 << 20));
    }

    void faultsOfTorchAreSaidInOneLine() {
        const std::string memory =
            refusal([] { with_clear_errors([] { return at::empty({int64_t{1} << 45}, at::kFloat); }); });
        QVERIFY2(memory.starts_with("out-of-memory") && memory.find("token budget") != std::string::npos,
                 memory.c_str());
        for (const char* said : {"CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                                 "CUDA error: out of memory"}) {
            const std::string of_gpu = refusal([&] { with_clear_errors([&] { TORCH_CHECK(false, said); }); });
            QVERIFY2(of_gpu.starts_with("out-of-memory"), of_gpu.c_str());
        }
        const std::string other = refusal([] { with_clear_errors([] { return at::ones({2}) + at::ones({3}); }); });
        QVERIFY2(other.starts_with("internal"), other.c_str());
        for (const std::string& said : {memory, other})
            QVERIFY2(said.find('\n') == std::string::npos, said.c_str());
    }

    void threadsAreSet() {
        set_threads(1);
        QVERIFY(device_label(at::kCPU) == "cpu (1 threads)");
        set_threads(0);
        QVERIFY(cpu_label().find("threads") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"
