#include "ui/widgets/guide_link.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QToolButton>
#include <QWhatsThis>
#include <QWidget>

namespace loratrf {

namespace {

constexpr const char* property = "guidePage";

class FieldHelp : public QObject {
    Q_DECLARE_TR_FUNCTIONS(loratrf::FieldHelp)

public:
    FieldHelp(QWidget* field, const QString& help) : QObject(field), m_field(field), m_help(help) {}

    bool eventFilter(QObject* object, QEvent* event) override {
        switch (event->type()) {
        case QEvent::QueryWhatsThis:
            event->accept();
            return true;
        case QEvent::WhatsThis:
            QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), m_field);
            return true;
        case QEvent::WhatsThisClicked:
            QWhatsThis::hideText();
            askForGuide(m_field);
            return true;
        default:
            return QObject::eventFilter(object, event);
        }
    }

private:
    QString text() const {
        const QString help = QStringLiteral("<p>%1</p>").arg(m_help.toHtmlEscaped());
        const QString page = guidePageOf(m_field);
        return page.isEmpty()
                   ? help
                   : help + QStringLiteral("<p><a href=\"guide:%1\">%2</a></p>").arg(page, tr("More in the guide"));
    }

    QWidget* m_field;
    QString m_help;
};

} // namespace

void explainIn(QWidget* widget, const char* page) {
    widget->setProperty(property, QString::fromLatin1(page));
}

QString guidePageOf(const QWidget* widget) {
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (const QString page = widget->property(property).toString(); !page.isEmpty()) {
            return page;
        }
    }
    return {};
}

void askForGuide(QWidget* from) {
    QWhatsThisClickedEvent wish(QStringLiteral("guide:") + guidePageOf(from));
    for (QWidget* window = from->window(); window != nullptr;
         window = window->parentWidget() != nullptr ? window->parentWidget()->window() : nullptr) {
        wish.ignore();
        if (QCoreApplication::sendEvent(window, &wish) && wish.isAccepted()) {
            return;
        }
    }
}

void giveHelp(QWidget* field, const QString& help) {
    field->installEventFilter(new FieldHelp(field, help));
}

QToolButton* makeGuideButton(const QString& subject) {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("guideLink"));
    button->setText(QStringLiteral("?"));
    button->setAutoRaise(true);
    button->setProperty("quiet", true);
    button->setFocusPolicy(Qt::NoFocus); // F1 is the keyboard's way
    const QString help = QCoreApplication::translate("loratrf::FieldHelp", "%1 in the guide (F1)").arg(subject);
    button->setToolTip(help);
    button->setAccessibleName(help);
    QObject::connect(button, &QToolButton::clicked, button, [button] { askForGuide(button); });
    return button;
}

} // namespace loratrf
