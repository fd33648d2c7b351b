#pragma once
// The one exception type of the project. The message says what was expected, what was found, where, and what to do.

#include <stdexcept>
#include <string>

namespace loratrf {

// What kind of fault a file, an option or the system has. Names are what messages, tests and JSON output use (see
// code_name).
enum class ErrorCode {
    NotFound,           // no such file or folder
    Io,                 // the system refused to read, write, rename or sync
    Truncated,          // the file ends before what it announces
    TrailingData,       // bytes that nothing accounts for
    HeaderTooLarge,     // a header over the format's cap
    BadJson,            // not JSON, or not the JSON that belongs here
    BadUtf8,            // text that is not UTF-8
    NulByte,            // a NUL byte in text
    TooDeep,            // nesting beyond the limit
    DuplicateKey,       // a name that occurs twice
    MissingField,       // a required field or tensor is not there
    MixedSchema,        // rows of one file have different shapes
    BadOffsets,         // overlap, hole or wrong order of tensor data
    Overflow,           // a product or sum of file numbers that does not fit
    SizeMismatch,       // shape, type and byte count contradict each other
    BadShape,           // a shape the type or the model cannot have
    BadValue,           // a value outside its range
    BadType,            // an unknown value or tensor type number
    BadAlignment,       // alignment that is no power of two
    UnknownDtype,       // an element type we do not read
    UnsupportedVersion, // a version of the format we do not read
    CountTooLarge,      // a count the remaining bytes cannot hold
    LengthOverflow,     // a length the remaining bytes cannot hold
    LineTooLong,        // a text line over the limit
    NoRows,             // a data file without a usable row
    WrongFormat,        // the content is of another format
    Pickle,             // Python pickle: can run code, never opened
    PathEscape,         // a file name that leaves its folder
    Unsupported,        // understood, but this program cannot do it
    InvalidOption,      // options that validate() would refuse
    Template,           // a chat template that cannot be parsed or rendered
    Diverged,           // training left the finite numbers
    OutOfMemory,
    Cancelled,
    Internal,
};

// "truncated", "bad-offsets", ...: stable names in kebab case.
const char* code_name(ErrorCode code);

class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), m_code(code) {}
    ErrorCode code() const { return m_code; }

private:
    ErrorCode m_code;
};

bool is_cancelled(const std::exception& fault); // an Error(Cancelled)

} // namespace loratrf
