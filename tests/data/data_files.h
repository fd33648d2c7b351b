#pragma once
// Files that a test writes for itself, and errors caught as values.

#include "backend/io/error.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

class DataFiles {
public:
    std::filesystem::path write(const QString& name, const QByteArray& content) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName().toStdString();
    }

private:
    QTemporaryDir m_folder;
};

inline std::optional<loratrf::Error> error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const loratrf::Error& error) {
        return error;
    }
    return std::nullopt;
}
