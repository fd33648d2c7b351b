// The card's rows: the first ones as tokens, the window over all of them, and what reading all of them told.

#include "ui/setup/data_card.h"
#include "ui/setup/data_files.h"
#include "ui/setup/data_report_view.h"
#include "ui/setup/data_roles.h"
#include "ui/setup/reading_bar.h"
#include "ui/setup/row_browser.h"
#include "ui/setup/row_files.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/token_view.h"
#include "ui/widgets/words.h"

#include <QPushButton>

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

constexpr int tokensHeight = 300, emptyHeight = 100;

} // namespace

void DataCard::makePreview() {
    auto* layout = new QVBoxLayout(m_preview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    auto* line = new QHBoxLayout;
    m_rowText->setObjectName("rowText");
    line->addWidget(m_rowText, 1);
    const auto switcher = [&](QPushButton* button, const char* name, const QString& help) {
        button->setObjectName(name);
        button->setFixedWidth(36);
        button->setToolTip(help);
        button->setAccessibleName(help);
        line->addWidget(button);
    };
    switcher(m_previous, "previousRow", tr("Previous row"));
    switcher(m_next, "nextRow", tr("Next row"));
    m_browse->setObjectName("browseRows");
    m_browse->setToolTip(
        tr("Every row of the file as text and as tokens, with a search; rows can be mended in a copy"));
    m_browse->setEnabled(false);
    line->addWidget(m_browse);
    layout->addLayout(line);
    m_tokens->setObjectName("tokens");
    m_tokens->setFixedHeight(emptyHeight);
    layout->addWidget(m_tokens);
    layout->addWidget(
        new TextLabel(tr("Coloured and underlined: the tokens trained on. Grey: only read."), TextLabel::Rank::Muted));
}

// One window a file: it may hold changes that are not saved.
RowBrowser* DataCard::browse(const QString& file) {
    if (file.isEmpty()) {
        return nullptr;
    }
    m_browsers.removeAll(nullptr);
    const auto open = std::ranges::find(m_browsers, file, [](const auto& one) { return one->file(); });
    RowBrowser* browser = open != m_browsers.end() ? open->data() : nullptr;
    if (browser == nullptr) {
        browser = new RowBrowser(m_rowFiles, file, m_model, dataOptions(), window());
        browser->setAttribute(Qt::WA_DeleteOnClose);
        m_browsers << browser;
        connect(browser, &RowBrowser::corrected, this, [this, file](const QString& copy) { takeCopy(file, copy); });
        if (const DataReport* report = reportOf(file)) {
            browser->setReport(*report, askedFiles());
        }
    } else {
        browser->setOptions(m_model, dataOptions());
    }
    browser->show();
    browser->raise();
    browser->activateWindow();
    return browser;
}

void DataCard::takeCopy(const QString& file, const QString& copy) {
    if (file == m_eval->path()) {
        m_eval->setPath(copy);
    }
    if (file != m_data->path()) { // a further one, or another was chosen meanwhile
        m_more->replace(file, copy);
        return;
    }
    const DataOptions same = dataOptions(); // the copy has the same fields
    m_data->setPath(copy);
    m_roles->read(same);
    m_wait.start();
    Q_EMIT changed();
}

QStringList DataCard::trainingFiles() const {
    return QStringList(m_data->path()) + m_more->paths();
}

QStringList DataCard::askedFiles() const {
    return m_askedEval.isEmpty() ? m_askedFiles : m_askedFiles + QStringList(m_askedEval);
}

const DataReport* DataCard::reportOf(const QString& file) const {
    const auto found = m_reports.find(file);
    return found == m_reports.end() ? nullptr : &found->second;
}

std::vector<int64_t> DataCard::rows() const {
    std::vector<int64_t> rows;
    for (const QString& file : trainingFiles()) {
        const DataReport* report = reportOf(file);
        if (report == nullptr) {
            return {};
        }
        rows.push_back(report->sequences);
    }
    return rows;
}

bool DataCard::ofPairs() const {
    const DataReport* report = reportOf(m_data->path());
    return report != nullptr && report->shape == RowShape::Preference;
}

void DataCard::takeReport(const DataReport& report) {
    const QString file = qs(report.file);
    const QStringList asked = askedFiles();
    m_reports[file] = report;
    for (const QPointer<RowBrowser>& browser : m_browsers) {
        if (browser && browser->file() == file) {
            browser->setReport(report, asked);
        }
    }
    std::vector<DataReport> known;
    for (const QString& training : std::as_const(m_askedFiles)) {
        if (const DataReport* one = reportOf(training)) {
            known.push_back(*one);
        }
    }
    if (!known.empty() && qs(known.front().file) == m_asked) {
        m_report->setReports(known, reportOf(m_askedEval), dataOptions());
    }
    if (file == asked.last()) {
        m_reading->end();
        m_data->remember();
    }
    Q_EMIT rowsCounted();
}

void DataCard::showRow(int index) {
    if (m_rows.empty()) {
        showEmpty(tr("The file has no row that can be shown."));
        return;
    }
    m_row = std::clamp(index, 0, static_cast<int>(m_rows.size()) - 1);
    const PreviewRow& row = m_rows[static_cast<std::size_t>(m_row)];
    const QString which =
        tr("Row %1 of the first %2 · line %3").arg(m_row + 1).arg(m_rows.size()).arg(countText(row.line));
    m_tokens->setFixedHeight(tokensHeight);
    if (row.error.empty()) {
        m_tokens->setRow(row);
        const QString tokens = countText(static_cast<int64_t>(row.tokens.size()));
        const QString rejected = countText(static_cast<int64_t>(row.rejected.size()));
        const QString trained = countText(m_tokens->supervisedCount());
        m_rowText->setText(
            row.rejected.empty()
                ? tr("%1 · %2 tokens, %3 trained on").arg(which, tokens, trained)
                : tr("%1 · a pair of %2 and %3 tokens, %4 trained on").arg(which, tokens, rejected, trained));
    } else {
        m_tokens->clearRow(tr("This row cannot be used: %1").arg(engineText(row.error)));
        m_rowText->setText(which);
    }
    m_previous->setEnabled(m_row > 0);
    m_next->setEnabled(m_row + 1 < static_cast<int>(m_rows.size()));
}

void DataCard::showEmpty(const QString& why) {
    m_tokens->setFixedHeight(emptyHeight);
    m_tokens->clearRow(why);
    m_rowText->setText(tr("First rows"));
    m_previous->setEnabled(false);
    m_next->setEnabled(false);
}

} // namespace loratrf
