#include "ui/setup/data_roles.h"

#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QDrag>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

namespace loratrf {

namespace {

const char* const roleMime = "application/x-loratrf-role";
constexpr int listHeight = 190;
constexpr int mostChips = 3; // in a line

// A role to take hold of.
class RoleChip : public QLabel {
public:
    RoleChip(DataRoles::Role role, const QString& text, QWidget* parent) : QLabel(text, parent), m_role(role) {
        setContentsMargins(space::normal, 4, space::normal, 4);
        setCursor(Qt::OpenHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

protected:
    void mouseMoveEvent(QMouseEvent* event) override {
        if (!(event->buttons() & Qt::LeftButton)) {
            return;
        }
        auto* carried = new QMimeData;
        carried->setData(roleMime, QByteArray::number(static_cast<int>(m_role)));
        auto* drag = new QDrag(this);
        drag->setMimeData(carried);
        drag->setPixmap(grab());
        drag->exec(Qt::CopyAction);
    }
    void paintEvent(QPaintEvent* event) override {
        const ThemeColours& colours = themeColours(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colours.accent);
        painter.setBrush(colours.accentSoft);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
        QLabel::paintEvent(event);
    }

private:
    DataRoles::Role m_role;
};

// Where a role can be dropped: the line of a field. It is as wide as the list and lies behind the line's parts.
class FieldLine : public QFrame {
public:
    FieldLine(DataRoles& roles, const QString& field) : m_roles(roles), m_field(field) { setAcceptDrops(true); }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (event->mimeData()->hasFormat(roleMime)) {
            event->acceptProposedAction();
            show(true);
        }
    }
    void dragLeaveEvent(QDragLeaveEvent*) override { show(false); }
    void dropEvent(QDropEvent* event) override {
        show(false);
        event->acceptProposedAction();
        const auto role = static_cast<DataRoles::Role>(event->mimeData()->data(roleMime).toInt());
        // The list is made anew, and this line with it, so it must not happen within its own event.
        QMetaObject::invokeMethod(
            &m_roles, [roles = &m_roles, role, field = m_field] { roles->assign(role, field); }, Qt::QueuedConnection);
    }

private:
    void show(bool pointed) {
        setAutoFillBackground(pointed);
        setBackgroundRole(pointed ? QPalette::Midlight : QPalette::NoRole);
    }
    DataRoles& m_roles;
    QString m_field;
};

} // namespace

DataRoles::DataRoles(QWidget* parent)
    : QWidget(parent), m_about(new TextLabel({}, TextLabel::Rank::Muted)), m_chips(new QWidget), m_list(new QWidget),
      m_grid(new QGridLayout(m_list)), m_reset(new QPushButton(tr("Find the roles by the names"))) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_about->setObjectName("rolesAbout");
    layout->addWidget(m_about);
    auto* chips = new QGridLayout(m_chips);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(space::tight);
    chips->setColumnStretch(mostChips, 1);
    layout->addWidget(m_chips);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(2);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMaximumHeight(listHeight);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    layout->addWidget(scroll);
    m_reset->setObjectName("resetRoles");
    m_reset->setToolTip(tr("Forget the roles given here and guess them again by the whole words of the fields' names"));
    layout->addWidget(m_reset, 0, Qt::AlignLeft);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        forget();
        Q_EMIT changed();
    });
    clear({});
}

void DataRoles::read(const DataOptions& options) {
    m_given.clear();
    const auto take = [this](Role role, const std::string& field) {
        if (!field.empty()) {
            m_given[role] = qs(field);
        }
    };
    take(Role::Prompt, options.prompt_field);
    take(Role::Answer, options.answer_field);
    take(Role::Rejected, options.rejected_field);
    take(Role::System, options.system_field);
    m_noSystem = options.no_system_field;
}

void DataRoles::write(DataOptions& options) const {
    options.prompt_field = m_given.value(Role::Prompt).toStdString();
    options.answer_field = m_given.value(Role::Answer).toStdString();
    options.rejected_field = m_given.value(Role::Rejected).toStdString();
    options.system_field = m_given.value(Role::System).toStdString();
    options.no_system_field = m_noSystem;
}

void DataRoles::forget() {
    m_given.clear();
    m_noSystem = false;
}

void DataRoles::setAsked(RowShape shape) {
    m_asked = shape;
}

void DataRoles::setLook(const FieldLook& look) {
    m_look = look;
    m_shown.clear();
    const auto take = [this](Role role, const std::string& field) {
        if (!field.empty()) {
            m_shown[role] = qs(field);
        }
    };
    take(Role::Prompt, look.prompt);
    take(Role::Answer, look.answer);
    take(Role::Rejected, look.rejected);
    take(Role::System, look.system);
    for (const auto& [role, field] : m_given.asKeyValueRange()) {
        m_shown[role] = field;
    }
    rebuild();
}

void DataRoles::clear(const QString& why) {
    m_look = {};
    m_shown.clear();
    rebuild();
    m_about->setRank(TextLabel::Rank::Muted);
    m_about->setText(why);
}

DataRoles::Role DataRoles::roleOf(const QString& field) const {
    return m_shown.key(field, Role::None);
}

void DataRoles::assign(Role role, const QString& field) {
    // A field has one role, and a role one field. What was only guessed before stays as it is shown.
    QMap<Role, QString> next = m_shown;
    for (const Role other : {Role::Prompt, Role::Answer, Role::Rejected, Role::System}) {
        if (next.value(other) == field) {
            next.remove(other);
        }
    }
    if (role != Role::None) {
        next[role] = field;
    }
    // Left to itself, a field with such a name would be guessed to be the system message again.
    m_noSystem = !next.contains(Role::System) && (m_noSystem || m_shown.contains(Role::System));
    m_given = next;
    m_shown = next;
    Q_EMIT changed();
}

// Where no row tells one, the one that was asked for.
RowShape DataRoles::shape() const {
    return m_look.shape == RowShape::Auto ? m_asked : m_look.shape;
}

QList<DataRoles::Role> DataRoles::offered() const {
    const bool conversation = shape() == RowShape::Messages || shape() == RowShape::ShareGpt;
    QList<Role> roles = {Role::Prompt};
    if (!conversation && shape() != RowShape::Text) {
        roles << Role::Answer;
    }
    if (shape() == RowShape::Preference || m_given.contains(Role::Rejected)) {
        roles << Role::Rejected;
    }
    if (shape() != RowShape::Text) {
        roles << Role::System;
    }
    return roles;
}

QString DataRoles::roleText(Role role) const {
    switch (role) {
    case Role::None:
        return tr("not used by itself");
    case Role::Prompt:
        return shape() == RowShape::Text                                        ? tr("Text")
               : shape() == RowShape::Messages || shape() == RowShape::ShareGpt ? tr("Conversation")
                                                                                : tr("Prompt");
    case Role::Answer:
        return shape() == RowShape::Preference ? tr("Chosen answer") : tr("Answer");
    case Role::Rejected:
        return tr("Rejected answer");
    case Role::System:
        return tr("System message");
    }
    return {};
}

void DataRoles::rebuild() {
    for (QLayout* layout : {static_cast<QLayout*>(m_grid), m_chips->layout()}) {
        while (QLayoutItem* item = layout->takeAt(0)) {
            delete item->widget(); // never from within its own event: choosing and dropping are queued
            delete item;
        }
    }
    m_boxes.clear();
    const bool any = !m_look.fields.empty();
    m_chips->setVisible(any);
    m_list->setVisible(any);
    m_reset->setVisible(any && (!m_given.isEmpty() || m_noSystem));
    m_about->setRank(m_look.problem.empty() ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_about->setText(!m_look.problem.empty()
                         ? tr("%1. Give the roles to the fields here.").arg(engineText(m_look.problem))
                         : tr("Drag a role onto the field that has it, or choose it beside the field's name."));

    const QList<Role> roles = offered();
    auto* chips = static_cast<QGridLayout*>(m_chips->layout());
    const int inLine = roles.size() > mostChips ? 2 : mostChips; // four in a line are wider than a narrow card
    int place = 0;
    for (const Role role : roles) {
        auto* chip = new RoleChip(role, roleText(role), m_chips);
        chip->setToolTip(tr("Drag this onto a field below"));
        chips->addWidget(chip, place / inLine, place % inLine, Qt::AlignLeft);
        ++place;
    }

    int line = 0;
    for (const FieldLook::Field& field : m_look.fields) {
        const QString name = qs(field.name);
        auto* row = new FieldLine(*this, name);
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(space::tight);
        auto* box = new QComboBox;
        box->setObjectName("role_" + name);
        box->setAccessibleName(tr("Role of the field %1").arg(name));
        box->setToolTip(tr("What the field is to the model"));
        box->addItem(roleText(Role::None), static_cast<int>(Role::None));
        for (const Role role : roles) {
            box->addItem(roleText(role), static_cast<int>(role));
        }
        box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(roleOf(name)))));
        box->setFixedWidth(150);
        layout->addWidget(box);
        auto* text = new QVBoxLayout;
        text->setSpacing(0);
        const auto label = [&](const QString& shown, TextLabel::Rank rank) {
            auto* made = new TextLabel(shown, rank);
            made->setWordWrap(false);
            made->setMinimumWidth(1); // a long value is cut by the edge, not the window widened
            text->addWidget(made);
            return made;
        };
        label(name, TextLabel::Rank::Strong)->setToolTip(name);
        QStringList values;
        for (const std::string& value : field.values) {
            values << qs(value);
        }
        label(values.value(0).simplified(), TextLabel::Rank::Muted)->setToolTip(values.join("\n\n"));
        layout->addLayout(text, 1);
        m_grid->addWidget(row, line++, 0);
        m_boxes[name] = box;
        connect(box, &QComboBox::activated, this, [this, box, name] {
            const auto role = static_cast<Role>(box->currentData().toInt());
            QMetaObject::invokeMethod(
                this, [this, role, name] { assign(role, name); }, Qt::QueuedConnection);
        });
    }
}

} // namespace loratrf
