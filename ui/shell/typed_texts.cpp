#include "ui/shell/typed_texts.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSpinBox>

namespace loratrf {

namespace {

const auto key = QStringLiteral("window/typed");
constexpr int typingPause = 500; // ms

} // namespace

TypedTexts::TypedTexts(const QStringList& fields, std::initializer_list<QWidget*> pages, QObject* parent)
    : QObject(parent), m_values(QSettings().value(key).toMap()) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &TypedTexts::keep);
    for (QWidget* page : pages) {
        putFields(m_values, *page);
        for (const QString& field : fields) {
            listen(field, *page);
        }
    }
}

void TypedTexts::listen(const QString& field, const QWidget& page) {
    if (auto* line = page.findChild<QLineEdit*>(field)) {
        connect(line, &QLineEdit::textChanged, this, [this, field](const QString& text) { note(field, text); });
    } else if (auto* text = page.findChild<QPlainTextEdit*>(field)) {
        connect(text, &QPlainTextEdit::textChanged, this, [this, field, text] { note(field, text->toPlainText()); });
    } else if (auto* number = page.findChild<QSpinBox*>(field)) {
        connect(number, &QSpinBox::valueChanged, this, [this, field](int value) { note(field, value); });
    } else if (auto* box = page.findChild<QCheckBox*>(field)) {
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) { note(field, on); });
    }
}

TypedTexts::~TypedTexts() {
    if (m_soon.isActive()) {
        keep();
    }
}

void TypedTexts::note(const QString& field, const QVariant& value) {
    m_values[field] = value;
    m_soon.start();
}

void TypedTexts::keep() {
    m_soon.stop();
    QSettings().setValue(key, m_values);
}

} // namespace loratrf
