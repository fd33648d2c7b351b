#include "ui/widgets/guide_link.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolButton>
#include <QWhatsThis>
#include <QWidget>

namespace loratrf {

namespace {

constexpr const char* property = "guidePage";

class FieldHelp : public QObject {
    Q_DECLARE_TR_FUNCTIONS(loratrf::FieldHelp)

public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override {
        switch (event->type()) {
        case QEvent::QueryWhatsThis:
        case QEvent::WhatsThis:
        case QEvent::WhatsThisClicked:
            break;
        default:
            return false;
        }
        auto* widget = qobject_cast<QWidget*>(object);
        if (widget == nullptr || widget->isWindow() || widget->toolTip().isEmpty()) {
            return false;
        }
        event->accept();
        if (event->type() == QEvent::WhatsThis) {
            QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(*widget), widget);
        } else if (event->type() == QEvent::WhatsThisClicked) {
            QWhatsThis::hideText();
            askForGuide(widget);
        }
        return true;
    }

private:
    static QString text(const QWidget& widget) {
        const QString tip = widget.toolTip();
        const QString help = Qt::mightBeRichText(tip) ? tip : Qt::convertFromPlainText(tip, Qt::WhiteSpaceNormal);
        const QString page = guidePageOf(&widget);
        return page.isEmpty()
                   ? help
                   : help + QStringLiteral("<p><a href=\"guide:%1\">%2</a></p>").arg(page, tr("More in the guide"));
    }
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

void offerHelp() {
    static const auto name = QStringLiteral("fieldHelp");
    if (qApp->findChild<QObject*>(name, Qt::FindDirectChildrenOnly) == nullptr) {
        auto* help = new FieldHelp(qApp);
        help->setObjectName(name);
        qApp->installEventFilter(help);
    }
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
