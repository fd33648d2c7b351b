#include "app/engine_row_files.h"

#include "app/now_and_then.h"
#include "backend/api/row_tokens.h"

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

constexpr uint64_t shown_bytes = 600; // of a row in the list
const QString leakage_topic = QStringLiteral("leakage");

// Stops with its job, and says now and then how far it is.
GoOn passing(Control& control, const std::function<void(double)>& tell) {
    return [&control, tell, report = NowAndThen()](double done) mutable {
        if (report.isDue())
            tell(done);
        return !control.stop;
    };
}

QString topicOf(const char* what, int id) {
    return QString("%1 %2").arg(what).arg(id);
}

QString kindOf(int id, const QString& writes) {
    return writes.isEmpty() ? QStringLiteral("rows") : topicOf("write", id);
}

} // namespace

EngineRowFiles::EngineRowFiles(QObject* parent) : RowFiles(parent), m_tokens(std::make_shared<RowTokens>()) {}

EngineRowFiles::~EngineRowFiles() = default;

void EngineRowFiles::submit(JobRunner& runner, int id, const JobRunner::Work& work, const QString& topic,
                            const QString& writes) {
    const auto guarded = [this, &runner, id, work, writes](Control& control) {
        try {
            work(control);
        } catch (const std::exception& error) {
            if (control.stop) {
                if (!writes.isEmpty()) // else nobody waits for it any more
                    runner.post([this, id, writes] { Q_EMIT writingStopped(id, writes); });
                return;
            }
            runner.post(
                [this, id, message = QString::fromUtf8(error.what()), writes] { Q_EMIT failed(id, message, writes); });
        }
    };
    runner.submit(kindOf(id, writes), guarded, topic);
}

void EngineRowFiles::ask(JobRunner& runner, int id, const FileWork& work, const QString& topic, const QString& writes) {
    const File file = m_files.value(id);
    if (file)
        submit(
            runner, id, [file, work](Control& control) { work(*file, control); }, topic, writes);
}

void EngineRowFiles::open(int id, const QString& path, const DataOptions& options) {
    m_files[id] = nullptr;
    const auto work = [this, id, path, options](Control& control) {
        const auto tell = [this, id](double done) { m_passes.post([this, id, done] { Q_EMIT opening(id, done); }); };
        const File file = std::make_shared<const RowFile>(path.toStdString(), options, passing(control, tell));
        m_passes.post([this, id, file] {
            if (!m_files.contains(id)) // closed meanwhile
                return;
            m_files[id] = file;
            Q_EMIT opened(id, file->count());
        });
    };
    submit(m_passes, id, work, topicOf("open", id));
}

void EngineRowFiles::close(int id) {
    m_files.remove(id);
    m_searches.remove(id);
    const auto nothing = [](Control&) {};
    m_passes.submit(QStringLiteral("rows"), nothing, topicOf("open", id)); // ends what is still under way
    m_passes.submit(QStringLiteral("rows"), nothing, topicOf("find", id));
    stopWriting(id);
}

void EngineRowFiles::read(int id, qint64 first, int count) {
    ask(m_pages, id, [this, id, first, count](const RowFile& file, Control&) {
        m_pages.post(
            [this, id, first, rows = file.texts(first, count, shown_bytes)] { Q_EMIT pageRead(id, first, rows); });
    });
}

void EngineRowFiles::readWhole(int id, qint64 row) {
    ask(
        m_pages, id,
        [this, id, row](const RowFile& file, Control&) {
            m_pages.post(
                [this, id, row, text = QString::fromStdString(file.text(row))] { Q_EMIT wholeRead(id, row, text); });
        },
        topicOf("whole", id));
}

void EngineRowFiles::rowsOfLines(int id, int question, const std::vector<int64_t>& lines) {
    ask(m_passes, id, [this, id, question, lines](const RowFile& file, Control& control) {
        std::vector<int64_t> rows;
        for (const int64_t line : lines) {
            if (control.stop)
                return;
            rows.push_back(file.row_of_line(line).value_or(-1));
        }
        m_passes.post([this, id, question, rows] { Q_EMIT linesFound(id, question, rows); });
    });
}

void EngineRowFiles::show(int id, qint64 row, const QString& model, const DataOptions& options) {
    const auto work = [this, id, row, model, options, tokens = m_tokens](const RowFile& file, Control&) {
        m_pages.post([this, id, row, seen = tokens->show(file, row, model.toStdString(), options)] {
            Q_EMIT shown(id, row, seen);
        });
    };
    ask(m_pages, id, work, topicOf("show", id)); // only the row chosen last is worth the work
}

void EngineRowFiles::showChange(int id, qint64 row, const QString& text, const QString& model,
                                const DataOptions& options) {
    const auto work = [this, id, row, text, model, options, tokens = m_tokens](const RowFile& file, Control&) {
        m_pages.post(
            [this, id, row, seen = tokens->show_change(file, row, text.toStdString(), model.toStdString(), options)] {
                Q_EMIT shown(id, row, seen);
            });
    };
    ask(m_pages, id, work, topicOf("show", id));
}

void EngineRowFiles::find(int id, const QString& wanted) {
    const int number = ++m_searches[id];
    const auto work = [this, id, wanted, number](const RowFile& file, Control& control) {
        const auto answer = [this, id, number](const std::function<void()>& tell) {
            m_passes.post([this, id, number, tell] {
                if (m_searches.value(id) == number)
                    tell();
            });
        };
        const auto say = [this, id, answer](const std::vector<int64_t>& rows, double done) {
            answer([this, id, rows, done] { Q_EMIT found(id, rows, done); });
        };
        std::vector<int64_t> gathered;
        NowAndThen report;
        const auto goOn = [&](double done) {
            if (report.isDue())
                say(std::exchange(gathered, {}), done);
            return !control.stop;
        };
        file.find(wanted.toStdString(), goOn,
                  [&](const std::vector<int64_t>& rows) { gathered.insert(gathered.end(), rows.begin(), rows.end()); });
        say(gathered, 1);
        answer([this, id] { Q_EMIT searched(id); });
    };
    ask(m_passes, id, work, topicOf("find", id));
}

void EngineRowFiles::stopFind(int id) {
    ++m_searches[id];
    m_passes.submit(
        QStringLiteral("rows"), [](Control&) {}, topicOf("find", id));
}

std::function<void(double)> EngineRowFiles::tellWriting(int id) {
    return [this, id](double done) { m_passes.post([this, id, done] { Q_EMIT writing(id, done); }); };
}

void EngineRowFiles::exportRejected(int id, const std::vector<Rejected>& rejected, const QString& to) {
    const auto work = [this, id, rejected, to](const RowFile& file, Control& control) {
        file.write_rejected(rejected, to.toStdString(), passing(control, tellWriting(id)));
        m_passes.post([this, id, to] { Q_EMIT written(id, to); });
    };
    ask(m_passes, id, work, {}, to);
}

void EngineRowFiles::saveCorrected(int id, const std::map<int64_t, std::optional<std::string>>& changes,
                                   const QString& to) {
    const auto work = [this, id, changes, to](const RowFile& file, Control& control) {
        file.write_corrected(changes, to.toStdString(), passing(control, tellWriting(id)));
        m_passes.post([this, id, to] { Q_EMIT written(id, to); });
    };
    ask(m_passes, id, work, {}, to);
}

void EngineRowFiles::stopWriting(int id) {
    m_passes.stopKind(topicOf("write", id));
}

void EngineRowFiles::lookAtFields(int id, const QString& file, const DataOptions& options, int rows) {
    const auto work = [this, id, file, options, rows](Control&) {
        m_pages.post(
            [this, id, look = look_at_fields(file.toStdString(), options, rows)] { Q_EMIT fieldsSeen(id, look); });
    };
    submit(m_pages, id, work, QStringLiteral("fields"));
}

void EngineRowFiles::findLeakage(int id, const QStringList& train, const QString& eval, const DataOptions& options) {
    std::vector<std::filesystem::path> files;
    for (const QString& file : train)
        files.emplace_back(file.toStdString());
    const auto work = [this, id, files, eval, options](Control& control) {
        const auto tell = [this, id](double done) {
            m_passes.post([this, id, done] { Q_EMIT leakageProgressed(id, done); });
        };
        const GoOn goOn = passing(control, tell);
        const auto reading = [&goOn](int64_t done, int64_t total) {
            if (!goOn(static_cast<double>(done) / static_cast<double>(std::max<int64_t>(total, 1))))
                throw Error(ErrorCode::Cancelled, "cancelled");
        };
        m_passes.post([this, id, leakage = find_leakage(files, eval.toStdString(), options, reading)] {
            Q_EMIT leakageFound(id, leakage);
        });
    };
    submit(m_passes, id, work, leakage_topic);
}

void EngineRowFiles::stopLeakage() {
    m_passes.submit(
        QStringLiteral("rows"), [](Control&) {}, leakage_topic);
}

} // namespace loratrf
