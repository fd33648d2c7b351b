#include "backend/device/device.h"

#include "backend/device/block_cache.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>

#include <cpuid.h>
#include <dlfcn.h>
#include <fstream>
#include <malloc.h>
#include <thread>
#include <unistd.h>

namespace loratrf {

namespace {

std::string open_cuda() {
    // RTLD_GLOBAL: the library registers its kernels and hooks with libtorch_cpu when it loads. It must come before any
    // question about devices, because the answer is remembered.
    if (!dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) {
        const char* reason = dlerror();
        return std::string("CUDA is not available: ") + (reason ? reason : "libtorch_cuda.so did not load") +
               " (./run --cuda in the program's sources fetches the CUDA libraries)";
    }
    if (!at::hasCUDA())
        return "CUDA is not available: the libraries are here, but no NVIDIA driver or GPU answers";
    return {};
}

struct CpuFeatures {
    bool avx2 = false, avx512 = false, avx512_bf16 = false, amx_bf16 = false;
};

const CpuFeatures& cpu_features() {
    static const CpuFeatures features = [] {
        CpuFeatures f;
        __builtin_cpu_init();
        f.avx2 = __builtin_cpu_supports("avx2");
        f.avx512 = __builtin_cpu_supports("avx512f");
        unsigned a = 0, b = 0, c = 0, d = 0;
        if (__get_cpuid_count(7, 0, &a, &b, &c, &d))
            f.amx_bf16 = (d >> 22) & 1U;
        if (__get_cpuid_count(7, 1, &a, &b, &c, &d))
            f.avx512_bf16 = f.avx512 && ((a >> 5) & 1U);
        return f;
    }();
    return features;
}

} // namespace

const std::string& cuda_problem() {
    static const std::string problem = open_cuda();
    return problem;
}

at::Device choose_device(const std::string& name) {
    if (name == "cpu")
        return at::kCPU;
    if (name == "auto")
        return cuda_problem().empty() ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
    if (name == "cuda" || name.rfind("cuda:", 0) == 0) {
        const std::string number = name == "cuda" ? "0" : name.substr(5);
        if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
            throw Error(ErrorCode::InvalidOption, "device \"" + name + "\": expected cuda:N with N a number");
        if (!cuda_problem().empty())
            throw Error(ErrorCode::Unsupported, "device \"" + name + "\": " + cuda_problem());
        const int index = std::stoi(number);
        const int count = at::detail::getCUDAHooks().deviceCount();
        if (index >= count)
            throw Error(ErrorCode::InvalidOption, "device \"" + name + "\": this machine has " + std::to_string(count) +
                                                      " CUDA device(s), numbered from 0");
        return {at::kCUDA, static_cast<at::DeviceIndex>(index)};
    }
    throw Error(ErrorCode::InvalidOption, "device \"" + name + "\": expected auto, cpu, cuda or cuda:N");
}

std::string device_label(at::Device device) {
    if (device.is_cpu())
        return "cpu (" + std::to_string(at::get_num_threads()) + " threads)";
    return device.str();
}

bool cpu_has_fast_bf16() {
    return cpu_features().avx512_bf16 || cpu_features().amx_bf16;
}

std::string cpu_label() {
    const CpuFeatures& f = cpu_features();
    std::string label = std::to_string(std::thread::hardware_concurrency()) + " threads";
    if (f.avx512)
        label += ", AVX-512";
    else if (f.avx2)
        label += ", AVX2";
    if (f.avx512_bf16)
        label += ", bf16";
    if (f.amx_bf16)
        label += ", AMX";
    return label;
}

Compute choose_compute(const std::string& name, at::Device device) {
    if (name == "fp32")
        return {at::kFloat, "fp32"};
    if (name == "bf16")
        return {at::kBFloat16,
                device.is_cpu() && !cpu_has_fast_bf16() ? "bf16, emulated: this CPU has no bf16 instructions" : "bf16"};
    if (name != "auto")
        throw Error(ErrorCode::InvalidOption, "compute \"" + name + "\": expected auto, fp32 or bf16");
    if (!device.is_cpu())
        return {at::kBFloat16, "bf16: chosen for the GPU"};
    if (cpu_has_fast_bf16())
        return {at::kBFloat16, "bf16: this CPU has bf16 instructions"};
    return {at::kFloat, "fp32: this CPU has no bf16 instructions"};
}

void set_threads(int64_t threads) {
    static const int usual = at::get_num_threads(); // all cores, or what OMP_NUM_THREADS says
    at::set_num_threads(threads > 0 ? static_cast<int>(threads) : usual);
}

namespace {

// Null: not a GPU, or nothing was allocated there yet.
c10::DeviceAllocator* gpu_allocator(at::Device device) {
    if (device.is_cpu())
        return nullptr;
    auto* allocator = dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(device.type()));
    return allocator && allocator->initialized() ? allocator : nullptr;
}

} // namespace

int64_t memory_now(at::Device device) {
    if (auto* allocator = gpu_allocator(device))
        return allocator->getDeviceStats(device.index()).allocated_bytes[0].current;
    if (!device.is_cpu())
        return 0;
    std::ifstream file("/proc/self/statm");
    int64_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

void reset_memory_peak(at::Device device) {
    if (device.is_cpu()) {
        std::ofstream("/proc/self/clear_refs") << 5; // 5: the resident set's high-water mark (proc(5))
        return;
    }
    if (auto* allocator = gpu_allocator(device))
        allocator->resetPeakStats(device.index());
}

int64_t memory_peak(at::Device device) {
    if (auto* allocator = gpu_allocator(device))
        return allocator->getDeviceStats(device.index()).allocated_bytes[0].peak;
    if (!device.is_cpu())
        return 0;
    // Not getrusage's: that begins with the peak of the program that started this one.
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;)
        if (word == "VmHWM:") {
            int64_t kibibytes = 0;
            file >> kibibytes;
            return kibibytes * 1024;
        }
    return memory_now(device);
}

void prepare_memory() {
    // Every packed batch has a token count of its own, and oneDNN keeps the code it made for each: 1024 of them by
    // default, a gigabyte and more. So does the layer through which LibTorch calls it, for products in 16 bits.
    for (const char* capacity : {"ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"})
        ::setenv(capacity, "64", /*overwrite=*/0);
    cache_tensor_memory();
}

void return_memory(at::Device device) {
    release_tensor_memory();
    ::malloc_trim(0);
    if (auto* allocator = gpu_allocator(device))
        allocator->emptyCache();
}

at::Generator seeded_generator(uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

uint64_t mix_seed(uint64_t a, uint64_t b, uint64_t c) {
    uint64_t state = 0;
    for (const uint64_t value : {a, b, c}) {
        state += value + 0x9E3779B97F4A7C15ULL;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9ULL;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EBULL;
        state ^= state >> 31;
    }
    return state;
}

} // namespace loratrf
