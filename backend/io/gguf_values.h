#pragma once
// The typed values of GGUF metadata.

#include "backend/io/byte_cursor.h"
#include "backend/io/gguf.h"

namespace loratrf {

// Type numbers of the format.
enum class GgufType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

// The next type number. Throws Error(BadType) for one that the format lacks; `where` names the key.
GgufType read_gguf_type(ByteCursor& cursor, const std::string& where);

// The value of that type at the cursor. Throws Error: LengthOverflow, Truncated, BadType, BadValue.
GgufValue read_gguf_value(ByteCursor& cursor, GgufType type, const std::string& where);

} // namespace loratrf
