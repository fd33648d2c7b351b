#include "backend/device/faults.h"

namespace loratrf {

Error out_of_memory(const std::string& detail) {
    return {ErrorCode::OutOfMemory, "out of memory" + (detail.empty() ? "" : " (" + detail + ")") +
                                        "; try a smaller token budget, fewer or shorter rows, or compute type bf16"};
}

Error clear_error(const c10::Error& fault) {
    const std::string all = fault.what_without_backtrace();
    const std::string said = all.substr(0, all.find('\n'));
    bool memory = dynamic_cast<const c10::OutOfMemoryError*>(&fault) != nullptr;
    // Of the CPU's allocator, of CUDA itself and of its libraries, which take their workspace without torch's.
    for (const char* sign :
         {"can't allocate memory", "not enough memory", "CUDA error: out of memory", "_ALLOC_FAILED"})
        memory |= said.find(sign) != std::string::npos;
    return memory ? out_of_memory(said) : Error(ErrorCode::Internal, said);
}

} // namespace loratrf
