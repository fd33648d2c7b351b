#include "ui/library/compare_dialog.h"

#include "ui/library/method_comparison.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

QString sizeOf(double bytes) {
    return sizeText(std::llround(bytes));
}

QStringList rateTexts(const QString& text) {
    QStringList parts;
    for (const QString& part : text.split(QLatin1Char(','))) {
        if (!part.trimmed().isEmpty()) {
            parts << part.trimmed();
        }
    }
    return parts;
}

QString freshFolder(const QString& below) {
    return QDir(below).filePath(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss")));
}

} // namespace

QString meanText(const Summary& summary, QString (*text)(double)) {
    if (summary.count == 0) {
        return QStringLiteral("–");
    }
    return std::isfinite(summary.half_width)
               ? QStringLiteral("%1 ± %2").arg(text(summary.mean), text(summary.half_width))
               : text(summary.mean);
}

CompareDialog::CompareDialog(StudioBackend& backend, MethodComparison& comparison, QWidget* parent)
    : QDialog(parent), m_backend(backend), m_comparison(comparison), m_form(nullptr), m_report(nullptr),
      m_on(new TextLabel({})), m_count(new TextLabel({}, TextLabel::Rank::Muted)),
      m_doing(new TextLabel({}, TextLabel::Rank::Muted)), m_reading(new TextLabel({}, TextLabel::Rank::Muted)),
      m_methods(new QListWidget), m_budget(new QComboBox), m_seconds(new NumberSpin), m_testShare(new NumberSpin),
      m_seeds(new QSpinBox), m_rates(new QLineEdit), m_folder(new QLineEdit),
      m_generate(new QCheckBox(tr("Also &generate the answers and compare them"))), m_strip(new MessageStrip),
      m_progress(new QProgressBar), m_table(new QTableWidget), m_start(new QPushButton(tr("&Start comparison"))),
      m_stop(new QPushButton(tr("S&top"))), m_again(new QPushButton(tr("&New comparison"))),
      m_files(new QPushButton(tr("Show report &files"))), m_open(new QPushButton(tr("&Open earlier…"))) {
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(tr("Compare methods"));
    resize(820, 640);
    m_form = makeForm();
    m_report = makeReport();
    m_strip->setObjectName(QStringLiteral("compareStrip"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_progress->setObjectName(QStringLiteral("compareProgress"));
    m_doing->setObjectName(QStringLiteral("compareDoing"));
    m_doing->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_start->setProperty("primary", true);
    m_start->setToolTip(tr("Train all of them, one after the other"));
    m_stop->setObjectName(QStringLiteral("compareStop"));
    m_stop->setToolTip(tr("What is finished stays in the folder; the same options go on from there"));
    m_again->setObjectName(QStringLiteral("compareAgain"));
    m_again->setToolTip(tr("Back to the form"));
    m_files->setObjectName(QStringLiteral("compareFiles"));
    m_files->setToolTip(tr("The folder with the report as Markdown, CSV, JSON and pictures"));
    m_open->setObjectName(QStringLiteral("compareOpen"));
    m_open->setToolTip(tr("The report of a comparison that has finished, from its folder"));
    auto* close = new QPushButton(tr("&Close"));
    close->setToolTip(tr("A comparison under way goes on"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::normal);
    buttons->addWidget(m_count, 1);
    for (QPushButton* button : {m_open, m_files, m_again, m_stop, m_start, close}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("Compare methods"), TextLabel::Rank::PageTitle));
    layout->addWidget(m_strip);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_report, 1);
    layout->addWidget(m_doing);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);
    m_report->hide();

    connect(m_start, &QPushButton::clicked, this, &CompareDialog::start);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_backend.stop();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_report->hide();
        m_form->show();
        m_folder->setText(freshFolder(QFileInfo(m_folder->text()).path()));
        setWorking(false);
    });
    connect(m_files, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_shown)); });
    connect(m_open, &QPushButton::clicked, this, &CompareDialog::openEarlier);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&backend, &StudioBackend::event, this, &CompareDialog::take);
    connect(&comparison, &MethodComparison::compared, this, &CompareDialog::showResult);
    connect(&comparison, &MethodComparison::failed, this, [this](const QString& message) {
        m_strip->setMessage(Level::Problem, message);
        setWorking(false);
    });
    connect(&comparison, &MethodComparison::unreadable, m_strip,
            [this](const QString& message) { m_strip->setMessage(Level::Problem, message); });
    connect(&backend, &StudioBackend::busyChanged, this, &CompareDialog::describe);
    setWorking(false);
}

QWidget* CompareDialog::makeForm() {
    m_on->setObjectName(QStringLiteral("compareOn"));
    m_on->setWordWrap(true);
    m_on->setTextFormat(Qt::PlainText);
    m_methods->setObjectName(QStringLiteral("compareMethods"));
    m_methods->setToolTip(tr("Tick what shall take part, at least two"));
    m_methods->setMinimumHeight(120);
    for (const MethodInfo& method : m_backend.methods()) {
        auto* item = new QListWidgetItem(engineText(method.label), m_methods);
        item->setToolTip(engineText(method.sentence));
        item->setData(Qt::UserRole, qs(method.key));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    m_budget->setObjectName(QStringLiteral("compareBudget"));
    m_budget->setToolTip(tr("What is equal for all: as many trained parameters as a LoRA of the form's rank (or the "
                            "method's usual share of them), the same rank, or the same seconds of training steps"));
    m_budget->addItem(tr("Same number of parameters"), int(Budget::Params));
    m_budget->addItem(tr("Same rank"), int(Budget::Rank));
    m_budget->addItem(tr("Same training time"), int(Budget::Time));
    m_seconds->setObjectName(QStringLiteral("compareSeconds"));
    m_seconds->setRange(1, 1e6);
    m_seconds->setValue(300);
    m_seconds->setSuffix(tr(" s a trial"));
    m_seconds->setToolTip(tr("Seconds of training steps each trial gets; a few minutes at least"));
    m_seeds->setObjectName(QStringLiteral("compareSeeds"));
    m_seeds->setRange(1, 50);
    m_seeds->setValue(3);
    m_seeds->setToolTip(tr("How often each method is trained; below 2 there is no interval, 3 to 5 are usual"));
    m_rates->setObjectName(QStringLiteral("compareRates"));
    m_rates->setToolTip(tr("Tried with the first seed, the best on the evaluation rows is kept; a method's best rate "
                           "may be far from another's"));
    m_testShare->setObjectName(QStringLiteral("compareTestShare"));
    m_testShare->setRange(0.01, 0.9);
    m_testShare->setValue(0.2);
    m_testShare->setToolTip(tr("Share of the rows that judge and that no training sees; 0.1 to 0.3 are usual"));
    m_generate->setObjectName(QStringLiteral("compareGenerate"));
    m_generate->setToolTip(tr("Slower; rows whose answers are labels are always answered"));
    m_folder->setObjectName(QStringLiteral("compareFolder"));
    m_folder->setToolTip(tr("A new folder for trials and report; an interrupted comparison's goes on"));

    auto* fields = new QFormLayout;
    fields->setHorizontalSpacing(space::normal);
    fields->setVerticalSpacing(space::tight);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    fields->addRow(tr("&Budget"), m_budget);
    fields->addRow(tr("Ti&me"), m_seconds);
    fields->addRow(tr("S&eeds"), m_seeds);
    fields->addRow(tr("&Learning rates"), m_rates);
    fields->addRow(tr("Test s&hare"), m_testShare);
    fields->addRow(QString(), m_generate);
    fields->addRow(tr("&Folder"), m_folder);
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_budget, m_seconds, m_seeds, m_rates, m_testShare, m_folder}) {
        fields->labelForField(field)->setMinimumHeight(field->sizeHint().height()); // its text in the middle
    }
    auto* methodsLabel = new QLabel(tr("&Methods"));
    methodsLabel->setBuddy(m_methods);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::tight);
    left->addWidget(methodsLabel);
    left->addWidget(m_methods, 1);
    auto* right = new QVBoxLayout;
    right->addLayout(fields);
    right->addStretch();
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::wide);
    columns->addLayout(left, 2);
    columns->addLayout(right, 3);
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_on);
    layout->addLayout(columns, 1);
    connect(m_methods, &QListWidget::itemChanged, this, &CompareDialog::describe);
    connect(m_budget, &QComboBox::currentIndexChanged, this, &CompareDialog::describe);
    connect(m_seeds, &QSpinBox::valueChanged, this, &CompareDialog::describe);
    connect(m_rates, &QLineEdit::textChanged, this, &CompareDialog::describe);
    return form;
}

QWidget* CompareDialog::makeReport() {
    m_reading->setObjectName(QStringLiteral("compareReading"));
    m_reading->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setAccessibleName(tr("Results of the methods"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* report = new QWidget;
    auto* layout = new QVBoxLayout(report);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_reading);
    layout->addWidget(m_table, 1);
    return report;
}

void CompareDialog::setBase(const TrainOptions& base, const QString& projectFolder) {
    if (m_working || !m_form->isVisibleTo(this)) {
        return;
    }
    m_base = base;
    const QString eval = base.eval_data.empty() ? tr("%1 of the rows").arg(percentText(base.eval_share))
                                                : tr("rows of %1").arg(QFileInfo(qs(base.eval_data)).fileName());
    m_on->setText(base.model.empty() || base.data.empty()
                      ? tr("Choose a model and training rows on the page Set up first.")
                      : tr("All train %1 on the rows of %2 with the recipe of the page Set up, tuned on %3.")
                            .arg(QFileInfo(qs(base.model)).fileName(), QFileInfo(qs(base.data)).fileName(), eval));
    m_rates->setPlaceholderText(tr("%1, for all").arg(base.learning_rate));
    m_folder->setText(freshFolder(QDir(projectFolder).filePath(QStringLiteral("comparisons"))));
    const bool none = options().methods.empty();
    for (int i = 0; none && i < m_methods->count(); ++i) {
        const QString key = m_methods->item(i)->data(Qt::UserRole).toString();
        if (key == qs(base.method) || key == QLatin1String("lora")) {
            m_methods->item(i)->setCheckState(Qt::Checked);
        }
    }
    describe();
}

CompareOptions CompareDialog::options() const {
    CompareOptions options;
    options.train = m_base;
    for (int i = 0; i < m_methods->count(); ++i) {
        if (m_methods->item(i)->checkState() == Qt::Checked) {
            options.methods.push_back(m_methods->item(i)->data(Qt::UserRole).toString().toStdString());
        }
    }
    options.budget = Budget(m_budget->currentData().toInt());
    options.seconds = byTime() ? m_seconds->value() : 0;
    options.seeds = m_seeds->value();
    for (const QString& rate : rateTexts(m_rates->text())) {
        options.learning_rates.push_back(QLocale::c().toDouble(rate));
    }
    options.test_share = m_testShare->value();
    options.generate = m_generate->isChecked();
    options.folder = m_folder->text().toStdString();
    return options;
}

bool CompareDialog::byTime() const {
    return Budget(m_budget->currentData().toInt()) == Budget::Time;
}

int CompareDialog::trials() const {
    const CompareOptions now = options();
    const int rates = int(now.learning_rates.size());
    return int(now.methods.size()) * (rates > 1 ? rates + int(now.seeds) - 1 : int(now.seeds));
}

void CompareDialog::describe() {
    m_seconds->setEnabled(byTime());
    const QStringList rates = rateTexts(m_rates->text());
    const auto wrong = std::find_if(rates.begin(), rates.end(), [](const QString& rate) {
        bool good = false;
        const double value = QLocale::c().toDouble(rate, &good);
        return !good || !(value > 0);
    });
    QString reason;
    if (m_base.model.empty() || m_base.data.empty()) {
        reason = tr("Choose a model and training rows on the page Set up first.");
    } else if (options().methods.size() < 2) {
        reason = tr("Tick at least two methods.");
    } else if (wrong != rates.end()) {
        reason = tr("Learning rates are numbers above 0 with commas between; \"%1\" is none.").arg(*wrong);
    } else if (m_backend.busy() && !m_working) {
        reason = tr("A training run is under way. Start is possible when it has ended.");
    }
    m_start->setEnabled(reason.isEmpty() && !m_working);
    m_count->setText(m_working || !m_form->isVisibleTo(this) ? QString()
                     : reason.isEmpty()                      ? tr("%n training(s)", nullptr, trials())
                                                             : reason);
}

void CompareDialog::start() {
    m_strip->clear();
    m_begun.clear();
    m_planned = trials();
    m_steps = 0;
    m_doing->setText(tr("Looking at the base model…"));
    m_progress->setRange(0, std::max(1, m_planned) * 100);
    m_progress->setValue(0);
    setWorking(true);
    m_comparison.compare(options());
}

void CompareDialog::openEarlier() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the report of a comparison"),
                                                             QFileInfo(m_folder->text()).path());
    if (!folder.isEmpty()) {
        m_strip->clear();
        m_comparison.open(folder);
    }
}

void CompareDialog::setWorking(bool working) {
    m_working = working;
    const bool form = m_form->isVisibleTo(this);
    m_form->setEnabled(!working);
    m_doing->setVisible(working);
    m_progress->setVisible(working);
    m_stop->setVisible(working);
    m_stop->setEnabled(working);
    m_start->setVisible(!working && form);
    m_again->setVisible(!working && !form);
    m_files->setVisible(!working && !form);
    m_open->setVisible(!working && form);
    describe();
}

void CompareDialog::take(const Event& event) {
    if (!m_working) {
        return;
    }
    if (const auto* start = std::get_if<StartEvent>(&event)) {
        m_begun.insert(qs(start->run));
        m_steps = start->total_steps;
        m_doing->setText(tr("Training %1 (trial %2 of %3)")
                             .arg(QFileInfo(qs(start->run)).fileName())
                             .arg(m_begun.size())
                             .arg(m_planned));
    } else if (const auto* step = std::get_if<StepEvent>(&event)) {
        const double share = m_steps > 0 ? double(step->step) / double(m_steps)
                             : byTime()  ? step->seconds / m_seconds->value()
                                         : 0;
        m_progress->setValue(int(100 * (double(m_begun.size()) - 1 + std::min(share, 1.0))));
    }
}

void CompareDialog::showResult(const CompareResult& result) {
    setWorking(false);
    if (result.state != RunState::Finished) {
        m_strip->setMessage(
            Level::Info, tr("Stopped. Start goes on from there: what is finished stays in %1.").arg(qs(result.folder)));
        return;
    }
    const bool exact = result.base.generated > 0;
    QStringList header = {tr("Method"), tr("Test loss"),  tr("Exact"),       tr("Forgetting"), tr("Parameters"),
                          tr("Rate"),   tr("Steps take"), tr("Peak memory"), tr("Trials")};
    m_table->setColumnCount(int(header.size()));
    m_table->setHorizontalHeaderLabels(header);
    m_table->setRowCount(int(result.methods.size()) + 1);
    const auto put = [&](int row, const QStringList& cells, const QString& help) {
        for (int column = 0; column < int(cells.size()); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(help.isEmpty() ? cells[column] : help);
            m_table->setItem(row, column, item);
        }
    };
    const QString dash = QStringLiteral("–");
    put(0,
        {tr("Base model"), lossText(result.base.loss),
         exact ? percentText(double(result.base.exact) / double(result.base.generated)) : dash, dash, dash, dash, dash,
         dash, dash},
        {});
    int row = 1;
    for (const MethodResult& method : result.methods) {
        const auto failed = std::count_if(method.trials.begin(), method.trials.end(),
                                          [](const Trial& trial) { return !trial.failure.empty(); });
        const QString trials = failed > 0 ? tr("%1, %2 failed").arg(method.trials.size()).arg(failed)
                                          : QString::number(method.trials.size());
        put(row++,
            {qs(method.plan.label), meanText(method.test_loss, lossText), meanText(method.exact, percentText),
             meanText(method.forgetting, lossText), shortCountText(method.plan.trainable),
             method.learning_rate > 0 ? QString::number(method.learning_rate) : tr("every rate failed"),
             meanText(method.step_seconds, durationText), meanText(method.peak_memory, sizeOf), trials},
            qs(method.plan.note));
    }
    m_table->resizeColumnsToContents();
    const int64_t seeds = result.methods.empty() ? 0 : int64_t(result.methods.front().trials.size());
    m_reading->setText(
        tr("Means over %1 seeds on %2 test rows; ± is the 95 % interval of the mean (Student's t). Intervals that "
           "overlap say that the difference may be chance. Forgetting: by how much the loss on general text rose.")
            .arg(countText(seeds), countText(result.test_rows)));
    m_shown = qs(result.folder);
    m_form->hide();
    m_report->show();
    setWorking(false);
}

} // namespace loratrf
