#include "ui/filters/text_comparison.h"

#include "ui/studio_backend.h"

namespace loratrf {

TextComparison::TextComparison(StudioBackend& backend, QObject* parent)
    : PairOfQuestions(backend, QStringLiteral("look at text"), parent), m_backend(backend) {
    connect(&backend, &StudioBackend::lookedAtText, this, [this](int id, const FilterEvent& map) {
        if (const std::optional<std::size_t> place = placeOf(id)) {
            m_maps[*place] = map;
            take(*place);
        }
    });
}

void TextComparison::ask(const QString& first, const QString& second, const QString& text) {
    const std::array<int, 2> ids = begin(first, second);
    m_backend.lookAtText(ids[0], first, text);
    m_backend.lookAtText(ids[1], second, text);
}

} // namespace loratrf
