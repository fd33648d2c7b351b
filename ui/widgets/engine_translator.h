#pragma once
// Says in another language what the engine says in English: words and sentences as they stand, and messages with names
// and numbers in them, which resources/translations/engine_*.ts hold as templates with %1, %2, ...

#include <QHash>
#include <QRegularExpression>
#include <QTranslator>

#include <optional>
#include <vector>

namespace loratrf {

class EngineTranslator : public QTranslator {
public:
    explicit EngineTranslator(const QString& file,
                              QObject* parent = nullptr); // a .ts file; a lacking one knows nothing

    bool isEmpty() const override { return m_known.isEmpty(); }
    QString translate(const char* context, const char* text, const char* comment = nullptr, int n = -1) const override;

    QStringList sources() const; // of all templates and texts that stand for themselves

private:
    struct Template {
        QRegularExpression pattern;
        QString translation;
        QString longest;            // stretch without places, to look for first
        qsizetype letters;          // outside the places
        std::vector<bool> inQuotes; // of each place: what stands there is a name
    };

    void add(const QString& source, const QString& translation);
    std::optional<QString> say(const QString& text, bool inserted) const;
    std::optional<QString> whole(const QString& text, bool inserted) const;
    std::optional<QString> joined(const QString& text, const QString& between, bool inserted) const;
    std::optional<QString> afterPlace(const QString& text) const;

    QHash<QString, QString> m_known;
    std::vector<Template> m_templates; // the most letters first
};

} // namespace loratrf
