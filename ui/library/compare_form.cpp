#include "ui/library/compare_form.h"

#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/project_key.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

QStringList rateTexts(const QString& text) {
    // Where a comma is the decimal mark, one with a number right behind it is no separator.
    const bool commas = QLocale().decimalPoint() == QLatin1String(",");
    return text.split(QRegularExpression(commas ? QStringLiteral("[;\\s]+|,\\s+") : QStringLiteral("[;,\\s]+")),
                      Qt::SkipEmptyParts);
}

QStringList rankTexts(const QString& text) {
    return text.split(QRegularExpression(QStringLiteral("[;,\\s]+")), Qt::SkipEmptyParts);
}

// Where one comes first that is no rank: that text.
QString wrongRank(const QStringList& ranks) {
    for (const QString& rank : ranks) {
        bool good = false;
        if (rank.toLongLong(&good) < 1 || !good) {
            return rank;
        }
    }
    return {};
}

// Of the recipe, where it has one.
QString rankHint(const TrainOptions& base) {
    const auto rank = base.method_options.find("rank");
    const int64_t* value = rank != base.method_options.end() ? std::get_if<int64_t>(&rank->second) : nullptr;
    return value != nullptr ? CompareForm::tr("%1, for all").arg(*value) : CompareForm::tr("That of the page Set up");
}

QString freshFolder(const QString& below) {
    return QDir(below).filePath(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss")));
}

} // namespace

QString comparisonsFolder(const QString& projectFolder) {
    return QDir(projectFolder).filePath(QStringLiteral("comparisons"));
}

CompareForm::CompareForm(const std::vector<MethodInfo>& methods, QWidget* parent)
    : QWidget(parent), m_known(methods), m_on(new TextLabel({})), m_methods(new QListWidget), m_budget(new QComboBox),
      m_seconds(new NumberSpin), m_testShare(new NumberSpin), m_seeds(new QSpinBox), m_ranks(new QLineEdit),
      m_rates(new QLineEdit), m_folder(new QLineEdit), m_everyRate(new QCheckBox(tr("&A row for each rate"))),
      m_generate(new QCheckBox(tr("Also &generate the answers and compare them"))) {
    m_on->setObjectName(QStringLiteral("compareOn"));
    m_on->setWordWrap(true);
    m_on->setTextFormat(Qt::PlainText);
    m_methods->setObjectName(QStringLiteral("compareMethods"));
    m_methods->setAccessibleName(tr("Methods"));
    m_methods->setToolTip(tr("Tick what shall take part: at least two, or one with several ranks"));
    m_methods->setMinimumHeight(120);
    for (const MethodInfo& method : methods) {
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
    m_ranks->setObjectName(QStringLiteral("compareRanks"));
    m_ranks->setToolTip(tr("Each states the budget in turn: as many parameters as a LoRA of that rank, or that rank "
                           "itself; methods without a rank take part once. 4, 16, 64 shows whether size matters"));
    m_rates->setObjectName(QStringLiteral("compareRates"));
    m_rates->setToolTip(tr("Tried with the first seed, the best on the evaluation rows is kept; a method's best rate "
                           "may be far from another's"));
    m_everyRate->setObjectName(QStringLiteral("compareEveryRate"));
    m_everyRate->setToolTip(tr("Instead of the best rate alone each is trained with all seeds; to see how much a "
                               "method depends on it"));
    m_testShare->setObjectName(QStringLiteral("compareTestShare"));
    m_testShare->setRange(0.01, 0.9);
    m_testShare->setValue(0.2);
    m_testShare->setToolTip(tr("Share of the rows that judge and that no training sees; 0.1 to 0.3 are usual"));
    m_generate->setObjectName(QStringLiteral("compareGenerate"));
    m_generate->setToolTip(tr("Slower; rows whose answers are labels are always answered, preference pairs never"));
    m_folder->setObjectName(QStringLiteral("compareFolder"));
    m_folder->setToolTip(tr("A new folder for trials and report; an interrupted comparison's goes on"));

    auto* fields = new QFormLayout;
    fields->setHorizontalSpacing(space::normal);
    fields->setVerticalSpacing(space::tight);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    fields->addRow(tr("&Budget"), m_budget);
    fields->addRow(tr("T&ime"), m_seconds);
    fields->addRow(tr("S&eeds"), m_seeds);
    fields->addRow(tr("&Ranks"), m_ranks);
    fields->addRow(tr("&Learning rates"), m_rates);
    fields->addRow(QString(), m_everyRate);
    fields->addRow(tr("Test s&hare"), m_testShare);
    fields->addRow(QString(), m_generate);
    fields->addRow(tr("&Folder"), m_folder);
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_budget, m_seconds, m_seeds, m_ranks, m_rates, m_testShare, m_folder}) {
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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_on);
    layout->addLayout(columns, 1);
    const auto edited = [this] {
        enableFields();
        remember();
        Q_EMIT changed();
    };
    connect(m_methods, &QListWidget::itemChanged, this, edited);
    connect(m_budget, &QComboBox::currentIndexChanged, this, edited);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, edited);
    connect(m_testShare, &QDoubleSpinBox::valueChanged, this, edited);
    connect(m_seeds, &QSpinBox::valueChanged, this, edited);
    connect(m_ranks, &QLineEdit::textChanged, this, edited);
    connect(m_rates, &QLineEdit::textChanged, this, edited);
    connect(m_everyRate, &QCheckBox::toggled, this, edited);
    connect(m_generate, &QCheckBox::toggled, this, edited);
    enableFields();
}

void CompareForm::setBase(const TrainOptions& base, const QString& projectFolder) {
    m_base = base;
    const QString eval = base.eval_data.empty() ? tr("%1 of the rows").arg(numberText(100 * base.eval_share) + " %")
                                                : tr("rows of %1").arg(QFileInfo(qs(base.eval_data)).fileName());
    m_on->setText(base.model.empty() || base.data.empty()
                      ? tr("Choose a model and training rows on the page Set up first.")
                      : tr("All train %1 on the rows of %2 with the recipe of the page Set up, tuned on %3.")
                            .arg(QFileInfo(qs(base.model)).fileName(), QFileInfo(qs(base.data)).fileName(), eval));
    m_rates->setPlaceholderText(tr("%1, for all").arg(numberText(base.learning_rate)));
    m_ranks->setPlaceholderText(rankHint(base));
    m_folder->setText(comparisonsFolder(projectFolder));
    renewFolder();
    if (projectFolder != m_project) {
        m_project = projectFolder;
        recall();
    }
    if (options().methods.empty()) {
        tick({qs(base.method), QStringLiteral("lora")});
    }
    Q_EMIT changed();
}

void CompareForm::renewFolder() {
    const QFileInfo now(m_folder->text());
    const QString below = now.fileName() == QLatin1String("comparisons") ? now.filePath() : now.path();
    m_folder->setText(freshFolder(below));
}

void CompareForm::tick(const QStringList& methods) {
    for (int i = 0; i < m_methods->count(); ++i) {
        const bool named = methods.contains(m_methods->item(i)->data(Qt::UserRole).toString());
        m_methods->item(i)->setCheckState(named ? Qt::Checked : Qt::Unchecked);
    }
}

CompareOptions CompareForm::options() const {
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
    for (const QString& rank : rankTexts(m_ranks->text())) {
        options.ranks.push_back(rank.toLongLong());
    }
    options.every_rate = m_everyRate->isEnabledTo(this) && m_everyRate->isChecked();
    for (const QString& rate : rateTexts(m_rates->text())) {
        options.learning_rates.push_back(numberOf(rate));
    }
    options.test_share = m_testShare->value();
    options.generate = m_generate->isChecked();
    options.folder = m_folder->text().toStdString();
    return options;
}

bool CompareForm::byTime() const {
    return Budget(m_budget->currentData().toInt()) == Budget::Time;
}

void CompareForm::enableFields() {
    m_seconds->setEnabled(byTime());
    m_everyRate->setEnabled(rateTexts(m_rates->text()).size() > 1);
}

QString CompareForm::problem() const {
    const QStringList rates = rateTexts(m_rates->text());
    const auto wrong = std::find_if(rates.begin(), rates.end(), [](const QString& rate) {
        bool good = false;
        const double value = numberOf(rate, &good);
        return !good || !(value > 0);
    });
    if (m_base.model.empty() || m_base.data.empty()) {
        return tr("Choose a model and training rows on the page Set up first.");
    }
    if (const QString rank = wrongRank(rankTexts(m_ranks->text())); !rank.isEmpty()) {
        return tr("Ranks are whole numbers above 0 with commas between; \"%1\" is none.").arg(rank);
    }
    if (wrong != rates.end()) {
        return tr("Learning rates are numbers above 0 with commas between; \"%1\" is none.").arg(*wrong);
    }
    if (combinations(options(), m_known).size() < 2) {
        return tr("Tick at least two methods, or one and give several ranks.");
    }
    return {};
}

void CompareForm::remember() const {
    if (m_project.isEmpty()) {
        return;
    }
    const CompareOptions now = options();
    QStringList methods;
    for (const std::string& method : now.methods) {
        methods << qs(method);
    }
    QSettings().setValue(projectKey(QStringLiteral("compare"), m_project),
                         QVariantMap{{QStringLiteral("methods"), methods},
                                     {QStringLiteral("budget"), m_budget->currentData()},
                                     {QStringLiteral("seconds"), m_seconds->value()},
                                     {QStringLiteral("seeds"), m_seeds->value()},
                                     {QStringLiteral("ranks"), m_ranks->text()},
                                     {QStringLiteral("rates"), m_rates->text()},
                                     {QStringLiteral("everyRate"), m_everyRate->isChecked()},
                                     {QStringLiteral("testShare"), m_testShare->value()},
                                     {QStringLiteral("generate"), m_generate->isChecked()}});
}

void CompareForm::recall() {
    const QVariantMap kept = QSettings().value(projectKey(QStringLiteral("compare"), m_project)).toMap();
    if (kept.isEmpty()) {
        return;
    }
    const QString project = std::exchange(m_project, {}); // so that nothing is written while half of it is there
    tick(kept.value(QStringLiteral("methods")).toStringList());
    m_budget->setCurrentIndex(std::max(0, m_budget->findData(kept.value(QStringLiteral("budget")))));
    m_seconds->setValue(kept.value(QStringLiteral("seconds"), m_seconds->value()).toDouble());
    m_seeds->setValue(kept.value(QStringLiteral("seeds"), m_seeds->value()).toInt());
    m_ranks->setText(kept.value(QStringLiteral("ranks")).toString());
    m_rates->setText(kept.value(QStringLiteral("rates")).toString());
    m_everyRate->setChecked(kept.value(QStringLiteral("everyRate")).toBool());
    m_testShare->setValue(kept.value(QStringLiteral("testShare"), m_testShare->value()).toDouble());
    m_generate->setChecked(kept.value(QStringLiteral("generate")).toBool());
    m_project = project;
}

} // namespace loratrf
