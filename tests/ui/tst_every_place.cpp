// What holds on every page, every tab and in every dialog: the wheel changes nothing in passing, letters to press with
// Alt are each there once, fields explain themselves, all has a name for screen readers, the focus is seen.

#include "names.h"
#include "ui/plots/heatmap.h"
#include "ui/setup/name_list.h"
#include "ui/setup/option_form.h"
#include "ui/shell/language.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/theme.h"
#include "whole_window.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QTextEdit>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

template <class Widget>
QList<Widget*> shownIn(const QWidget& window) {
    QList<Widget*> shown;
    for (Widget* one : window.findChildren<Widget*>()) {
        if (one->isVisible() && one->window() == window.window()) {
            shown << one;
        }
    }
    return shown;
}

template <class Parent>
bool isIn(const QWidget* widget) {
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (qobject_cast<const Parent*>(widget) != nullptr) {
            return true;
        }
    }
    return false;
}

// A line of a spin box is part of the box, the list of a combo box part of that.
bool isPart(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return isIn<QAbstractSpinBox>(parent) || isIn<QComboBox>(parent);
}

QString nameOf(const QWidget* widget) {
    return QStringLiteral("%1 \"%2\"")
        .arg(widget->metaObject()->className(),
             widget->objectName().isEmpty() ? widget->accessibleName() : widget->objectName());
}

QVariant valueOf(const QWidget* widget) {
    const QMetaProperty property = widget->metaObject()->userProperty();
    return property.isValid() ? property.read(widget) : QVariant();
}

// The letter that a text underlines; nothing: none.
QChar letterOf(const QString& text) {
    const QKeySequence keys = QKeySequence::mnemonic(text);
    return keys.isEmpty() ? QChar() : QChar(keys[0].key());
}

struct Letters {
    QMap<QChar, QStringList> users;
    QStringList faults;

    bool free(QChar letter) const { return letter.isLetter() && !users.contains(letter.toUpper()); }
    void add(const QString& text) {
        if (const QChar letter = letterOf(text); !letter.isNull()) {
            users[letter] << text;
        }
    }
    void wants(const QString& text) {
        QString open;
        for (const QChar letter : text) {
            if (free(letter)) {
                open += letter;
            }
        }
        if (!open.isEmpty()) {
            faults << QStringLiteral("\"%1\" has no letter, free are: %2").arg(text, open);
        }
    }
};

Letters lettersOf(QWidget& window) {
    Letters letters;
    if (auto* bar = window.findChild<QMenuBar*>(); bar != nullptr && bar->isVisible()) {
        for (const QAction* action : bar->actions()) {
            letters.add(action->text());
        }
    }
    const QList<QAbstractButton*> buttons = shownIn<QAbstractButton>(window);
    QMap<QString, int> alike;
    for (const QAbstractButton* button : buttons) {
        letters.add(button->text());
        ++alike[button->text()];
        const QChar letter = letterOf(button->text());
        if (!letter.isNull() && button->shortcut() != QKeySequence::mnemonic(button->text())) {
            letters.faults << QStringLiteral("\"%1\" does not answer to its letter").arg(button->text());
        }
    }
    const QList<QLabel*> labels = shownIn<QLabel>(window);
    for (const QLabel* label : labels) {
        if (label->buddy() != nullptr) {
            letters.add(label->text());
        }
    }
    for (auto one = letters.users.cbegin(); one != letters.users.cend(); ++one) {
        if (one->size() > 1) {
            letters.faults << QStringLiteral("%1 stands for: %2").arg(one.key()).arg(one->join(QStringLiteral(", ")));
        }
    }
    // What is behind a fold, or in the engine's words, may go without; so may what is there several times.
    QSet<const QWidget*> labelled;
    for (const QLabel* label : labels) {
        labelled << label->buddy();
    }
    const auto mayGoWithout = [&](const QWidget* widget) {
        return isIn<Fold>(widget) || isIn<OptionForm>(widget) || isIn<NameList>(widget) || labelled.contains(widget);
    };
    for (const QAbstractButton* button : buttons) {
        const bool counts = qobject_cast<const QPushButton*>(button) != nullptr ||
                            qobject_cast<const QCheckBox*>(button) != nullptr ||
                            qobject_cast<const QRadioButton*>(button) != nullptr;
        // Return and Escape press those of a dialog, and the label of a field leads to its "Browse".
        const bool otherwise = isIn<QDialogButtonBox>(button) || isIn<DropField>(button);
        if (counts && !otherwise && alike[button->text()] == 1 && letterOf(button->text()).isNull() &&
            !mayGoWithout(button)) {
            letters.wants(button->text());
        }
    }
    for (const QLabel* label : labels) {
        if (label->buddy() != nullptr && letterOf(label->text()).isNull() && !mayGoWithout(label)) {
            letters.wants(label->text());
        }
    }
    return letters;
}

bool isWriting(const QWidget* widget) {
    const auto* combo = qobject_cast<const QComboBox*>(widget);
    return qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QTextEdit*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr || (combo != nullptr && combo->isEditable());
}

// Takes what one writes or chooses in.
bool isField(const QWidget* widget) {
    if (isPart(widget)) {
        return false;
    }
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) {
        return !line->isReadOnly();
    }
    if (const auto* text = qobject_cast<const QTextEdit*>(widget)) {
        return !text->isReadOnly();
    }
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget)) {
        return !text->isReadOnly();
    }
    return qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<const QSlider*>(widget) != nullptr || qobject_cast<const QCheckBox*>(widget) != nullptr ||
           qobject_cast<const QRadioButton*>(widget) != nullptr;
}

} // namespace

class TestEveryPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theWheelChangesNothingInPassing() {
        WholeWindow all;
        all.setUp();
        all.train();
        int seen = 0;
        QStringList faults;
        const auto look = [&](QWidget& window, const QString& place) {
            for (QWidget* widget : shownIn<QWidget>(window)) {
                const bool combo = qobject_cast<QComboBox*>(widget) != nullptr;
                if (isPart(widget) || !(combo || qobject_cast<QAbstractSpinBox*>(widget) != nullptr ||
                                        qobject_cast<QSlider*>(widget) != nullptr)) {
                    continue;
                }
                ++seen;
                if (combo) {
                    widget->setFocus(); // not even then
                } else {
                    widget->clearFocus();
                }
                const QVariant before = valueOf(widget);
                bool taken = (widget->focusPolicy() & Qt::WheelFocus) == Qt::WheelFocus;
                for (const int turn : {120, -240}) {
                    QWheelEvent wheel({3, 3}, widget->mapToGlobal(QPointF(3, 3)), {}, {0, turn}, Qt::NoButton,
                                      Qt::NoModifier, Qt::NoScrollPhase, false);
                    wheel.accept();
                    QCoreApplication::sendEvent(widget, &wheel);
                    taken = taken || wheel.isAccepted() || valueOf(widget) != before;
                }
                if (taken) {
                    faults << place + QStringLiteral(": ") + nameOf(widget);
                }
            }
        };
        all.visitPages(look);
        all.visitDialogs(look);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join('\n')));
        QVERIFY(seen > 40);
    }

    void lettersAreThereOnce_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
    }

    void lettersAreThereOnce() {
        QFETCH(const QString, language);
        saveLanguage(language);
        WholeWindow all;
        QStringList faults;
        const auto look = [&](QWidget& window, const QString& place) {
            for (const QString& fault : lettersOf(window).faults) {
                faults << place + QStringLiteral(": ") + fault;
            }
        };
        all.visitPages(look);
        all.setUp();
        all.train();
        all.visitPages(look);
        all.visitDialogs(look);
        all.end();
        all.visitPages(look);
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
    }

    void fieldsExplainThemselves() {
        WholeWindow all;
        all.setUp();
        all.train();
        int seen = 0;
        QStringList faults;
        const auto look = [&](QWidget& window, const QString& place) {
            for (QWidget* widget : shownIn<QWidget>(window)) {
                if (!isField(widget)) {
                    continue;
                }
                ++seen;
                QHelpEvent query(QEvent::QueryWhatsThis, {2, 2}, widget->mapToGlobal(QPoint(2, 2)));
                query.ignore();
                QCoreApplication::sendEvent(widget, &query);
                if (!query.isAccepted()) {
                    faults << place + QStringLiteral(": ") + nameOf(widget);
                }
            }
        };
        all.visitPages(look);
        all.visitDialogs(look);
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
        QVERIFY(seen > 80);
    }

    void everythingHasAName() {
        QAccessible::setActive(true);
        WholeWindow all;
        all.setUp();
        all.train();
        int seen = 0;
        QStringList faults;
        const auto look = [&](QWidget& window, const QString& place) {
            QStringList nameless;
            findNameless(QAccessible::queryAccessibleInterface(&window), nameless, seen);
            for (const QString& one : nameless) {
                faults << place + QStringLiteral(": ") + one;
            }
            for (const QCustomPlot* plot : shownIn<QCustomPlot>(window)) {
                const QWidget* spoken = plot->focusPolicy() & Qt::TabFocus ? plot : plot->parentWidget();
                if (!(spoken->focusPolicy() & Qt::TabFocus) || spoken->accessibleName().isEmpty() ||
                    (qobject_cast<const Heatmap*>(spoken) == nullptr && spoken->accessibleDescription().isEmpty())) {
                    faults << place + QStringLiteral(": plot ") + placeOf(plot);
                }
            }
        };
        all.visitPages(look);
        all.visitDialogs(look);
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
        QVERIFY(seen > 200);
    }

    void theFocusIsSeen_data() {
        QTest::addColumn<ThemeMode>("mode");
        QTest::newRow("light") << ThemeMode::Light;
        QTest::newRow("dark") << ThemeMode::Dark;
        QTest::newRow("contrast") << ThemeMode::Contrast;
    }

    void theFocusIsSeen() {
        QFETCH(const ThemeMode, mode);
        saveThemeMode(mode);
        QApplication::setCursorFlashTime(0);
        WholeWindow all;
        all.setUp();
        all.train();
        int seen = 0;
        QStringList faults;
        const auto look = [&](QWidget& window, const QString& place) {
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            for (QWidget* widget : shownIn<QWidget>(window)) {
                if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() != nullptr ||
                    !widget->isEnabled() || isPart(widget)) {
                    continue;
                }
                // The blinking line of a text field is not enough.
                const auto picture = [widget] {
                    QImage image = widget->grab().toImage();
                    if (isWriting(widget)) {
                        QPainter(&image).fillRect(image.rect().adjusted(3, 3, -3, -3), Qt::black);
                    }
                    return image;
                };
                window.setFocus(Qt::OtherFocusReason);
                if (QWidget* other = QApplication::focusWidget()) {
                    other->clearFocus();
                }
                const QImage without = picture();
                widget->setFocus(Qt::TabFocusReason);
                if (!widget->hasFocus()) {
                    continue;
                }
                ++seen;
                if (picture() == without) {
                    faults << place + QStringLiteral(": ") + nameOf(widget);
                }
            }
        };
        all.visitPages(look);
        all.visitDialogs(look);
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
        QVERIFY(seen > 80);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestEveryPlace)
#include "tst_every_place.moc"
