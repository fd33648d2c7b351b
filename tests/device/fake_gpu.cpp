// The functions of libcuda and libnvidia-ml that the meters ask, with the signatures of NVIDIA's cuda.h and nvml.h.
// What they answer stands in fake_gpu.h.

#include "device/fake_gpu.h"

#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>

using loratrf::fake_cards;
using loratrf::FakeCard;

struct Utilisation {
    unsigned int gpu, memory;
};
struct Memory {
    unsigned long long total, free, used;
};

namespace {

constexpr int invalid = 2, not_found = 6;

const FakeCard& card(void* device) {
    return *static_cast<const FakeCard*>(device);
}

} // namespace

extern "C" {

loratrf::FakeGpu fake_gpu;

int cuInit(unsigned int flags) {
    ++fake_gpu.starts;
    while (fake_gpu.starting != 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return flags == 0 ? fake_gpu.driver.load() : invalid;
}

int cuDeviceGet(int* device, int ordinal) {
    if (ordinal < 0 || ordinal >= static_cast<int>(fake_cards.size()))
        return invalid;
    *device = 10 + ordinal; // not the number itself
    return 0;
}

int cuDeviceGetPCIBusId(char* text, int length, int device) {
    const int written =
        std::snprintf(text, static_cast<size_t>(length), "%s", fake_cards.at(static_cast<size_t>(device - 10)).bus_id);
    return written < length ? 0 : invalid;
}

int nvmlInit_v2() {
    if (fake_gpu.init == 0)
        ++fake_gpu.inits;
    return fake_gpu.init;
}

int nvmlShutdown() {
    ++fake_gpu.shutdowns;
    return 0;
}

int nvmlDeviceGetHandleByPciBusId_v2(const char* bus_id, void** device) {
    for (const FakeCard& one : fake_cards)
        if (std::string_view(one.bus_id) == bus_id) {
            *device = const_cast<FakeCard*>(&one);
            return 0;
        }
    return not_found;
}

int nvmlDeviceGetUtilizationRates(void* device, Utilisation* told) {
    if (fake_gpu.utilisation == 0)
        *told = {card(device).percent, 0};
    return fake_gpu.utilisation;
}

int nvmlDeviceGetMemoryInfo(void* device, Memory* told) {
    if (fake_gpu.memory == 0)
        *told = {card(device).total, card(device).total - card(device).used, card(device).used};
    return fake_gpu.memory;
}

int nvmlDeviceGetTemperature(void* device, int sensor, unsigned int* degrees) {
    if (sensor != 0)
        return invalid;
    if (fake_gpu.temperature == 0)
        *degrees = card(device).degrees;
    return fake_gpu.temperature;
}

#ifndef WITHOUT_POWER
int nvmlDeviceGetPowerUsage(void* device, unsigned int* milliwatts) {
    if (fake_gpu.power == 0)
        *milliwatts = card(device).milliwatts;
    return fake_gpu.power;
}
#endif
}
