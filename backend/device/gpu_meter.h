#pragma once
// How busy an NVIDIA GPU is, its memory, temperature and power, by the libraries that come with the driver. They are
// opened at run time: the same program runs without them. No torch here, so that programs may include it.

#include "backend/api/gpu_reading.h"

#include <memory>
#include <string>
#include <string_view>

namespace loratrf {

// As the driver installs them; tests give their own.
struct GpuLibraries {
    std::string driver = "libcuda.so.1", management = "libnvidia-ml.so.1";
};

std::optional<int> cuda_index(std::string_view device); // 1 of "cuda:1"; none of another device

// "0000:65:00.0", by which the management library knows the GPU: its own numbers heed neither CUDA_VISIBLE_DEVICES nor
// CUDA's order. As this process counts the GPUs; empty: there is none of that number, or no driver.
std::string pci_bus_id(int index, const std::string& driver = GpuLibraries().driver);

// On one thread at a time; opening and reading take milliseconds, the first opening up to seconds.
class GpuMeter {
public:
    explicit GpuMeter(const std::string& bus_id, const std::string& library = GpuLibraries().management);
    ~GpuMeter();
    GpuMeter(const GpuMeter&) = delete;
    GpuMeter& operator=(const GpuMeter&) = delete;

    std::optional<GpuReading> reading() const; // none: no such library or no such GPU

private:
    class Session;
    std::unique_ptr<Session> m_session;
};

} // namespace loratrf
