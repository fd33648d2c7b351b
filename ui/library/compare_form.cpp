#include "ui/library/compare_form.h"

#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/project_key.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace loratrf {

CompareForm::CompareForm(const std::vector<MethodInfo>& methods, QWidget* parent)
    : QWidget(parent), m_plan(methods), m_on(new TextLabel({})), m_methods(new QListWidget), m_budget(new QComboBox),
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
    m_seconds->setSuffix(tr(" s a trial"));
    m_seconds->setToolTip(tr("Seconds of training steps each trial gets; a few minutes at least"));
    m_seeds->setObjectName(QStringLiteral("compareSeeds"));
    m_seeds->setRange(1, 50);
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
    showPlan();
    const auto edited = [this] {
        if (!m_showing) {
            takeFields();
            remember();
            Q_EMIT changed();
        }
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
    connect(m_folder, &QLineEdit::textChanged, this, [this](const QString& folder) { m_plan.folder = folder; });
}

void CompareForm::setBase(const TrainOptions& base, const QString& projectFolder) {
    m_plan.setBase(base, projectFolder);
    m_on->setText(m_plan.baseText());
    m_rates->setPlaceholderText(m_plan.rateHint());
    m_ranks->setPlaceholderText(m_plan.rankHint());
    m_folder->setText(m_plan.folder);
    if (projectFolder != m_project) {
        m_project = projectFolder;
        recall();
    }
    if (m_plan.methods.isEmpty()) {
        m_plan.methods = QStringList{qs(base.method), QStringLiteral("lora")};
        showPlan();
        remember();
    }
    Q_EMIT changed();
}

void CompareForm::renewFolder() {
    m_plan.renewFolder();
    m_folder->setText(m_plan.folder);
}

void CompareForm::showPlan() {
    m_showing = true;
    for (int i = 0; i < m_methods->count(); ++i) {
        QListWidgetItem* item = m_methods->item(i);
        const bool ticked = m_plan.methods.contains(item->data(Qt::UserRole).toString());
        item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    }
    m_budget->setCurrentIndex(m_budget->findData(int(m_plan.budget)));
    m_seconds->setValue(m_plan.seconds);
    m_seeds->setValue(m_plan.seeds);
    m_ranks->setText(m_plan.ranks);
    m_rates->setText(m_plan.rates);
    m_everyRate->setChecked(m_plan.everyRate);
    m_testShare->setValue(m_plan.testShare);
    m_generate->setChecked(m_plan.generate);
    m_showing = false;
    takeFields(); // they hold nothing out of their ranges
}

void CompareForm::takeFields() {
    m_plan.methods.clear();
    for (int i = 0; i < m_methods->count(); ++i) {
        if (m_methods->item(i)->checkState() == Qt::Checked) {
            m_plan.methods << m_methods->item(i)->data(Qt::UserRole).toString();
        }
    }
    m_plan.budget = Budget(m_budget->currentData().toInt());
    m_plan.seconds = m_seconds->value();
    m_plan.seeds = m_seeds->value();
    m_plan.ranks = m_ranks->text();
    m_plan.rates = m_rates->text();
    m_plan.everyRate = m_everyRate->isChecked();
    m_plan.testShare = m_testShare->value();
    m_plan.generate = m_generate->isChecked();
    m_seconds->setEnabled(m_plan.byTime());
    m_everyRate->setEnabled(m_plan.hasSeveralRates());
}

void CompareForm::remember() const {
    if (!m_project.isEmpty()) {
        QSettings().setValue(projectKey(QStringLiteral("compare"), m_project), m_plan.kept());
    }
}

void CompareForm::recall() {
    const QVariantMap kept = QSettings().value(projectKey(QStringLiteral("compare"), m_project)).toMap();
    if (!kept.isEmpty()) {
        m_plan.restore(kept);
        showPlan();
    }
}

} // namespace loratrf
