#include "ui/library/library_model.h"

#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("loratrf::LibraryModel", text);
}

struct ColumnText {
    QString title, help;
    bool shown; // until the user chooses
};

ColumnText columnText(int column) {
    switch (column) {
    case LibraryModel::Star:
        return {QStringLiteral("★"), tr("Click to mark a run that matters"), true};
    case LibraryModel::Name:
        return {tr("Name"), tr("As given when the run was set up, else the folder's"), true};
    case LibraryModel::State:
        return {tr("State"), tr("Lost: its process ended without a word; it can be resumed"), true};
    case LibraryModel::Method:
        return {tr("Method"), tr("The adapter method"), true};
    case LibraryModel::Model:
        return {tr("Model"), tr("The base model"), true};
    case LibraryModel::Data:
        return {tr("Data"), tr("The training rows"), false};
    case LibraryModel::BestEval:
        return {tr("Eval loss"), tr("The lowest on the evaluation rows"), true};
    case LibraryModel::TrainLoss:
        return {tr("Train loss"), tr("Of the last step"), false};
    case LibraryModel::Exact:
        return {tr("Exact"), tr("Share of evaluation rows answered exactly as expected, at the end"), false};
    case LibraryModel::Preferred:
        return {tr("Preferred"),
                tr("Share of evaluation pairs whose chosen answer gained more than the rejected one, at the end"),
                false};
    case LibraryModel::Steps:
        return {tr("Steps"), tr("Optimiser steps done, of those planned"), true};
    case LibraryModel::Epochs:
        return {tr("Epochs"), tr("Passes over the training rows done"), false};
    case LibraryModel::Parameters:
        return {tr("Parameters"), tr("How many are trained"), true};
    case LibraryModel::Time:
        return {tr("Time"), tr("Training took so long, pauses left out"), true};
    case LibraryModel::Memory:
        return {tr("Peak memory"), tr("The most memory in use at once"), false};
    case LibraryModel::Size:
        return {tr("Size"), tr("Of the run folder on the disk"), true};
    case LibraryModel::Created:
        return {tr("Created"), tr("When the run began"), true};
    case LibraryModel::Tags:
        return {tr("Tags"), tr("Your own words to find it by"), false};
    case LibraryModel::Notes:
        return {tr("Notes"), tr("What you wrote about it"), false};
    default:
        return {tr("Folder"), tr("Where it lies"), false};
    }
}

bool isNumber(int column) {
    return (column >= LibraryModel::BestEval && column <= LibraryModel::Size);
}

QString countOrDash(qint64 value, QString (*text)(int64_t)) {
    return value > 0 ? text(value) : QStringLiteral("–");
}

QString cellText(const LibraryRun& run, int column) {
    switch (column) {
    case LibraryModel::Star:
        return run.words.star ? QStringLiteral("★") : QStringLiteral("☆");
    case LibraryModel::Name:
        return run.name;
    case LibraryModel::State:
        return stateWord(run.state);
    case LibraryModel::Method:
        return run.method;
    case LibraryModel::Model:
        return QFileInfo(run.model).fileName();
    case LibraryModel::Data:
        return QFileInfo(run.data).fileName();
    case LibraryModel::BestEval:
        return lossText(run.bestEval);
    case LibraryModel::TrainLoss:
        return lossText(run.trainLoss);
    case LibraryModel::Exact:
        return percentText(run.exact);
    case LibraryModel::Preferred:
        return percentText(run.preferred);
    case LibraryModel::Steps:
        return run.totalSteps > 0 ? tr("%1 of %2").arg(countText(run.step), countText(run.totalSteps))
                                  : countText(run.step);
    case LibraryModel::Epochs:
        return numberText(run.epoch, 'g', 4);
    case LibraryModel::Parameters:
        return countOrDash(run.parameters, shortCountText);
    case LibraryModel::Time:
        return durationText(run.seconds);
    case LibraryModel::Memory:
        return countOrDash(run.peakMemory, sizeText);
    case LibraryModel::Size:
        return sizeText(run.size);
    case LibraryModel::Created:
        return QDateTime::fromSecsSinceEpoch(run.created).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    case LibraryModel::Tags:
        return run.words.tags.join(QStringLiteral(", "));
    case LibraryModel::Notes:
        return run.words.notes.simplified();
    default:
        return run.folder;
    }
}

QString cellHelp(const LibraryRun& run, int column) {
    switch (column) {
    case LibraryModel::Star:
        return columnText(column).help;
    case LibraryModel::State:
        return run.message.isEmpty() ? stateWord(run.state) : engineText(run.message);
    case LibraryModel::Model:
        return run.model;
    case LibraryModel::Data:
        return run.data;
    case LibraryModel::Name:
        return run.folder;
    case LibraryModel::Notes:
        return run.words.notes;
    default:
        return cellText(run, column);
    }
}

double figure(const LibraryRun& run, int column) {
    switch (column) {
    case LibraryModel::BestEval:
        return run.bestEval;
    case LibraryModel::TrainLoss:
        return run.trainLoss;
    case LibraryModel::Exact:
        return run.exact;
    case LibraryModel::Preferred:
        return run.preferred;
    case LibraryModel::Steps:
        return double(run.step);
    case LibraryModel::Epochs:
        return run.epoch;
    case LibraryModel::Parameters:
        return run.parameters > 0 ? double(run.parameters) : LibraryRun::none;
    case LibraryModel::Time:
        return run.seconds;
    case LibraryModel::Memory:
        return run.peakMemory > 0 ? double(run.peakMemory) : LibraryRun::none;
    case LibraryModel::Size:
        return double(run.size);
    case LibraryModel::Created:
        return double(run.created);
    case LibraryModel::Star:
        return run.words.star ? 1 : 0;
    default:
        return double(int(run.state));
    }
}

bool isText(int column) {
    return column != LibraryModel::State && column != LibraryModel::Star && column != LibraryModel::Created &&
           !isNumber(column);
}

} // namespace

QString stateWord(LibraryState state) {
    switch (state) {
    case LibraryState::Running:
        return tr("running");
    case LibraryState::Finished:
        return tr("finished");
    case LibraryState::Stopped:
        return tr("stopped");
    case LibraryState::Failed:
        return tr("failed");
    case LibraryState::Lost:
        break;
    }
    return tr("lost");
}

QColor stateColour(LibraryState state, const QPalette& palette) {
    const ThemeColours& colours = themeColours(palette);
    switch (state) {
    case LibraryState::Running:
        return colours.accent;
    case LibraryState::Finished:
        return colours.good;
    case LibraryState::Stopped:
        return colours.muted;
    case LibraryState::Failed:
        return colours.problem;
    case LibraryState::Lost:
        break;
    }
    return colours.warning;
}

void LibraryModel::setRuns(std::vector<LibraryRun> runs) {
    beginResetModel();
    m_runs = std::move(runs);
    indexRows();
    endResetModel();
}

void LibraryModel::indexRows() {
    m_rows.clear();
    m_rows.reserve(qsizetype(m_runs.size()));
    for (std::size_t row = 0; row < m_runs.size(); ++row) {
        m_rows.insert(m_runs[row].folder, int(row));
    }
}

void LibraryModel::apply(const std::vector<LibraryRun>& changed, const QStringList& gone) {
    std::vector<LibraryRun> fresh;
    for (const LibraryRun& run : changed) {
        const auto known = m_rows.constFind(run.folder);
        if (known == m_rows.cend()) {
            fresh.push_back(run);
            continue;
        }
        m_runs[std::size_t(*known)] = run;
        Q_EMIT dataChanged(index(*known, 0), index(*known, ColumnCount - 1));
    }
    if (!fresh.empty()) {
        const int first = int(m_runs.size());
        beginInsertRows({}, first, first + int(fresh.size()) - 1);
        for (LibraryRun& run : fresh) {
            m_rows.insert(run.folder, int(m_runs.size()));
            m_runs.push_back(std::move(run));
        }
        endInsertRows();
    }
    constexpr qsizetype few = 50;
    if (gone.size() > few) { // one by one, each would number all rows anew
        beginResetModel();
        const QSet<QString> away(gone.begin(), gone.end());
        std::erase_if(m_runs, [&](const LibraryRun& run) { return away.contains(run.folder); });
        indexRows();
        endResetModel();
        return;
    }
    for (const QString& folder : gone) {
        const auto known = m_rows.constFind(folder);
        if (known == m_rows.cend()) {
            continue;
        }
        const int row = *known;
        beginRemoveRows({}, row, row);
        m_runs.erase(m_runs.begin() + row);
        indexRows();
        endRemoveRows();
    }
}

const LibraryRun* LibraryModel::find(const QString& folder) const {
    const auto known = m_rows.constFind(folder);
    return known == m_rows.cend() ? nullptr : &m_runs[std::size_t(*known)];
}

int LibraryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_runs.size());
}

int LibraryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LibraryModel::data(const QModelIndex& index, int role) const {
    const LibraryRun& one = run(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(one, column);
    case Qt::ToolTipRole:
        return cellHelp(one, column);
    case Qt::AccessibleTextRole:
        return column != Star ? cellText(one, column) : one.words.star ? tr("starred") : tr("not starred");
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Star     ? Qt::AlignHCenter
                                       : isNumber(column) ? Qt::AlignRight
                                                          : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (column == State) {
            return stateColour(one.state, QApplication::palette());
        }
        if (column == Star) {
            const ThemeColours& colours = themeColours(QApplication::palette());
            return one.words.star ? colours.warning : colours.muted;
        }
        return {};
    default:
        return {};
    }
}

QVariant LibraryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return columnText(section).title;
    case Qt::ToolTipRole:
        return columnText(section).help;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (section == Star     ? Qt::AlignHCenter
                                       : isNumber(section) ? Qt::AlignRight
                                                           : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return section == Star ? tr("Star") : columnText(section).title;
    default:
        return {};
    }
}

bool LibraryModel::shownAtFirst(int column) {
    return columnText(column).shown;
}

LibraryFilter::LibraryFilter(LibraryModel& model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model) {
    setSourceModel(&model);
    setDynamicSortFilter(true);
}

void LibraryFilter::setSearch(const QString& text) {
    m_words = text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void LibraryFilter::setState(std::optional<LibraryState> state) {
    m_state = state;
    invalidateFilter();
}

void LibraryFilter::setStarred(bool only) {
    m_starred = only;
    invalidateFilter();
}

const LibraryRun& LibraryFilter::run(int row) const {
    return m_model.run(mapToSource(index(row, 0)).row());
}

std::vector<LibraryRun> LibraryFilter::shown() const {
    std::vector<LibraryRun> runs;
    runs.reserve(std::size_t(rowCount()));
    for (int row = 0; row < rowCount(); ++row) {
        runs.push_back(run(row));
    }
    return runs;
}

bool LibraryFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    const LibraryRun& run = m_model.run(row);
    if ((m_state && run.state != *m_state) || (m_starred && !run.words.star)) {
        return false;
    }
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        const auto has = [&](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
        return has(run.name) || has(run.method) || has(run.model) || has(run.data) || has(run.words.notes) ||
               has(stateWord(run.state)) || has(run.folder) ||
               std::any_of(run.words.tags.begin(), run.words.tags.end(), has);
    });
}

bool LibraryFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const LibraryRun &a = m_model.run(left.row()), &b = m_model.run(right.row());
    const int column = left.column();
    if (isText(column)) {
        const QString first = cellText(a, column), second = cellText(b, column);
        if (first.isEmpty() != second.isEmpty()) {
            return (sortOrder() == Qt::AscendingOrder) == second.isEmpty();
        }
        return first.compare(second, Qt::CaseInsensitive) < 0;
    }
    const double first = figure(a, column), second = figure(b, column);
    if (std::isnan(first) != std::isnan(second)) {
        return (sortOrder() == Qt::AscendingOrder) == std::isnan(second);
    }
    return first < second;
}

} // namespace loratrf
