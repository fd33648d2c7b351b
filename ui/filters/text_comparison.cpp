#include "ui/filters/text_comparison.h"

#include "ui/studio_backend.h"

namespace loratrf {

TextComparison::TextComparison(StudioBackend& backend, QObject* parent)
    : PairOfQuestions(backend, QStringLiteral("look at text"), parent) {
    connect(&backend, &StudioBackend::lookedAtText, this, [this](int id, const FilterEvent& map) {
        if (const std::optional<std::size_t> place = placeOf(id)) {
            m_maps[*place] = map;
            take(*place);
        }
    });
}

void TextComparison::ask(const QString& first, const QString& second, const QString& text) {
    m_text = text;
    begin(first, second);
}

void TextComparison::askAbout(const QString& run, int id) {
    m_backend.lookAtText(id, run, m_text);
}

} // namespace loratrf
