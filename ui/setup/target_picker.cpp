#include "ui/setup/target_picker.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <map>

namespace loratrf {

namespace {

constexpr int pathRole = Qt::UserRole + 1;

QString shortPath(const ProjectionInfo& projection) { // "self_attn.q_proj"
    const QString path = qs(projection.path);
    const QString layer = QString("layers.%1.").arg(projection.layer);
    const qsizetype at = path.indexOf(layer);
    return at < 0 ? path : path.mid(at + layer.size());
}

} // namespace

TargetPicker::TargetPicker(const ModelInfo& model, const std::vector<std::string>& targets, QWidget* parent)
    : QDialog(parent), m_model(model), m_tree(new QTreeWidget), m_pattern(new QLineEdit),
      m_tick(new QPushButton(tr("&Tick"))), m_untick(new QPushButton(tr("&Untick"))), m_take(nullptr),
      m_matches(new TextLabel({}, TextLabel::Rank::Muted)), m_summary(new TextLabel({})) {
    setObjectName("targetPicker");
    setWindowTitle(tr("Projections by layer"));
    resize(560, 640);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addWidget(
        new TextLabel(tr("Tick the projections that get an adapter. Fewer need less memory; the last layers "
                         "alone are often tried, all of them is the usual choice."),
                      TextLabel::Rank::Muted));
    auto* line = new QHBoxLayout;
    m_pattern->setObjectName("targetPattern");
    m_pattern->setAccessibleName(tr("Pattern of paths"));
    m_pattern->setPlaceholderText(tr("Pattern, such as layers.2[0-9].*q_proj"));
    m_pattern->setToolTip(tr("Part of a path: * stands for anything, ? for one letter, [0-7] for one of these. "
                             "\"self_attn\" means all projections of the attention"));
    m_pattern->setClearButtonEnabled(true);
    m_tick->setObjectName("tickPattern");
    m_untick->setObjectName("untickPattern");
    m_tick->setToolTip(tr("Tick what the pattern fits"));
    m_untick->setToolTip(tr("Untick what the pattern fits"));
    line->addWidget(m_pattern, 1);
    line->addWidget(m_tick);
    line->addWidget(m_untick);
    layout->addLayout(line);
    m_matches->setObjectName("patternMatches");
    layout->addWidget(m_matches);
    m_tree->setObjectName("targetTree");
    m_tree->setAccessibleName(tr("Projections by layer"));
    m_tree->setHeaderLabels({tr("Projection"), tr("In × out")});
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setUniformRowHeights(true);
    layout->addWidget(m_tree, 1);
    m_summary->setObjectName("targetSummary");
    layout->addWidget(m_summary);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_take = buttons->button(QDialogButtonBox::Ok);
    for (QPushButton* button : {m_tick, m_untick}) {
        button->setAutoDefault(false);
    }
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_tick, &QPushButton::clicked, this, [this] { tick(true); });
    connect(m_untick, &QPushButton::clicked, this, [this] { tick(false); });
    connect(m_pattern, &QLineEdit::textChanged, this, &TargetPicker::refresh);
    fill(adaptedPaths(model, targets));
    connect(m_tree, &QTreeWidget::itemChanged, this, &TargetPicker::refresh);
    refresh();
}

void TargetPicker::fill(const TargetPaths& paths) {
    std::map<int64_t, QTreeWidgetItem*> layers;
    for (const ProjectionInfo& projection : m_model.projections) {
        QTreeWidgetItem*& layer = layers[projection.layer];
        if (layer == nullptr) {
            layer = new QTreeWidgetItem(m_tree, {tr("Layer %1").arg(projection.layer)});
            layer->setFlags(layer->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
        }
        auto* item = new QTreeWidgetItem(
            layer, {shortPath(projection), tr("%1 × %2").arg(countText(projection.in)).arg(countText(projection.out))});
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsAutoTristate);
        item->setToolTip(0, qs(projection.path));
        item->setData(0, pathRole, qs(projection.path));
        item->setCheckState(0, paths.contains(projection.path) ? Qt::Checked : Qt::Unchecked);
    }
    if (!layers.empty()) {
        layers.begin()->second->setExpanded(true);
    }
}

TargetPaths TargetPicker::ticked() const {
    TargetPaths paths;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* layer = m_tree->topLevelItem(i);
        for (int k = 0; k < layer->childCount(); ++k) {
            if (layer->child(k)->checkState(0) == Qt::Checked) {
                paths.insert(layer->child(k)->data(0, pathRole).toString().toStdString());
            }
        }
    }
    return paths;
}

void TargetPicker::tick(bool on) {
    const TargetPaths fitting = matchingPaths(m_model, m_pattern->text());
    {
        const QSignalBlocker quiet(m_tree);
        for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
            QTreeWidgetItem* layer = m_tree->topLevelItem(i);
            for (int k = 0; k < layer->childCount(); ++k) {
                if (fitting.contains(layer->child(k)->data(0, pathRole).toString().toStdString())) {
                    layer->child(k)->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
                }
            }
        }
    }
    m_tree->viewport()->update();
    refresh();
}

void TargetPicker::refresh() {
    const bool asked = !m_pattern->text().trimmed().isEmpty();
    const auto fitting = static_cast<int>(matchingPaths(m_model, m_pattern->text()).size());
    m_matches->setText(asked ? tr("The pattern fits %n projection(s).", nullptr, fitting) : QString());
    m_matches->setVisible(asked);
    m_tick->setEnabled(fitting > 0);
    m_untick->setEnabled(fitting > 0);
    const TargetPaths paths = ticked();
    m_summary->setText(paths.empty() ? tr("At least one projection is needed.")
                                     : tr("%1 of %2 projections get an adapter.")
                                           .arg(countText(static_cast<int64_t>(paths.size())))
                                           .arg(countText(static_cast<int64_t>(m_model.projections.size()))));
    m_summary->setRank(paths.empty() ? TextLabel::Rank::Problem : TextLabel::Rank::Body);
    m_take->setEnabled(!paths.empty());
}

std::vector<std::string> TargetPicker::targets() const {
    return targetsOf(m_model, ticked());
}

} // namespace loratrf
