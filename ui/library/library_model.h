#pragma once
// The runs of the project folder as a table, and the part of them that a search leaves.

#include "ui/library/run_library.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>

#include <optional>

namespace loratrf {

QString stateWord(LibraryState state);
QColor stateColour(LibraryState state, const QPalette& palette);

class LibraryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Star,
        Name,
        State,
        Method,
        Model,
        Data,
        BestEval,
        TrainLoss,
        Exact,
        Preferred,
        Steps,
        Epochs,
        Parameters,
        Time,
        Memory,
        Size,
        Created,
        Tags,
        Notes,
        Folder,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<LibraryRun> runs);
    void apply(const std::vector<LibraryRun>& changed, const QStringList& gone);
    const std::vector<LibraryRun>& runs() const { return m_runs; }
    const LibraryRun& run(int row) const { return m_runs[std::size_t(row)]; }
    const LibraryRun* find(const QString& folder) const; // null: none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool shownAtFirst(int column);

private:
    void indexRows();

    std::vector<LibraryRun> m_runs;
    QHash<QString, int> m_rows; // by folder
};

// Rows with all words of the search, of one state or all, starred ones alone or all. A missing figure comes last in
// either order.
class LibraryFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LibraryFilter(LibraryModel& model, QObject* parent = nullptr);

    void setSearch(const QString& text);
    void setState(std::optional<LibraryState> state);
    void setStarred(bool only);
    const LibraryRun& run(int row) const;
    std::vector<LibraryRun> shown() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const LibraryModel& m_model;
    QStringList m_words;
    std::optional<LibraryState> m_state;
    bool m_starred = false;
};

} // namespace loratrf
