#include "ui/run/go_back_dialog.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace loratrf {

GoBackDialog::GoBackDialog(const RunModel& model, QWidget* parent) : QDialog(parent), m_rate(new NumberSpin(this)) {
    setObjectName(QStringLiteral("goBackDialog"));
    setWindowTitle(tr("Go back to the last good state"));
    auto* text = new TextLabel(
        tr("The run goes on from its newest checkpoint before step %1, where the trouble began. Steps and checkpoints "
           "after it are given up; the journal keeps the record of them.")
            .arg(countText(model.troubleBegan())),
        TextLabel::Rank::Body, this);
    text->setWordWrap(true);
    m_rate->setObjectName(QStringLiteral("goBackRate"));
    m_rate->setRange(1e-12, 10);
    m_rate->setValue(QString::number(model.learningRate() / 2, 'g', 6).toDouble());
    m_rate->setToolTip(tr("Rate of the schedule from there on; it was %1. With the same rate the run may well take the "
                          "same way again, so half of it is proposed")
                           .arg(numberText(model.learningRate(), 'g', 4)));
    auto* form = new QFormLayout;
    form->addRow(tr("Go on with the &learning rate"), m_rate);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* accept = buttons->addButton(tr("Go &back"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("goBackAccept"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

double GoBackDialog::learningRate() const {
    return m_rate->value();
}

} // namespace loratrf
