#pragma once
// What torch throws, in words for people: no stack of frames, and running out of memory told apart.

#include "backend/io/error.h"

#include <c10/util/Exception.h>

#include <new>

namespace loratrf {

Error clear_error(const c10::Error& fault);
Error out_of_memory(const std::string& detail);

// Calls `work`; what torch throws, and running out of memory, comes as an Error.
template <class Work>
auto with_clear_errors(Work&& work) {
    try {
        return work();
    } catch (const c10::Error& fault) {
        throw clear_error(fault);
    } catch (const std::bad_alloc&) {
        throw out_of_memory({});
    }
}

} // namespace loratrf
