#include "ui/run/log_filter.h"

#include "ui/run/run_log.h"
#include "ui/runs/run_model.h"

#include <algorithm>

namespace loratrf {

namespace {

bool isShown(LogFilter::Show show, LogRow::Kind kind) {
    using Kind = LogRow::Kind;
    switch (show) {
    case LogFilter::Everything:
        return true;
    case LogFilter::Warnings:
        return kind == Kind::Warning || kind == Kind::Problem;
    case LogFilter::Problems:
        return kind == Kind::Problem;
    case LogFilter::Evaluations:
        return kind == Kind::Evaluation;
    case LogFilter::Checkpoints:
        return kind == Kind::Checkpoint;
    case LogFilter::Samples:
        return kind == Kind::Sample;
    case LogFilter::Changes:
        return kind == Kind::Change || kind == Kind::State;
    }
    return true;
}

} // namespace

void LogFilter::setShown(Show show) {
    m_show = show;
    invalidateFilter();
}

void LogFilter::setSearched(const QString& text) {
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto kind =
        static_cast<LogRow::Kind>(sourceModel()->index(row, 0, parent).data(RunLogTable::KindRole).toInt());
    if (!isShown(m_show, kind)) {
        return false;
    }
    QString text;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        text += sourceModel()->index(row, column, parent).data().toString() + u' ';
    }
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace loratrf
