#pragma once
// The typed values of GGUF metadata and the numbers of tensor types, read and written.

#include "backend/io/byte_cursor.h"
#include "backend/io/gguf.h"

#include <optional>

namespace loratrf {

// The type number at the cursor and the value behind it; `where` names the key. Throws Error: BadType for a number that
// the format lacks and for nested arrays, LengthOverflow, Truncated, BadValue.
GgufField read_gguf_field(ByteCursor& cursor, const std::string& where);

// The same the other way round: appends type number and value to `out`. Throws Error: BadType when the value is not of
// the stated type, BadValue when it does not fit in it.
void append_gguf_field(const GgufField& field, const std::string& where, std::string& out);

// Numbers of ggml_type, as far as this program reads such tensors.
std::optional<DType> dtype_of_ggml(uint32_t number);
std::optional<uint32_t> ggml_type_of(DType type);

} // namespace loratrf
