#include "app/model_shelf.h"

#include "app/now_and_then.h"

#include <QDir>
#include <QDirIterator>

namespace loratrf {

namespace {

constexpr int deepest = 7;              // levels below a chosen folder
constexpr qint64 most_entries = 500000; // files and folders looked at
const QString search_kind = QStringLiteral("models");

class Search {
public:
    using Looking = std::function<void(const QString& folder, qint64 seen)>;
    Search(Control& control, std::function<void(const FoundModel&)> found, Looking looking)
        : m_control(control), m_found(std::move(found)), m_looking(std::move(looking)) {}

    void below(const QString& folder) {
        const QFileInfo info(folder);
        if (!info.isDir() || !info.isReadable()) {
            problems
                << DiskModelShelf::tr("%1 cannot be looked into; check that it is there and may be read.").arg(folder);
            return;
        }
        m_looking(folder, m_entries);
        visit(folder, 0);
        if (m_entries > most_entries)
            problems << DiskModelShelf::tr(
                            "%1 holds very many files, so the search ended early; choose a folder further "
                            "down.")
                            .arg(folder);
    }
    bool cancelled() const { return m_control.stop; }

    QStringList problems;

private:
    void visit(const QString& folder, int depth) {
        QStringList inner;
        bool config = false;
        qint64 weights = 0;
        QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
        while (entries.hasNext() && !m_control.stop && ++m_entries <= most_entries) {
            if (m_report.isDue())
                m_looking(folder, m_entries);
            entries.next();
            const QFileInfo entry = entries.fileInfo();
            const QString name = entry.fileName();
            if (entry.isDir()) {
                if (!entry.isSymLink() && depth < deepest)
                    inner << entry.filePath();
            } else if (name == QStringLiteral("config.json")) {
                config = true;
            } else if (name.endsWith(QStringLiteral(".safetensors"))) {
                weights += entry.size();
            } else if (name.endsWith(QStringLiteral(".gguf"), Qt::CaseInsensitive)) {
                m_found({entry.filePath(), name, true, entry.size()});
            }
        }
        if (config && weights > 0) { // what lies inside a model is the model's
            m_found({folder, QDir(folder).dirName(), false, weights});
            return;
        }
        inner.sort();
        for (const QString& next : std::as_const(inner))
            if (!m_control.stop && m_entries <= most_entries)
                visit(next, depth + 1);
    }

    Control& m_control;
    std::function<void(const FoundModel&)> m_found;
    Looking m_looking;
    NowAndThen m_report;
    qint64 m_entries = 0;
};

} // namespace

DiskModelShelf::DiskModelShelf(QObject* parent) : ModelShelf(parent) {}

void DiskModelShelf::search(const QStringList& folders) {
    const int number = ++m_search;
    const auto work = [this, number, folders](Control& control) {
        const auto answer = [this, number](auto say) {
            m_jobs.post([this, number, say = std::move(say)] {
                if (number == m_search)
                    say();
            });
        };
        Search search(
            control, [&](const FoundModel& model) { answer([this, model] { Q_EMIT found(model); }); },
            [&](const QString& folder, qint64 seen) {
                answer([this, folder, seen] { Q_EMIT looking(folder, seen); });
            });
        for (const QString& folder : folders)
            search.below(folder);
        answer(
            [this, cancelled = search.cancelled(), problems = search.problems] { Q_EMIT ended(cancelled, problems); });
    };
    m_jobs.submit(search_kind, work, search_kind);
}

void DiskModelShelf::cancel() {
    m_jobs.stopKind(search_kind);
}

} // namespace loratrf
