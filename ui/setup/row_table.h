#pragma once
// The rows of an open file as a table: pages are fetched when they are looked at and forgotten again, so that a million
// rows cost what a screen of them costs.

#include "backend/data/row_file.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <vector>

namespace loratrf {

class RowFiles;

class RowTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LineColumn, TextColumn, ReasonColumn };
    enum class Mark { None, Changed, LeftOut };

    RowTable(RowFiles& files, int id, QObject* parent = nullptr);

    void setAll(qint64 rows);
    void setList(const std::vector<int64_t>& rows, const QStringList& reasons = {}); // reasons: one a row, or none
    void append(const std::vector<int64_t>& rows);
    int64_t rowAt(int index) const; // row of the file
    std::optional<int> indexOf(int64_t row) const;
    bool hasReasons() const { return !m_reasons.isEmpty(); }
    void setMark(int64_t row, Mark mark);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Page = std::vector<RowText>;
    const RowText* text(int64_t row) const; // null: asked for
    void ask();
    void take(qint64 first, const Page& rows);

    RowFiles& m_files;
    int m_id;
    qint64 m_all = 0;
    bool m_isList = false;
    std::vector<int64_t> m_list;
    QStringList m_reasons;
    QHash<qint64, Mark> m_marks;
    // Looking at a row that is not there yet asks for it, so these change while the table is only read.
    mutable QCache<qint64, Page> m_pages;
    mutable std::vector<qint64> m_wanted; // pages, newest last
    mutable QTimer m_soon;
    QSet<qint64> m_asked;
};

} // namespace loratrf
