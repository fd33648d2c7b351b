#pragma once
// The fields of a data file on real rows, and the role each has: drag a role onto a field, or choose it in the list
// beside the field's name.

#include "backend/data/field_look.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QPushButton;

namespace loratrf {

class TextLabel;

class DataRoles : public QWidget {
    Q_OBJECT

public:
    enum class Role { None, Prompt, Answer, Rejected, System };
    explicit DataRoles(QWidget* parent = nullptr);

    void setLook(const FieldLook& look);
    void setAsked(RowShape shape); // the shape that the rows are read as; counts for the looks from now on
    void clear(const QString& why);
    // What the user gave; empty fields are found by name.
    void read(const DataOptions& options);
    void write(DataOptions& options) const;
    void forget(); // of another file

    Role roleOf(const QString& field) const;
    void assign(Role role, const QString& field); // as dropping it there does

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    RowShape shape() const;
    QList<Role> offered() const;
    QString roleText(Role role) const;

    FieldLook m_look;
    RowShape m_asked = RowShape::Auto;
    QMap<Role, QString> m_given, m_shown; // role -> field
    bool m_noSystem = false;              // no field is wanted for the system message
    TextLabel* m_about;
    QWidget *m_chips, *m_list;
    QGridLayout* m_grid;
    QPushButton* m_reset;
    QMap<QString, QComboBox*> m_boxes;
};

} // namespace loratrf
