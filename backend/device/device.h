#pragma once
// Which device and which number type a job computes with. CUDA is opened at run time: the same program runs without it.

#include "backend/io/error.h"

#include <ATen/ATen.h>

#include <string>

namespace loratrf {

// Tries to open LibTorch's CUDA library once. Empty: CUDA works; otherwise why it does not, for people.
const std::string& cuda_problem();

// "auto" (CUDA when it works, else CPU), "cpu", "cuda", "cuda:N". Throws Error(InvalidOption) for anything else and
// Error(Unsupported) with the reason when CUDA is asked for and absent.
at::Device choose_device(const std::string& name);
std::string device_label(at::Device device); // "cpu (2 threads)", "cuda:0"

// True when this CPU multiplies bf16 natively (AVX512-BF16 or AMX); emulated bf16 is slower than fp32.
bool cpu_has_fast_bf16();
std::string cpu_label(); // "2 threads, AVX-512, AMX"

struct Compute {
    at::ScalarType type = at::kFloat; // of base weights and activations; adapters and optimiser are always fp32
    std::string why;                  // "bf16: this CPU has AMX"
};
// "auto", "fp32", "bf16". Throws Error(InvalidOption).
Compute choose_compute(const std::string& name, at::Device device);

void set_threads(int64_t threads); // 0: all, or what OMP_NUM_THREADS says

// Bytes in use now and at most so far: resident set on the CPU, allocator on CUDA.
int64_t memory_now(at::Device device);
int64_t memory_peak(at::Device device);
void reset_memory_peak(at::Device device); // the peak counts from now on, where the system allows it

void prepare_memory();                 // before the first computation: bounds what libraries keep for themselves
void return_memory(at::Device device); // what was freed goes back to the system, the GPU's too; takes milliseconds

// A CPU generator that depends on nothing but `seed`.
at::Generator seeded_generator(uint64_t seed);
// A new seed from several numbers (SplitMix64 over each).
uint64_t mix_seed(uint64_t a, uint64_t b, uint64_t c = 0);

} // namespace loratrf
