// The window's changes: noted row by row, kept from a crash, written into a copy or dropped.

#include "ui/setup/row_browser.h"
#include "ui/setup/row_files.h"
#include "ui/setup/row_table.h"
#include "ui/widgets/message_strip.h"

#include <QFileInfo>

namespace loratrf {

void RowBrowser::setChange(int64_t row, const std::optional<std::string>& text) {
    m_changes[row] = text;
    m_warned = false;
    m_keepSoon.start();
    m_table->setMark(row, text ? RowTable::Mark::Changed : RowTable::Mark::LeftOut);
    showCounts();
}

void RowBrowser::undoChange(int64_t row) {
    m_changes.erase(row);
    m_keepSoon.start();
    m_table->setMark(row, RowTable::Mark::None);
    showCounts();
}

void RowBrowser::restoreChanges() {
    m_changes = m_kept.read();
    for (const auto& [row, text] : m_changes) {
        m_table->setMark(row, text ? RowTable::Mark::Changed : RowTable::Mark::LeftOut);
    }
    if (!m_changes.empty()) {
        m_strip->setMessage(Level::Info, tr("%n row(s) that were changed the last time are in no copy yet. They are "
                                            "changed here again.",
                                            nullptr, static_cast<int>(m_changes.size())));
    }
}

void RowBrowser::keepChanges() {
    m_keepSoon.stop();
    m_kept.keep(m_changes);
}

void RowBrowser::forgetChanges() {
    m_changes.clear();
    keepChanges();
}

void RowBrowser::saveCopy(const QString& to) {
    m_strip->clear();
    m_saving = to;
    showCounts();
    setWork(Work::Copying);
    m_files.saveCorrected(m_id, m_changes, to);
}

void RowBrowser::exportRefused(const QString& to) {
    m_strip->clear();
    setWork(Work::Exporting);
    m_files.exportRejected(m_id, m_rejected, to);
}

void RowBrowser::takeWritten(const QString& file) {
    setWork(Work::None);
    if (file != m_saving) {
        m_strip->setMessage(Level::Info, tr("The refused rows are in %1.").arg(file));
        return;
    }
    m_saving.clear();
    forgetChanges();
    Q_EMIT corrected(file);
    accept();
}

void RowBrowser::takeStopped(const QString& file) {
    setWork(Work::None);
    if (file == m_saving) {
        m_saving.clear();
    }
    showCounts();
    m_strip->setMessage(Level::Info, tr("Cancelled: %1 was not written.").arg(file));
}

QString RowBrowser::unsavedWork() const {
    return m_changes.empty() ? QString()
                             : tr("Changed rows of %1 are not saved yet.").arg(QFileInfo(m_file).fileName());
}

void RowBrowser::dropWork() {
    forgetChanges();
    close();
}

void RowBrowser::reject() {
    if (!m_changes.empty() && !m_warned) {
        m_warned = true;
        m_strip->setMessage(Level::Warning, tr("Your changes are not saved. Save a corrected copy, or close once more "
                                               "to drop them."));
        return;
    }
    if (!m_changes.empty()) {
        forgetChanges();
    }
    QDialog::reject();
}

} // namespace loratrf
