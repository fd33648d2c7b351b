#pragma once
// What stands in fields of no form, remembered while it is typed or chosen: neither closing the window nor a crash
// takes it away.

#include "ui/shell/kept_fields.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <initializer_list>

namespace loratrf {

class TypedTexts : public QObject {
    Q_OBJECT

public:
    // Fills the fields of these names, wherever on the pages they are, with what stood in them the last time.
    TypedTexts(const QStringList& fields, std::initializer_list<QWidget*> pages, QObject* parent = nullptr);
    ~TypedTexts() override;

private:
    void listen(const QString& field, const QWidget& page);
    void note(const QString& field, const QVariant& value);
    void keep();

    KeptFields m_values;
    QTimer m_soon; // typing goes on for a while
};

} // namespace loratrf
