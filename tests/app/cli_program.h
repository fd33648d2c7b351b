#pragma once
// The command-line program as a shell runs it, and what it answers.

#include "app/cli/command_line.h"
#include "stories.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTest>

namespace support {

constexpr int patienceMs = 300'000;

inline QString program() {
    return QStringLiteral(PROGRAMS_DIR "/loratrf");
}

struct Answer {
    int code = -1;
    QByteArray out, err;
    QList<QJsonObject> lines() const {
        QList<QJsonObject> objects;
        for (const QByteArray& line : out.split('\n'))
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        return objects;
    }
    QJsonObject last() const { return lines().isEmpty() ? QJsonObject() : lines().last(); }
    QList<QJsonObject> events(const QString& name) const {
        QList<QJsonObject> found;
        for (const QJsonObject& line : lines())
            if (line["event"] == name)
                found << line;
        return found;
    }
};

inline Answer ended(QProcess& process) {
    if (!process.waitForFinished(patienceMs))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline Answer run(const QStringList& arguments) {
    QProcess process;
    process.start(program(), arguments);
    return ended(process);
}

} // namespace support

#define COMPARE_CODE(answer, expected)                                                                                 \
    QVERIFY2((answer).code == (expected),                                                                              \
             (QByteArray::number((answer).code) + ": " + (answer).err + (answer).out).constData())
#define NEEDS_STORIES()                                                                                                \
    if (!stories::present())                                                                                           \
    QSKIP("the stories260K model is not there")
