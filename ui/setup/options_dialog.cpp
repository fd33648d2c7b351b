#include "ui/setup/options_dialog.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

namespace loratrf {

namespace {

QPlainTextEdit* makeText(const QString& name, const QString& spoken, const QString& text) {
    auto* edit = new QPlainTextEdit(text);
    edit->setObjectName(name);
    edit->setAccessibleName(spoken);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return edit;
}

} // namespace

OptionsDialog::OptionsDialog(const QString& json, const QString& command, QWidget* parent) : QDialog(parent) {
    setObjectName("optionsDialog");
    setWindowTitle(tr("This run as text"));
    resize(720, 620);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("Command line"), TextLabel::Rank::Strong));
    auto* line = makeText("optionsCommand", tr("Command line"), command);
    line->setFixedHeight(84);
    layout->addWidget(line);
    layout->addWidget(new TextLabel(tr("options.json"), TextLabel::Rank::Strong));
    layout->addWidget(makeText("optionsText", tr("options.json"), json), 1);
    layout->addWidget(
        new TextLabel(tr("Everything a run needs. Loading it fills the form again; keys that this program "
                         "does not know are named, not dropped in silence."),
                      TextLabel::Rank::Muted));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    const auto add = [&](const QString& text, const char* name, const QString& help) {
        QPushButton* button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setObjectName(name);
        button->setToolTip(help);
        button->setAutoDefault(false);
        return button;
    };
    connect(add(tr("&Copy options.json"), "copyOptions", tr("Copy the text of options.json")), &QPushButton::clicked,
            this, [json] { QGuiApplication::clipboard()->setText(json); });
    connect(add(tr("Copy command &line"), "copyOptionsCommand", tr("Copy the command line")), &QPushButton::clicked,
            this, [command] { QGuiApplication::clipboard()->setText(command); });
    connect(add(tr("&Save…"), "saveOptions", tr("Save options.json in a file")), &QPushButton::clicked, this,
            &OptionsDialog::saveWanted);
    connect(add(tr("L&oad…"), "loadOptions", tr("Fill the form from such a file")), &QPushButton::clicked, this,
            &OptionsDialog::loadWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace loratrf
