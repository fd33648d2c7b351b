#include "ui/setup/preset_dialog.h"

#include "ui/setup/preset_shelf.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

namespace loratrf {

PresetDialog::PresetDialog(const PresetShelf& shelf, QWidget* parent)
    : QDialog(parent), m_title(new QLineEdit), m_sentence(new QLineEdit) {
    setObjectName("presetDialog");
    setWindowTitle(tr("Keep as a preset"));
    setMinimumWidth(460);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    m_title->setObjectName("presetTitle");
    m_title->setMaxLength(60);
    m_sentence->setObjectName("presetSentenceEdit");
    m_sentence->setMaxLength(200);
    auto* form = new Form(1);
    form->addField("title", tr("&Name"), m_title, tr("What the list shows, one to four words"));
    form->addField("sentence", tr("&What it is for"), m_sentence,
                   tr("One sentence, shown below the name; may be empty"));
    layout->addWidget(form);
    auto* note = new TextLabel({}, TextLabel::Rank::Muted);
    note->setObjectName("presetNote");
    layout->addWidget(note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    layout->addWidget(buttons);
    const auto look = [this, &shelf, note, buttons] {
        buttons->button(QDialogButtonBox::Save)->setEnabled(!title().isEmpty());
        note->setText(!title().isEmpty() && QFileInfo::exists(shelf.fileOf(title()))
                          ? tr("There is a preset of this name; saving replaces it.")
                          : tr("Method and recipe are kept; model, data and run folder are not."));
    };
    connect(m_title, &QLineEdit::textChanged, this, look);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    look();
}

QString PresetDialog::title() const {
    return m_title->text().simplified();
}

QString PresetDialog::sentence() const {
    return m_sentence->text().simplified();
}

} // namespace loratrf
