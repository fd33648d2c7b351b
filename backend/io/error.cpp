#include "backend/io/error.h"

namespace loratrf {

const char* code_name(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound:
        return "not-found";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::Truncated:
        return "truncated";
    case ErrorCode::TrailingData:
        return "trailing-data";
    case ErrorCode::HeaderTooLarge:
        return "header-too-large";
    case ErrorCode::BadJson:
        return "bad-json";
    case ErrorCode::BadUtf8:
        return "bad-utf8";
    case ErrorCode::NulByte:
        return "nul-byte";
    case ErrorCode::TooDeep:
        return "too-deep";
    case ErrorCode::DuplicateKey:
        return "duplicate-key";
    case ErrorCode::MissingField:
        return "missing-field";
    case ErrorCode::MixedSchema:
        return "mixed-schema";
    case ErrorCode::BadOffsets:
        return "bad-offsets";
    case ErrorCode::Overflow:
        return "overflow";
    case ErrorCode::SizeMismatch:
        return "size-mismatch";
    case ErrorCode::BadShape:
        return "bad-shape";
    case ErrorCode::BadValue:
        return "bad-value";
    case ErrorCode::BadType:
        return "bad-type";
    case ErrorCode::BadAlignment:
        return "bad-alignment";
    case ErrorCode::UnknownDtype:
        return "unknown-dtype";
    case ErrorCode::UnsupportedVersion:
        return "unsupported-version";
    case ErrorCode::CountTooLarge:
        return "count-too-large";
    case ErrorCode::LengthOverflow:
        return "length-overflow";
    case ErrorCode::LineTooLong:
        return "line-too-long";
    case ErrorCode::NoRows:
        return "no-rows";
    case ErrorCode::WrongFormat:
        return "wrong-format";
    case ErrorCode::Pickle:
        return "pickle";
    case ErrorCode::PathEscape:
        return "path-escape";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::InvalidOption:
        return "invalid-option";
    case ErrorCode::Template:
        return "template";
    case ErrorCode::Diverged:
        return "diverged";
    case ErrorCode::OutOfMemory:
        return "out-of-memory";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

bool is_cancelled(const std::exception& fault) {
    const auto* known = dynamic_cast<const Error*>(&fault);
    return known != nullptr && known->code() == ErrorCode::Cancelled;
}

} // namespace loratrf
