#pragma once
// The projections of the chosen model as a tree, to be ticked one by one, by layer or by pattern.

#include "ui/setup/target_paths.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace loratrf {

class TextLabel;

class TargetPicker : public QDialog {
    Q_OBJECT

public:
    TargetPicker(const ModelInfo& model, const std::vector<std::string>& targets, QWidget* parent = nullptr);
    std::vector<std::string> targets() const;

private:
    void fill(const TargetPaths& paths);
    void tick(bool on); // what the pattern fits
    TargetPaths ticked() const;
    void refresh();

    ModelInfo m_model;
    QTreeWidget* m_tree;
    QLineEdit* m_pattern;
    QPushButton *m_tick, *m_untick, *m_take;
    TextLabel *m_matches, *m_summary;
};

} // namespace loratrf
