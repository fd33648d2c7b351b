#pragma once
// Records to rows: the shape is decided by the first record that has one, and the others are held to it.

#include "backend/data/record_reader.h"
#include "backend/data/row_shape.h"

#include <optional>

namespace loratrf {

class RowMaker {
public:
    explicit RowMaker(const DataOptions& options);

    RowShape shape() const { return m_fields ? m_fields->shape : m_wanted; }
    const std::optional<RowFields>& fields() const { return m_fields; } // once decided

    // Throws Error with what is wrong with this row, without its place.
    Row make(const Record& record);

private:
    RowFields fields_of(const Record& record);

    RowShape m_wanted;
    GivenFields m_given;
    std::optional<RowFields> m_fields;
};

} // namespace loratrf
