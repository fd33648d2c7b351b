#include "ui/widgets/engine_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace loratrf {

namespace {

// Sentences with a place for what the user gave.
constexpr std::array patterns = {
    R"(should be %1 or more, is %2)",
    R"(should lie between %1 and %2, is %3)",
    R"(should be above 0, is %1)",
    R"(should be 0 or more and below 1, is %1)",
    R"(should be a million at most, is %1)",
    R"(should be %1, is "%2")",
    R"(should be a share below 1 where max_seconds ends the run, is %1 steps)",
    R"(there is no file "%1")",
    R"(there is no file or folder "%1")",
    R"("%1" is a folder; expected a JSON lines, JSON, CSV or TSV file)",
    R"("%1" is no regular file; expected a JSON lines, JSON, CSV or TSV file)",
    R"("%1" cannot be read; check its permissions)",
    R"("%1" is empty)",
    R"("%1" is a file; expected a folder to create)",
    R"("%1" is not empty; choose another folder, or go on with `loratrf resume`)",
    R"(there is no method "%1"; expected %2)",
    R"(there is no template "%1"; expected %2)",
    R"("%1" has another role already)",
    R"("%1" gives the training rows already)",
};

QString translated(const char* text) {
    return QCoreApplication::translate("engine", text);
}

} // namespace

QString engineText(const std::string& text) {
    const QString given = QString::fromStdString(text), known = translated(text.c_str());
    if (known != given) {
        return known;
    }
    for (const char* pattern : patterns) {
        QString expression = QRegularExpression::escape(QLatin1String(pattern));
        expression.replace(QRegularExpression(QStringLiteral("\\\\%[1-3]")), QStringLiteral("(.*)"));
        const QRegularExpressionMatch found =
            QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(given);
        if (!found.hasMatch()) {
            continue;
        }
        const QString said = translated(pattern);
        switch (found.lastCapturedIndex()) {
        case 1:
            return said.arg(found.captured(1));
        case 2:
            return said.arg(found.captured(1), found.captured(2));
        default:
            return said.arg(found.captured(1), found.captured(2), found.captured(3));
        }
    }
    return given;
}

} // namespace loratrf
