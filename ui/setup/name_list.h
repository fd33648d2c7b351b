#pragma once
// Names ticked out of a list; where the names are projections and single ones may be meant, a tree to pick them from.

#include "backend/api/model_info.h"
#include "ui/widgets/card.h"

#include <QWidget>

#include <optional>
#include <set>
#include <string>
#include <vector>

class QCheckBox;
class QPushButton;

namespace loratrf {

class NameList : public QWidget {
    Q_OBJECT

public:
    using Strings = std::vector<std::string>;
    // `paths`: ends of paths are names too.
    NameList(const Strings& choices, bool paths, QWidget* parent = nullptr);

    Strings taken() const;
    void take(const Strings& names);
    void setModel(const ModelInfo& model); // names that its projections lack cannot be taken

Q_SIGNALS:
    void changed();

private:
    void pick();
    void showOthers();

    std::vector<QCheckBox*> m_boxes;
    Strings m_others; // names that have no box: kept as they are
    TextLabel* m_note;
    QPushButton* m_pick;
    std::optional<ModelInfo> m_model;
};

} // namespace loratrf
