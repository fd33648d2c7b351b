#include "ui/setup/row_table.h"

#include "ui/setup/row_files.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QFont>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int rowsAPage = 64;
constexpr int keptPages = 64;
constexpr int askedAtOnce = 4;
constexpr std::size_t mostWanted = 16; // older ones were scrolled past

// One line of the table, whatever the row holds.
QString oneLine(const RowText& row) {
    return QString::fromStdString(row.text).simplified() + (row.cut ? QStringLiteral(" …") : QString());
}

} // namespace

RowTable::RowTable(RowFiles& files, int id, QObject* parent)
    : QAbstractTableModel(parent), m_files(files), m_id(id), m_pages(keptPages) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RowTable::ask);
    connect(&files, &RowFiles::pageRead, this, [this](int answered, qint64 first, const Page& rows) {
        if (answered == m_id) {
            take(first, rows);
        }
    });
}

void RowTable::setAll(qint64 rows) {
    beginResetModel();
    m_isList = false;
    m_all = std::min<qint64>(rows, std::numeric_limits<int>::max());
    m_reasons.clear();
    endResetModel();
}

void RowTable::setList(const std::vector<int64_t>& rows, const QStringList& reasons) {
    beginResetModel();
    m_isList = true;
    m_list = rows;
    m_reasons = reasons;
    endResetModel();
}

void RowTable::append(const std::vector<int64_t>& rows) {
    if (rows.empty()) {
        return;
    }
    const auto before = static_cast<int>(m_list.size());
    beginInsertRows({}, before, before + static_cast<int>(rows.size()) - 1);
    m_list.insert(m_list.end(), rows.begin(), rows.end());
    endInsertRows();
}

int64_t RowTable::rowAt(int index) const {
    return m_isList ? m_list[static_cast<std::size_t>(index)] : index;
}

std::optional<int> RowTable::indexOf(int64_t row) const {
    if (!m_isList) {
        return row >= 0 && row < m_all ? std::optional(static_cast<int>(row)) : std::nullopt;
    }
    const auto found = std::ranges::find(m_list, row);
    return found == m_list.end() ? std::nullopt : std::optional(static_cast<int>(found - m_list.begin()));
}

void RowTable::setMark(int64_t row, Mark mark) {
    m_marks[row] = mark;
    if (const std::optional<int> at = indexOf(row)) {
        Q_EMIT dataChanged(index(*at, 0), index(*at, columnCount() - 1));
    }
}

int RowTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_isList ? static_cast<int>(m_list.size()) : static_cast<int>(m_all);
}

int RowTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : hasReasons() ? 3 : 2;
}

QVariant RowTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == LineColumn ? tr("Line") : section == TextColumn ? tr("Row") : tr("Reason");
}

QVariant RowTable::data(const QModelIndex& index, int role) const {
    const int64_t row = rowAt(index.row());
    const Mark mark = m_marks.value(row, Mark::None);
    switch (role) {
    case Qt::DisplayRole: {
        if (index.column() == ReasonColumn) {
            return engineText(m_reasons.value(index.row())); // of the rows in sight: there may be very many
        }
        const RowText* one = text(row);
        if (one == nullptr) {
            return index.column() == LineColumn ? QString() : QStringLiteral("…");
        }
        if (index.column() == LineColumn) {
            return countText(one->line);
        }
        return mark == Mark::Changed ? tr("(changed) %1").arg(oneLine(*one)) : oneLine(*one);
    }
    case Qt::ToolTipRole:
        return index.column() == ReasonColumn ? engineText(m_reasons.value(index.row())) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == LineColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: {
        QFont font;
        font.setStrikeOut(mark == Mark::LeftOut);
        font.setItalic(mark == Mark::Changed);
        return mark == Mark::None ? QVariant() : font;
    }
    default:
        return {};
    }
}

const RowText* RowTable::text(int64_t row) const {
    const qint64 page = row / rowsAPage;
    const auto at = static_cast<std::size_t>(row % rowsAPage);
    if (const Page* rows = m_pages.object(page)) {
        return at < rows->size() ? &(*rows)[at] : nullptr;
    }
    if (!m_asked.contains(page)) {
        std::erase(m_wanted, page);
        m_wanted.push_back(page);
        if (!m_soon.isActive()) {
            m_soon.start();
        }
    }
    return nullptr;
}

void RowTable::ask() {
    if (m_wanted.size() > mostWanted) {
        m_wanted.erase(m_wanted.begin(), m_wanted.end() - mostWanted);
    }
    while (m_asked.size() < askedAtOnce && !m_wanted.empty()) {
        const qint64 page = m_wanted.back();
        m_wanted.pop_back();
        m_asked.insert(page);
        m_files.read(m_id, page * rowsAPage, rowsAPage);
    }
}

void RowTable::take(qint64 first, const Page& rows) {
    m_asked.remove(first / rowsAPage);
    m_pages.insert(first / rowsAPage, new Page(rows)); // the cache owns it
    if (rowCount() > 0) {                              // views draw again only what they show
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
    ask();
}

} // namespace loratrf
