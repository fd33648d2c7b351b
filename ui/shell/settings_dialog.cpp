#include "ui/shell/settings_dialog.h"

#include "ui/shell/language.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHelpEvent>
#include <QPushButton>
#include <QSpinBox>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QToolTip>

#include <cmath>

namespace loratrf {

namespace {

// A path that is longer than the button is shown without its middle; the tool tip has all of it, before its help.
class PathButton : public QPushButton {
public:
    explicit PathButton(const QString& path) {
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        setPath(path);
    }
    void setPath(const QString& path) { setText(QDir::toNativeSeparators(path)); }

protected:
    void paintEvent(QPaintEvent*) override {
        QStyleOptionButton option;
        initStyleOption(&option);
        option.text = fontMetrics().elidedText(text(), Qt::ElideMiddle, width() - 2 * space::normal);
        option.text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QStylePainter(this).drawControl(QStyle::CE_PushButton, option);
    }
    bool event(QEvent* event) override {
        if (event->type() == QEvent::ToolTip) {
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text() + QLatin1String("\n\n") + toolTip(),
                               this);
            return true;
        }
        return QPushButton::event(event);
    }
};

} // namespace

SettingsDialog::SettingsDialog(const QString& projectFolder, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Settings"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
    layout->setSpacing(space::normal);
    auto* form = new Form(2);
    addLook(form);
    addFolder(form, projectFolder);
    addMachine(form);
    layout->addWidget(form);
    auto* privacy = new TextLabel(tr("The program never uses the network: models, rows and results stay on this "
                                     "machine, and nothing is counted or reported."),
                                  TextLabel::Rank::Muted);
    privacy->setObjectName(QStringLiteral("privacy"));
    layout->addWidget(privacy);
    layout->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SettingsDialog::addLook(Form* form) {
    auto* language = new QComboBox;
    language->setObjectName(QStringLiteral("language"));
    for (const Language& one : languages()) {
        language->addItem(one.code.isEmpty() ? tr("As the desktop") : one.name, one.code);
    }
    language->setCurrentIndex(language->findData(savedLanguage()));
    form->addField("language", tr("&Language"), language, tr("Of the window, and of how it writes numbers"));
    connect(language, &QComboBox::activated, this,
            [this, language] { Q_EMIT languageChosen(language->currentData().toString()); });

    auto* theme = new QComboBox;
    theme->setObjectName(QStringLiteral("theme"));
    theme->addItem(tr("As the desktop"), int(ThemeMode::System));
    theme->addItem(tr("Light"), int(ThemeMode::Light));
    theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    theme->addItem(tr("High contrast"), int(ThemeMode::Contrast));
    theme->setCurrentIndex(theme->findData(int(savedThemeMode())));
    form->addField("theme", tr("&Colours"), theme,
                   tr("High contrast draws black on white with strong frames, for weak eyes and bright rooms"));
    connect(theme, &QComboBox::activated, this,
            [this, theme] { Q_EMIT themeChosen(ThemeMode(theme->currentData().toInt())); });

    auto* scale = new QComboBox;
    scale->setObjectName(QStringLiteral("textScale"));
    for (int percent = 80; percent <= 200; percent += 10) {
        scale->addItem(tr("%1 %").arg(percent), percent / 100.0);
    }
    scale->setCurrentIndex(int(std::lround(savedTextScale() * 10)) - 8);
    form->addField("text_scale", tr("&Size of text"), scale,
                   tr("Against the desktop's own size; Ctrl and + or - do the same"));
    connect(scale, &QComboBox::activated, this,
            [this, scale] { Q_EMIT textScaleChosen(scale->currentData().toDouble()); });
}

void SettingsDialog::addFolder(Form* form, const QString& folder) {
    auto* choose = new PathButton(folder);
    choose->setObjectName(QStringLiteral("projectFolder"));
    form->addField("project_folder", tr("&Project folder"), choose,
                   tr("Where new runs are put and the Library looks. Press it to choose another; runs stay where they "
                      "are"),
                   2);
    connect(choose, &QPushButton::clicked, this, [this, choose, folder] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Choose project folder"), folder);
        if (!chosen.isEmpty()) {
            choose->setPath(chosen);
            Q_EMIT folderChosen(chosen);
        }
    });
}

void SettingsDialog::addMachine(Form* form) {
    const Machine now = savedMachine();
    auto* device = new QComboBox;
    device->setObjectName(QStringLiteral("machineDevice"));
    device->setEditable(true); // cuda:1
    device->addItems({QStringLiteral("auto"), QStringLiteral("cpu"), QStringLiteral("cuda")});
    device->setCurrentText(now.device);
    form->addField("machine_device", tr("&Device"), device,
                   tr("What a new run computes on where its preset does not say. auto takes the GPU when there is one; "
                      "cuda:1 names the second GPU"));
    auto* threads = new QSpinBox;
    threads->setObjectName(QStringLiteral("machineThreads"));
    threads->setRange(0, 4096);
    threads->setSpecialValueText(tr("all"));
    threads->setValue(int(now.threads));
    form->addField("machine_threads", tr("Processor &threads"), threads,
                   tr("How many a new run may use. Fewer leave the machine usable meanwhile; more than its cores bring "
                      "nothing"));
    const auto tell = [this, device, threads] {
        const QString text = device->currentText().trimmed();
        Q_EMIT machineChosen({text.isEmpty() ? Machine().device : text, threads->value()});
    };
    connect(device, &QComboBox::currentTextChanged, this, tell);
    connect(threads, &QSpinBox::valueChanged, this, tell);
}

} // namespace loratrf
