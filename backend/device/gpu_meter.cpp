#include "backend/device/gpu_meter.h"

#include <array>
#include <charconv>
#include <dlfcn.h>

namespace loratrf {

namespace {

constexpr int success = 0; // of both libraries

template <class Function>
Function* function_of(void* library, const char* name) {
    return library ? reinterpret_cast<Function*>(dlsym(library, name)) : nullptr;
}

// Functions and structs as NVIDIA's public header nvml.h declares them; a device is a pointer to what nobody sees.
struct Utilisation { // nvmlUtilization_t, percent
    unsigned int gpu = 0, memory = 0;
};
struct Memory { // nvmlMemory_t, bytes
    unsigned long long total = 0, free = 0, used = 0;
};
using Device = void*;
constexpr int temperature_of_gpu = 0; // NVML_TEMPERATURE_GPU

using Init = int();
using Shutdown = int();
using FindDevice = int(const char* bus_id, Device* device);
using GetUtilisation = int(Device device, Utilisation* utilisation);
using GetMemory = int(Device device, Memory* memory);
using GetTemperature = int(Device device, int sensor, unsigned int* degrees);
using GetPower = int(Device device, unsigned int* milliwatts);

} // namespace

std::optional<int> cuda_index(std::string_view device) {
    constexpr std::string_view kind = "cuda:";
    if (!device.starts_with(kind))
        return std::nullopt;
    device.remove_prefix(kind.size());
    int index = 0;
    const char* const end = device.data() + device.size();
    const auto [stop, error] = std::from_chars(device.data(), end, index);
    return error == std::errc() && stop == end && index >= 0 ? std::optional(index) : std::nullopt;
}

// By the driver's functions of the public header cuda.h, as the runtime's need its library.
std::string pci_bus_id(int index, const std::string& driver) {
    void* const library = dlopen(driver.c_str(), RTLD_NOW | RTLD_LOCAL); // stays: it has been started
    const auto init = function_of<int(unsigned int)>(library, "cuInit");
    const auto get = function_of<int(int*, int)>(library, "cuDeviceGet");
    const auto name = function_of<int(char*, int, int)>(library, "cuDeviceGetPCIBusId");
    std::array<char, 32> text{}; // 13 are asked for
    int device = 0;
    const bool known = init && get && name && init(0) == success && get(&device, index) == success &&
                       name(text.data(), static_cast<int>(text.size()) - 1, device) == success;
    return known ? std::string(text.data()) : std::string();
}

// The library, open and started as long as this lives.
class GpuMeter::Session {
public:
    Session(const std::string& bus_id, const std::string& name)
        : m_library(dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)),
          m_shutdown(function_of<Shutdown>(m_library, "nvmlShutdown")),
          m_utilisation(function_of<GetUtilisation>(m_library, "nvmlDeviceGetUtilizationRates")),
          m_memory(function_of<GetMemory>(m_library, "nvmlDeviceGetMemoryInfo")),
          m_temperature(function_of<GetTemperature>(m_library, "nvmlDeviceGetTemperature")),
          m_power(function_of<GetPower>(m_library, "nvmlDeviceGetPowerUsage")) {
        const auto init = function_of<Init>(m_library, "nvmlInit_v2");
        const auto find = function_of<FindDevice>(m_library, "nvmlDeviceGetHandleByPciBusId_v2");
        m_started = init && m_shutdown && find && init() == success;
        m_found = m_started && find(bus_id.c_str(), &m_device) == success;
    }
    ~Session() {
        if (m_started)
            m_shutdown();
        if (m_library)
            dlclose(m_library);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    bool found() const { return m_found; }

    GpuReading reading() const {
        GpuReading now;
        if (Utilisation utilisation; m_utilisation && m_utilisation(m_device, &utilisation) == success)
            now.busy = utilisation.gpu;
        if (Memory memory; m_memory && m_memory(m_device, &memory) == success) {
            now.memory_used = static_cast<int64_t>(memory.used);
            now.memory_total = static_cast<int64_t>(memory.total);
        }
        unsigned int value = 0;
        if (m_temperature && m_temperature(m_device, temperature_of_gpu, &value) == success)
            now.temperature = value;
        if (m_power && m_power(m_device, &value) == success)
            now.power = value / 1000.0;
        return now;
    }

private:
    void* m_library;
    Shutdown* m_shutdown;
    GetUtilisation* m_utilisation;
    GetMemory* m_memory;
    GetTemperature* m_temperature;
    GetPower* m_power;
    Device m_device = nullptr;
    bool m_started = false, m_found = false;
};

GpuMeter::GpuMeter(const std::string& bus_id, const std::string& library) {
    if (bus_id.empty())
        return;
    m_session = std::make_unique<Session>(bus_id, library);
    if (!m_session->found())
        m_session.reset();
}

GpuMeter::~GpuMeter() = default;

std::optional<GpuReading> GpuMeter::reading() const {
    return m_session ? std::optional(m_session->reading()) : std::nullopt;
}

} // namespace loratrf
