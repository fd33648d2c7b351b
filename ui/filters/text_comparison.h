#pragma once
// What the sites of two runs do with the tokens of one text that the user types.

#include "ui/filters/pair_of_questions.h"

namespace loratrf {

class TextComparison : public PairOfQuestions {
    Q_OBJECT

public:
    explicit TextComparison(StudioBackend& backend, QObject* parent = nullptr);

    void ask(const QString& first, const QString& second, const QString& text); // run folders
    const FilterEvent& map(std::size_t run) const { return m_maps[run]; }       // once complete()

private:
    void askAbout(const QString& run, int id) override;

    QString m_text;
    std::array<FilterEvent, 2> m_maps;
};

} // namespace loratrf
