#include "ui/setup/row_browser.h"

#include "ui/setup/row_files.h"
#include "ui/setup/row_table.h"
#include "ui/setup/row_view.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace loratrf {

namespace {

constexpr std::size_t mostListed = 5000; // refused or repeated rows; the export has all of them
constexpr int keepPause = 500;           // ms

} // namespace

RowBrowser::RowBrowser(RowFiles& files, const QString& file, const QString& model, const DataOptions& options,
                       QWidget* parent)
    : QDialog(parent), m_files(files), m_id(nextJobId()), m_file(file), m_kept(file), m_parts(new QComboBox),
      m_goTo(new QSpinBox), m_wanted(new QLineEdit), m_find(new QPushButton), m_stop(new QPushButton),
      m_progress(new QProgressBar), m_strip(new MessageStrip), m_table(new RowTable(files, m_id, this)),
      m_view(new QTableView), m_row(new RowView(files, m_id, model, options)),
      m_state(new TextLabel({}, TextLabel::Rank::Muted)), m_export(new QPushButton), m_save(new QPushButton) {
    setWindowTitle(tr("Rows of %1").arg(QFileInfo(file).fileName()));
    setObjectName("rowBrowser");
    resize(980, 720);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addLayout(makeTop());
    m_progress->setObjectName("rowProgress");
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("How far the work is"));
    layout->addWidget(m_progress);
    m_strip->setObjectName("rowStrip");
    layout->addWidget(m_strip);

    m_view->setObjectName("rowList");
    m_view->setAccessibleName(tr("Rows"));
    m_view->setModel(m_table);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // rows are all alike: none is measured
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_view);
    splitter->addWidget(m_row);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    layout->addLayout(makeFooter());

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RowBrowser::chooseRow);
    connect(m_table, &RowTable::modelReset, this, [this] { m_row->clear(tr("Choose a row above.")); });
    connect(m_row, &RowView::changed, this,
            [this](int64_t row, const QString& text) { setChange(row, text.toStdString()); });
    connect(m_row, &RowView::leftOut, this, [this](int64_t row) { setChange(row, std::nullopt); });
    connect(m_row, &RowView::restored, this, &RowBrowser::undoChange);
    connect(&files, &RowFiles::opening, this, [this](int id, double done) {
        if (id == m_id) {
            setWork(Work::Opening, done);
        }
    });
    connect(&files, &RowFiles::opened, this, [this](int id, qint64 rows) {
        if (id == m_id) {
            begin(rows);
        }
    });
    connect(&files, &RowFiles::found, this, [this](int id, const std::vector<int64_t>& rows, double done) {
        if (id == m_id) {
            takeFound(rows, done);
        }
    });
    connect(&files, &RowFiles::searched, this, [this](int id) {
        if (id == m_id) {
            setWork(Work::None);
            if (m_lists[Part::Found].rows.empty()) {
                m_strip->setMessage(Level::Info, tr("No row holds “%1”.").arg(m_wanted->text()));
            }
        }
    });
    connect(&files, &RowFiles::linesFound, this, [this](int id, int question, const std::vector<int64_t>& rows) {
        if (id == m_id) {
            takeLines(question, rows);
        }
    });
    connect(&files, &RowFiles::written, this, [this](int id, const QString& written) {
        if (id == m_id) {
            takeWritten(written);
        }
    });
    connect(&files, &RowFiles::failed, this, [this](int id, const QString& message, const QString& unwritten) {
        if (id == m_id) {
            setWork(Work::None);
            if (unwritten == m_saving) {
                m_saving.clear();
            }
            m_strip->setMessage(Level::Problem, engineText(message));
            showCounts();
        }
    });
    connect(&files, &RowFiles::writing, this, [this](int id, double done) {
        if (id == m_id) {
            setWork(m_saving.isEmpty() ? Work::Exporting : Work::Copying, done);
        }
    });
    connect(&files, &RowFiles::writingStopped, this, [this](int id, const QString& unwritten) {
        if (id == m_id) {
            takeStopped(unwritten);
        }
    });
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(keepPause);
    connect(&m_keepSoon, &QTimer::timeout, this, &RowBrowser::keepChanges);
    setWork(Work::Opening);
    showCounts();
    m_files.open(m_id, file, options);
}

RowBrowser::~RowBrowser() {
    if (m_keepSoon.isActive()) {
        keepChanges();
    }
    m_files.close(m_id);
}

QLayout* RowBrowser::makeTop() {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::tight);
    const auto label = [&](const QString& text, QWidget* buddy) {
        auto* made = new QLabel(text);
        made->setBuddy(buddy);
        line->addWidget(made);
        line->addWidget(buddy);
    };
    m_parts->setObjectName("rowParts");
    m_parts->setToolTip(tr("Which rows the list shows"));
    m_parts->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label(tr("&Show"), m_parts);
    m_goTo->setObjectName("goToRow");
    m_goTo->setToolTip(tr("Number of a row, from 1 to the number of rows; press Return to go there"));
    m_goTo->setGroupSeparatorShown(true);
    m_goTo->setKeyboardTracking(false);
    m_goTo->setEnabled(false);
    label(tr("&Row"), m_goTo);
    line->addSpacing(space::normal);
    m_wanted->setObjectName("rowSearch");
    m_wanted->setAccessibleName(tr("Text to find"));
    m_wanted->setPlaceholderText(tr("Text to find in all rows"));
    m_wanted->setToolTip(tr("Upper and lower case are alike; what is written with escapes is found as well"));
    m_wanted->setClearButtonEnabled(true);
    line->addWidget(m_wanted, 1);
    m_find->setText(tr("&Find"));
    m_find->setObjectName("findRows");
    m_find->setToolTip(tr("List the rows that hold this text"));
    m_find->setAutoDefault(false);
    line->addWidget(m_find);
    m_stop->setText(tr("S&top"));
    m_stop->setObjectName("stopFind");
    m_stop->setAutoDefault(false);
    line->addWidget(m_stop);

    connect(m_parts, &QComboBox::currentIndexChanged, this, &RowBrowser::showPart);
    connect(m_goTo, &QSpinBox::valueChanged, this, [this](int row) { goToRow(row - 1); });
    connect(m_find, &QPushButton::clicked, this, [this] { find(m_wanted->text()); });
    connect(m_wanted, &QLineEdit::returnPressed, this, [this] { find(m_wanted->text()); });
    connect(m_stop, &QPushButton::clicked, this, &RowBrowser::stopWork);
    return line;
}

QLayout* RowBrowser::makeFooter() {
    auto* line = new QHBoxLayout;
    m_state->setObjectName("rowState");
    line->addWidget(m_state, 1);
    m_export->setText(tr("&Export refused rows…"));
    m_export->setObjectName("exportRefused");
    m_export->setToolTip(
        tr("Write the refused rows with their reasons into a JSON lines file, to mend them elsewhere"));
    m_export->setAutoDefault(false);
    line->addWidget(m_export);
    m_save->setText(tr("Save &corrected copy…"));
    m_save->setObjectName("saveCorrected");
    m_save->setToolTip(
        tr("Write a copy of the file with your changes and train on it; the file itself stays as it is"));
    m_save->setProperty("primary", true);
    m_save->setAutoDefault(false);
    line->addWidget(m_save);
    auto* close = new QPushButton(tr("C&lose"));
    close->setAutoDefault(false);
    line->addWidget(close);
    connect(m_export, &QPushButton::clicked, this, [this] {
        const QString to = QFileDialog::getSaveFileName(this, tr("Export refused rows"), suggestion("refused", "jsonl"),
                                                        tr("JSON lines (*.jsonl)"));
        if (!to.isEmpty()) {
            exportRefused(to);
        }
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString to = QFileDialog::getSaveFileName(this, tr("Save corrected copy"),
                                                        suggestion("corrected", QFileInfo(m_file).suffix()));
        if (!to.isEmpty()) {
            saveCopy(to);
        }
    });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return line;
}

QString RowBrowser::suggestion(const QString& ending, const QString& suffix) const {
    const QFileInfo info(m_file);
    return QString("%1/%2.%3.%4").arg(info.absolutePath(), info.completeBaseName(), ending, suffix);
}

void RowBrowser::begin(qint64 rows) {
    m_rows = rows;
    setWork(Work::None);
    restoreChanges();
    m_goTo->setEnabled(rows > 0);
    const QSignalBlocker quiet(m_goTo); // its first number is nobody's wish to go there
    m_goTo->setRange(1, static_cast<int>(std::clamp<qint64>(rows, 1, std::numeric_limits<int>::max())));
    showCounts();
    askLines();
    showPart();
}

void RowBrowser::takeFound(const std::vector<int64_t>& rows, double done) {
    List& list = m_lists[Part::Found];
    list.rows.insert(list.rows.end(), rows.begin(), rows.end());
    if (part() == Part::Found) {
        m_table->append(rows);
        if (!m_view->currentIndex().isValid() && m_table->rowCount() > 0) {
            m_view->selectRow(0);
        }
    }
    setWork(Work::Searching, done);
    showCounts();
}

void RowBrowser::takeLines(int question, const std::vector<int64_t>& rows) {
    const auto asked = m_askedLines.find(question);
    if (asked == m_askedLines.end()) { // of an older report
        return;
    }
    const Part answered = asked->second;
    m_askedLines.erase(asked);
    List& list = m_lists[answered];
    QStringList reasons;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] >= 0) {
            list.rows.push_back(rows[i]);
            reasons << list.reasons.value(static_cast<qsizetype>(i));
        }
    }
    list.reasons = reasons;
    if (part() == answered) {
        showPart();
    }
}

RowBrowser::Part RowBrowser::part() const {
    return static_cast<Part>(m_parts->currentData().toInt());
}

void RowBrowser::setReport(const DataReport& report, const QStringList& files) {
    m_askedLines.clear();
    m_rejected = report.rejected;
    m_repeated = report.duplicates;
    std::vector<int64_t> lines;
    QStringList reasons;
    for (const loratrf::Rejected& one : report.rejected) {
        if (lines.size() < mostListed) {
            lines.push_back(one.line);
            reasons << qs(one.reason);
        }
    }
    setLines(Part::Refused, lines, reasons);
    lines.clear();
    reasons.clear();
    for (const EqualRows& pair : report.duplicate_rows) {
        lines.push_back(pair.line);
        const QString line = countText(pair.other), file = files.value(pair.file, m_file);
        reasons << (file == m_file
                        ? tr("Equal to line %1 but for white space").arg(line)
                        : tr("Equal to line %1 of %2 but for white space").arg(line, QFileInfo(file).fileName()));
    }
    setLines(Part::Repeated, lines, reasons);
    const Part before = part();
    showCounts();
    askLines();
    if (before == Part::Refused || before == Part::Repeated) {
        showPart(); // its old rows are not those of the report
    }
}

void RowBrowser::setLines(Part part, std::vector<int64_t> lines, QStringList reasons) {
    m_lists[part] = {std::move(lines), {}, std::move(reasons)};
}

void RowBrowser::askLines() {
    if (m_rows < 0) {
        return;
    }
    for (const Part part : {Part::Refused, Part::Repeated}) {
        const List& list = m_lists[part];
        if (!list.lines.empty() && list.rows.empty()) {
            const int question = nextJobId();
            m_askedLines[question] = part;
            m_files.rowsOfLines(m_id, question, list.lines);
        }
    }
}

void RowBrowser::showCounts() {
    const QVariant now = m_parts->currentData();
    const QSignalBlocker quiet(m_parts);
    m_parts->clear();
    const auto add = [&](Part part, const QString& text) { m_parts->addItem(text, static_cast<int>(part)); };
    add(Part::All, m_rows < 0 ? tr("All rows") : tr("All rows (%1)").arg(countText(m_rows)));
    const auto count = [](std::size_t size) { return countText(static_cast<int64_t>(size)); };
    if (m_lists.contains(Part::Found)) {
        add(Part::Found, tr("Rows found (%1)").arg(count(m_lists[Part::Found].rows.size())));
    }
    if (!m_rejected.empty()) {
        add(Part::Refused, m_rejected.size() > mostListed ? tr("Refused rows (the first %1)").arg(count(mostListed))
                                                          : tr("Refused rows (%1)").arg(count(m_rejected.size())));
    }
    if (const std::size_t listed = m_lists[Part::Repeated].lines.size(); listed > 0) {
        const bool all = m_repeated <= static_cast<int64_t>(listed);
        add(Part::Repeated, (all ? tr("Repeated rows (%1)") : tr("Repeated rows (the first %1)")).arg(count(listed)));
    }
    const int at = m_parts->findData(now);
    m_parts->setCurrentIndex(std::max(at, 0));

    const auto leftOut =
        static_cast<int>(std::ranges::count_if(m_changes, [](const auto& change) { return !change.second; }));
    const auto changed = static_cast<int>(m_changes.size()) - leftOut;
    m_state->setText(m_changes.empty()
                         ? tr("The file itself is never changed.")
                         : tr("Not saved yet: %1 changed, %2 left out.")
                               .arg(tr("%n row(s)", nullptr, changed), tr("%n row(s)", nullptr, leftOut)));
    m_save->setEnabled(m_rows >= 0 && !m_changes.empty() && m_saving.isEmpty());
    m_row->setEnabled(m_saving.isEmpty()); // a change made now would miss the copy and be dropped with the others
    m_export->setEnabled(m_rows >= 0 && !m_rejected.empty() && m_saving.isEmpty()); // this window goes with the copy
    m_find->setEnabled(m_rows > 0);
}

void RowBrowser::showPart() {
    if (m_rows < 0) {
        return;
    }
    if (part() == Part::All) {
        m_table->setAll(m_rows);
    } else {
        m_table->setList(m_lists[part()].rows, m_lists[part()].reasons);
    }
    QHeaderView* header = m_view->horizontalHeader();
    const int digits = static_cast<int>(countText(m_rows * 4).size()) + 2;
    header->resizeSection(RowTable::LineColumn, m_view->fontMetrics().averageCharWidth() * digits + 24);
    header->setSectionResizeMode(RowTable::TextColumn, QHeaderView::Stretch);
    if (m_table->hasReasons()) {
        header->setSectionResizeMode(RowTable::ReasonColumn, QHeaderView::Stretch);
    }
    if (m_table->rowCount() > 0) {
        m_view->selectRow(0);
    }
}

void RowBrowser::setOptions(const QString& model, const DataOptions& options) {
    m_row->setOptions(model, options);
    chooseRow();
}

void RowBrowser::look(Part part) {
    const int at = m_parts->findData(static_cast<int>(part));
    if (at >= 0) {
        m_parts->setCurrentIndex(at);
    }
}

void RowBrowser::goToRow(int64_t row) {
    look(Part::All);
    if (const std::optional<int> at = m_table->indexOf(row)) {
        m_view->selectRow(*at);
        m_view->scrollTo(m_table->index(*at, 0), QAbstractItemView::PositionAtCenter);
    }
}

void RowBrowser::find(const QString& text) {
    if (text.isEmpty() || m_rows <= 0) {
        return;
    }
    m_strip->clear();
    m_wanted->setText(text);
    m_lists[Part::Found] = {};
    showCounts();
    look(Part::Found);
    showPart();
    setWork(Work::Searching);
    m_files.find(m_id, text);
}

void RowBrowser::chooseRow() {
    const QModelIndex now = m_view->currentIndex();
    if (!now.isValid()) {
        m_row->clear(tr("Choose a row above."));
        return;
    }
    const int64_t row = m_table->rowAt(now.row());
    const auto change = m_changes.find(row);
    using Change = std::optional<std::string>;
    m_row->setRow(row, change == m_changes.end() ? std::nullopt : std::optional<Change>(std::in_place, change->second));
}

void RowBrowser::setWork(Work work, double done) {
    if (work != std::exchange(m_work, work)) {
        m_stop->setEnabled(true);
    }
    QString what;
    switch (work) {
    case Work::None:
        break;
    case Work::Opening:
        what = tr("Reading the file");
        break;
    case Work::Searching:
        what = tr("Searching");
        m_stop->setToolTip(tr("End the search; the rows found so far stay"));
        break;
    case Work::Copying:
        what = tr("Writing the copy");
        break;
    case Work::Exporting:
        what = tr("Writing the refused rows");
        break;
    }
    const bool writes = work == Work::Copying || work == Work::Exporting;
    if (writes) {
        m_stop->setToolTip(tr("Write no file after all; your changes stay in this window"));
    }
    const int64_t share = std::llround(done * m_progress->maximum());
    m_progress->setVisible(work != Work::None);
    m_progress->setFormat(
        m_left.appended(what, {.what = what.toStdString(), .done = share, .total = m_progress->maximum()}));
    m_progress->setValue(static_cast<int>(share));
    m_stop->setVisible(writes || work == Work::Searching);
}

void RowBrowser::stopWork() {
    if (m_work == Work::Searching) {
        m_files.stopFind(m_id);
        setWork(Work::None);
    } else {
        m_files.stopWriting(m_id);
        m_stop->setEnabled(false); // until it has ended, written or not
    }
}

} // namespace loratrf
