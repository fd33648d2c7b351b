#include "ui/setup/name_list.h"

#include "ui/setup/target_picker.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int columns = 4;

} // namespace

NameList::NameList(const Strings& choices, bool paths, QWidget* parent)
    : QWidget(parent), m_note(new TextLabel({}, TextLabel::Rank::Muted)), m_pick(new QPushButton(tr("By layer…"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(space::tight);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::normal);
    grid->setVerticalSpacing(space::tight);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        auto* box = new QCheckBox(qs(choices[i]));
        box->setObjectName("choice_" + qs(choices[i]));
        grid->addWidget(box, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
        connect(box, &QCheckBox::toggled, this, &NameList::changed);
        m_boxes.push_back(box);
    }
    grid->setColumnStretch(columns, 1);
    column->addLayout(grid);
    auto* line = new QHBoxLayout;
    m_note->setObjectName("otherNames");
    m_pick->setObjectName("pickByLayer");
    m_pick->setToolTip(tr("The model's projections as a tree: tick single layers, or what a pattern fits"));
    m_pick->setEnabled(false); // no model yet
    m_pick->setHidden(!paths);
    line->addWidget(m_note, 1);
    line->addWidget(m_pick);
    column->addLayout(line);
    connect(m_pick, &QPushButton::clicked, this, &NameList::pick);
    showOthers();
}

NameList::Strings NameList::taken() const {
    Strings names;
    for (const QCheckBox* box : m_boxes) {
        if (box->isChecked()) {
            names.push_back(box->text().toStdString());
        }
    }
    names.insert(names.end(), m_others.begin(), m_others.end());
    return names;
}

void NameList::take(const Strings& names) {
    m_others.clear();
    std::ranges::copy_if(names, std::back_inserter(m_others), [this](const std::string& name) {
        return std::ranges::none_of(m_boxes, [&](const QCheckBox* box) { return box->text().toStdString() == name; });
    });
    for (QCheckBox* box : m_boxes) {
        box->setChecked(std::ranges::count(names, box->text().toStdString()) > 0);
    }
    showOthers();
}

void NameList::setModel(const ModelInfo& model) {
    m_model = model;
    m_pick->setEnabled(!model.projections.empty());
    std::set<std::string> known;
    for (const ProjectionInfo& projection : model.projections) {
        known.insert(projection.target);
    }
    const bool mine =
        std::ranges::any_of(m_boxes, [&](const QCheckBox* box) { return known.contains(box->text().toStdString()); });
    for (QCheckBox* box : m_boxes) {
        const bool fits = !mine || known.contains(box->text().toStdString());
        box->setEnabled(fits || box->isChecked());
        box->setToolTip(fits ? QString() : tr("This model has no projection of this name."));
    }
}

void NameList::pick() {
    TargetPicker picker(*m_model, taken(), window());
    if (picker.exec() == QDialog::Accepted) {
        take(picker.targets());
        Q_EMIT changed(); // also where no box turned
    }
}

void NameList::showOthers() {
    QStringList names;
    for (const std::string& name : m_others) {
        names << qs(name);
    }
    m_note->setText(m_others.empty() ? QString()
                                     : tr("and %n named by their paths", nullptr, static_cast<int>(m_others.size())));
    m_note->setHidden(m_others.empty() && m_pick->isHidden());
    m_note->setToolTip(names.join('\n'));
}

} // namespace loratrf
