#include "ui/widgets/engine_translator.h"

#include <QFile>
#include <QLocale>
#include <QXmlStreamReader>

#include <algorithm>
#include <string_view>

namespace loratrf {

namespace {

// Shorter ones ("%1 or %2") are used for what stands inside a longer message alone: they would fit too much else.
constexpr qsizetype fewest_letters = 8;

const QRegularExpression& place() {
    static const QRegularExpression expression(QStringLiteral("%([1-9])"));
    return expression;
}

// "0.25", "1.2 GB" and "2,048" as the window's language writes them.
QString asNumber(QString value) {
    static const QRegularExpression real(QStringLiteral("^-?\\d+\\.\\d+(e[-+]?\\d+)?( \\S+)?$"));
    static const QRegularExpression grouped(QStringLiteral("^\\d{1,3}(,\\d{3})+$"));
    if (real.match(value).hasMatch()) {
        value.replace(value.indexOf(QLatin1Char('.')), 1, QLocale().decimalPoint());
    } else if (grouped.match(value).hasMatch()) {
        value.replace(QLatin1Char(','), QLocale().groupSeparator());
    }
    return value;
}

} // namespace

EngineTranslator::EngineTranslator(const QString& file, QObject* parent) : QTranslator(parent) {
    QFile texts(file);
    if (!texts.open(QIODevice::ReadOnly)) {
        return;
    }
    QXmlStreamReader xml(&texts);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            if (const QString translation = xml.readElementText(); !translation.isEmpty()) {
                add(source, translation);
            }
        }
    }
    std::stable_sort(m_templates.begin(), m_templates.end(),
                     [](const Template& a, const Template& b) { return a.letters > b.letters; });
}

void EngineTranslator::add(const QString& source, const QString& translation) {
    m_known.insert(source, translation);
    Template made{.pattern = {}, .translation = translation, .longest = {}, .letters = 0, .inQuotes = {}};
    QString expression;
    qsizetype end = 0;
    const auto stretch = [&](qsizetype begin) {
        const QString text = source.mid(end, begin - end);
        expression += QRegularExpression::escape(text);
        made.letters += text.size();
        if (text.size() > made.longest.size()) {
            made.longest = text;
        }
    };
    for (QRegularExpressionMatchIterator places = place().globalMatch(source); places.hasNext();) {
        const QRegularExpressionMatch found = places.next();
        stretch(found.capturedStart());
        expression += QStringLiteral("(.*)");
        end = found.capturedEnd();
        made.inQuotes.push_back(source.mid(found.capturedStart() - 1, 1) == QLatin1String("\"") &&
                                source.mid(end, 1) == QLatin1String("\""));
    }
    if (!made.inQuotes.empty()) {
        stretch(source.size());
        made.pattern.setPattern(QRegularExpression::anchoredPattern(expression));
        m_templates.push_back(std::move(made));
    }
}

QStringList EngineTranslator::sources() const {
    return m_known.keys();
}

QString EngineTranslator::translate(const char* context, const char* text, const char*, int) const {
    if (context == nullptr || std::string_view(context) != "engine") {
        return {};
    }
    return say(QString::fromUtf8(text), false).value_or(QString());
}

// Messages are joined in several ways; parts that are templates themselves are said one by one.
std::optional<QString> EngineTranslator::say(const QString& text, bool inserted) const {
    if (const auto known = m_known.constFind(text); known != m_known.constEnd()) {
        return *known;
    }
    if (text.contains(QLatin1Char('\n'))) {
        QStringList lines = text.split(QLatin1Char('\n'));
        for (QString& line : lines) {
            line = say(line, false).value_or(line);
        }
        return lines.join(QLatin1Char('\n'));
    }
    for (const QString& between : {QStringLiteral(". "), QStringLiteral("; ")}) {
        if (std::optional<QString> all = joined(text, between, inserted)) {
            return all;
        }
    }
    std::optional<QString> said = whole(text, inserted);
    return said ? said : afterPlace(text);
}

std::optional<QString> EngineTranslator::whole(const QString& text, bool inserted) const {
    if (const auto known = m_known.constFind(text); known != m_known.constEnd()) {
        return *known;
    }
    for (const Template& one : m_templates) {
        if (!inserted && one.letters < fewest_letters) {
            break; // the rest is shorter
        }
        if (!text.contains(one.longest)) {
            continue;
        }
        const QRegularExpressionMatch found = one.pattern.match(text);
        if (!found.hasMatch()) {
            continue;
        }
        QString said = one.translation;
        qsizetype from = 0;
        for (QRegularExpressionMatch at = place().match(said); at.hasMatch(); at = place().match(said, from)) {
            const int number = at.capturedView(1).toInt();
            QString value = found.captured(number);
            if (static_cast<std::size_t>(number) <= one.inQuotes.size() && !one.inQuotes[std::size_t(number) - 1]) {
                value = asNumber(say(value, true).value_or(value));
            }
            said.replace(at.capturedStart(), at.capturedLength(), value);
            from = at.capturedStart() + value.size(); // a name may hold "%1"
        }
        return said;
    }
    return std::nullopt;
}

// "A. B." and "a; b": only where all parts are known.
std::optional<QString> EngineTranslator::joined(const QString& text, const QString& between, bool inserted) const {
    const bool sentences = between.startsWith(QLatin1Char('.'));
    for (qsizetype at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + 1)) {
        const QString first = text.left(at + (sentences ? 1 : 0));
        std::optional<QString> said = whole(first, false);
        if (!said) {
            said = afterPlace(first);
        }
        if (said) { // the shortest part that is known: trying longer ones as well could take for ever
            const std::optional<QString> rest = say(text.mid(at + between.size()), inserted);
            return rest ? *said + between.last(sentences ? 1 : between.size()) + *rest : rest;
        }
    }
    return std::nullopt;
}

// "FILE, line 3: what is wrong there"
std::optional<QString> EngineTranslator::afterPlace(const QString& text) const {
    const QString colon = QStringLiteral(": ");
    for (qsizetype at = text.indexOf(colon); at >= 0; at = text.indexOf(colon, at + 1)) {
        const QString what = text.mid(at + colon.size());
        std::optional<QString> said = whole(what, false);
        if (!said) {
            said = joined(what, QStringLiteral("; "), false);
        }
        if (said) {
            const QString where = text.left(at);
            return say(where, true).value_or(where) + colon + *said;
        }
    }
    return std::nullopt;
}

} // namespace loratrf
