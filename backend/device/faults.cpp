#include "backend/device/faults.h"

namespace loratrf {

Error out_of_memory(const std::string& detail) {
    return {ErrorCode::OutOfMemory, "out of memory" + (detail.empty() ? "" : " (" + detail + ")") +
                                        "; try a smaller token budget, fewer or shorter rows, or compute type bf16"};
}

Error clear_error(const c10::Error& fault) {
    const std::string all = fault.what_without_backtrace();
    const std::string said = all.substr(0, all.find('\n'));
    const bool memory = dynamic_cast<const c10::OutOfMemoryError*>(&fault) ||
                        said.find("can't allocate memory") != std::string::npos ||
                        said.find("not enough memory") != std::string::npos;
    return memory ? out_of_memory(said) : Error(ErrorCode::Internal, said);
}

} // namespace loratrf
