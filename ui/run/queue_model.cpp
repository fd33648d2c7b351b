#include "ui/run/queue_model.h"

#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>

namespace loratrf {

namespace {

QString stateText(const QueuedRun& entry) {
    switch (entry.state) {
    case QueueState::Waiting:
        return entry.run.isEmpty() ? QueueModel::tr("Waiting") : QueueModel::tr("Waiting to be resumed");
    case QueueState::Running:
        return QueueModel::tr("Running");
    case QueueState::Done:
        return entry.message.isEmpty() ? QueueModel::tr("Done")
                                       : QueueModel::tr("Ended: %1").arg(engineText(entry.message));
    case QueueState::Failed:
        return QueueModel::tr("Failed: %1").arg(engineText(entry.message.section(QLatin1Char('\n'), 0, 0)));
    }
    return {};
}

QColor stateColour(QueueState state) {
    const ThemeColours& colours = themeColours(QApplication::palette());
    switch (state) {
    case QueueState::Running:
        return colours.accent;
    case QueueState::Done:
        return colours.good;
    case QueueState::Failed:
        return colours.problem;
    case QueueState::Waiting:
        break;
    }
    return colours.text;
}

} // namespace

QueueModel::QueueModel(const RunQueue& queue, const StudioBackend& backend, QObject* parent)
    : QAbstractTableModel(parent), m_queue(queue), m_backend(backend), m_rows(queue.entries()) {
    connect(&queue, &RunQueue::changed, this, &QueueModel::follow);
}

void QueueModel::follow() {
    beginResetModel();
    m_rows = m_queue.entries();
    endResetModel();
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString QueueModel::text(const QueuedRun& entry, int column) const {
    const auto last = [](const std::string& path) { return QFileInfo(qs(path)).fileName(); };
    switch (column) {
    case Name:
        return !entry.options.name.empty() ? qs(entry.options.name)
               : !entry.run.isEmpty()      ? QFileInfo(entry.run).fileName()
                                           : tr("Run %1").arg(entry.id);
    case Method: {
        const auto& methods = m_backend.methods();
        const auto method = std::ranges::find(methods, entry.options.method, &MethodInfo::key);
        return method != methods.end() ? engineText(method->label) : qs(entry.options.method);
    }
    case Model:
        return last(entry.options.model);
    case Data:
        return last(entry.options.data);
    default:
        return stateText(entry);
    }
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    const QueuedRun* at = index.isValid() ? entry(index.row()) : nullptr;
    if (at == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(*at, index.column());
    case Qt::ToolTipRole:
        return index.column() == Model                             ? qs(at->options.model)
               : index.column() == Data                            ? qs(at->options.data)
               : index.column() == State && !at->message.isEmpty() ? at->message
               : index.column() == Name && !at->run.isEmpty()      ? at->run
                                                                   : text(*at, index.column());
    case Qt::ForegroundRole:
        return index.column() == State ? QVariant(stateColour(at->state)) : QVariant();
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Method:
        return tr("Method");
    case Model:
        return tr("Model");
    case Data:
        return tr("Data");
    default:
        return tr("State");
    }
}

const QueuedRun* QueueModel::entry(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<size_t>(row)] : nullptr;
}

int QueueModel::rowOf(qint64 id) const {
    const auto found = std::ranges::find(m_rows, id, &QueuedRun::id);
    return found != m_rows.end() ? static_cast<int>(found - m_rows.begin()) : -1;
}

int QueueModel::waiting() const {
    return static_cast<int>(std::ranges::count(m_rows, QueueState::Waiting, &QueuedRun::state));
}

int QueueModel::next() const {
    const auto first = std::ranges::find(m_rows, QueueState::Waiting, &QueuedRun::state);
    return std::min(static_cast<int>(first - m_rows.begin()), rowCount() - 1);
}

int QueueModel::neighbour(int row, int step) const {
    const QueuedRun* moved = entry(row);
    if (moved == nullptr || moved->state != QueueState::Waiting) {
        return -1;
    }
    for (int at = row + step; entry(at) != nullptr; at += step) {
        if (entry(at)->state == QueueState::Waiting) {
            return at;
        }
    }
    return -1;
}

bool QueueModel::removable(int row) const {
    return entry(row) != nullptr && entry(row)->state != QueueState::Running;
}

} // namespace loratrf
