#pragma once
// What became of the engine's jobs, in the words that the desktop is told, and which of them a closed window would end.

#include <QObject>
#include <QString>

namespace loratrf {

class StudioBackend;

class JobNews : public QObject {
    Q_OBJECT

public:
    explicit JobNews(StudioBackend& backend, QObject* parent = nullptr);

    // "An export is under way.", a sentence for each job that takes long; empty: nothing would be lost.
    static QString underWay(const StudioBackend& backend);

Q_SIGNALS:
    void arrived(const QString& title, const QString& text);

private:
    void ended(const QString& job, const QString& problem);
};

} // namespace loratrf
