#pragma once
// Finds models on the disk, below folders of the user's choice. app/ implements it; nothing waits.

#include <QObject>
#include <QString>
#include <QStringList>

namespace loratrf {

struct FoundModel {
    QString path; // what the model field takes
    QString name; // of the folder or file
    bool gguf = false;
    qint64 bytes = 0; // of the weights
};

class ModelShelf : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Folders in Hugging Face layout (config.json and *.safetensors) and *.gguf files, some levels deep; hidden folders
    // and links to folders are left out. An older search gives way. -> looking..., found..., ended
    virtual void search(const QStringList& folders) = 0;
    virtual void cancel() = 0; // -> ended

Q_SIGNALS:
    void looking(const QString& folder, qint64 seen); // into this one; files and folders so far. Now and then
    void found(const loratrf::FoundModel& model);
    // `problems`: folders that could not be looked into, and limits that were met; each a sentence.
    void ended(bool cancelled, const QStringList& problems);
};

} // namespace loratrf
