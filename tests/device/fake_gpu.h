#pragma once
// What the module fake_gpu knows: a driver and a management library of a machine with two GPUs, which CUDA counts the
// other way round than the bus does. A test reaches what it may change by the symbol "fake_gpu".

#include "backend/api/gpu_reading.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <dlfcn.h>

namespace loratrf {

struct FakeCard {
    const char* bus_id;
    unsigned int percent, degrees, milliwatts;
    unsigned long long used, total; // bytes

    GpuReading reading() const {
        GpuReading all;
        all.busy = percent;
        all.memory_used = static_cast<int64_t>(used);
        all.memory_total = static_cast<int64_t>(total);
        all.temperature = degrees;
        all.power = milliwatts / 1000.0;
        return all;
    }
};

inline constexpr std::array<FakeCard, 2> fake_cards = {
    {{"0000:C1:00.0", 87, 61, 305'250, 12'300'000'000, 85'520'809'984},
     {"0000:65:00.0", 3, 34, 71'000, 540'000'000, 25'757'220'864}}}; // as CUDA counts them

struct FakeGpu {
    // What the functions answer; 0: they do their work.
    std::atomic<int> driver = 0, init = 0, utilisation = 0, memory = 0, temperature = 0, power = 0;
    std::atomic<int> inits = 0, shutdowns = 0; // that went well
    std::atomic<int> starting = 0;             // not 0: cuInit does not return
    std::atomic<int> starts = 0;               // calls of cuInit

    void reset() {
        for (auto* one :
             {&driver, &init, &utilisation, &memory, &temperature, &power, &inits, &shutdowns, &starting, &starts})
            *one = 0;
    }
};

// Of the module in that file, which stays loaded.
inline FakeGpu& fake_gpu_of(const char* file) {
    void* module = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    auto* found = static_cast<FakeGpu*>(module ? dlsym(module, "fake_gpu") : nullptr);
    if (!found)
        std::abort();
    return *found;
}

} // namespace loratrf
