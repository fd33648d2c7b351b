#include "ui/shell/help_dialog.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>

namespace loratrf {

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About LoRATRF"));
    setMinimumWidth(560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("About LoRATRF"), TextLabel::Rank::CardTitle));
    auto* text = new TextLabel(aboutMethod());
    text->setObjectName("aboutMethod");
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(text);
    auto* formula = new TextLabel("y = h + (α/r) B A x + β D C (s h)      s = clamp(cos(h, ξ), 0, 1)");
    QFont fixed("monospace");
    fixed.setStyleHint(QFont::TypeWriter);
    formula->setFont(fixed);
    formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(formula);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString HelpDialog::aboutMethod() {
    return tr(
        "LoRATRF adds a task-aware filter to LoRA: a learned task vector ξ decides for each token how much of its "
        "hidden state h goes through a small learned map whose result is added back. The method section of the "
        "paper was not available to us. What this program does is a reconstruction from the abstract, two "
        "automatic digests of the paper and one independent re-implementation. They agree on the filter "
        "s = clamp(cos(h, ξ), 0, 1). That the map is the product D C of two thin matrices, and where it sits, is "
        "our choice: once for each block, on its output, or on each adapted projection. The initial values, the "
        "training recipe and the models of the paper are unknown to us as well. \"33.71 % fewer parameters\" is "
        "the paper's claim, and what it is measured against is not stated where we could read it; the figures "
        "this program shows are the ones you measure yourself.");
}

} // namespace loratrf
