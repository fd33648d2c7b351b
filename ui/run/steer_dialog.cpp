#include "ui/run/steer_dialog.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

constexpr double unusualRate = 0.1;

} // namespace

SteerDialog::SteerDialog(const RunModel& model, QWidget* parent)
    : QDialog(parent), m_model(model), m_rate(new NumberSpin(this)), m_end(new QSpinBox(this)),
      m_problem(new TextLabel({}, TextLabel::Rank::Problem, this)) {
    setObjectName(QStringLiteral("steerDialog"));
    setWindowTitle(tr("Change the run"));
    m_rate->setObjectName(QStringLiteral("steerRate"));
    m_rate->setRange(0, 10);
    m_rate->setValue(model.learningRate());
    m_rate->setToolTip(tr("Rate of the schedule, where its warm-up leads; the rates of the coming steps change in "
                          "proportion. Lower it when the loss jumps. 5e-5 to 1e-3 is usual for adapters"));
    m_end->setObjectName(QStringLiteral("steerEnd"));
    m_end->setRange(1, std::numeric_limits<int>::max());
    const bool byClock = model.totalSteps() <= 0;
    m_end->setValue(static_cast<int>(
        std::clamp<int64_t>(byClock ? model.step() : model.totalSteps(), 1, std::numeric_limits<int>::max())));
    m_end->setEnabled(!byClock);
    m_end->setToolTip(byClock ? tr("A clock ends this run, so it has no last step")
                              : tr("The run's last step. The schedule falls towards the new end from where it is"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Learning rate"), m_rate);
    form->addRow(tr("&End at step"), m_end);
    auto* note =
        new TextLabel(model.steps().empty()
                          ? tr("Holds from the next step on and is written to the journal.")
                          : tr("Holds from the next step on and is written to the journal. Step %1 had the "
                               "rate %2.")
                                .arg(countText(model.step()), numberText(model.steps().back().learning_rate, 'g', 4)),
                      TextLabel::Rank::Muted, this);
    note->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("steerProblem"));
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("&Change"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("steerAccept"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);

    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &SteerDialog::check);
    connect(m_end, &QSpinBox::valueChanged, this, &SteerDialog::check);
    connect(&model, &RunModel::stepsGrew, this, &SteerDialog::check); // the run goes on meanwhile
    const auto follow = [this, run = model.folder()] {                // a change is that of whichever run is under way
        if (m_model.folder() != run || !m_model.isRunning()) {
            reject();
        }
    };
    connect(&model, &RunModel::reset, this, follow);
    connect(&model, &RunModel::stateChanged, this, follow);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

RecipeChange SteerDialog::change() const {
    RecipeChange change;
    if (m_rate->value() != m_model.learningRate()) {
        change.learning_rate = m_rate->value();
    }
    if (m_end->isEnabled() && m_end->value() != m_model.totalSteps()) {
        change.end_step = m_end->value();
    }
    return change;
}

QString SteerDialog::problem() const {
    if (m_rate->value() <= 0) {
        return tr("The learning rate must be above 0.");
    }
    if (m_end->isEnabled() && m_end->value() < m_model.step()) {
        return tr("Step %1 is done already; choose a later end, or stop the run.").arg(countText(m_model.step()));
    }
    return {};
}

void SteerDialog::check() {
    const QString problem = this->problem();
    const RecipeChange wanted = change();
    m_accept->setEnabled(problem.isEmpty() && (wanted.learning_rate || wanted.end_step));
    const bool unusual = wanted.learning_rate && *wanted.learning_rate > unusualRate;
    m_problem->setText(!problem.isEmpty() ? problem
                       : unusual          ? tr("This learning rate is unusually high.")
                                          : QString());
}

} // namespace loratrf
