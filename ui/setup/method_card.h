#pragma once
// Which adapter, with which options, and what it costs in parameters.

#include "backend/api/model_info.h"
#include "backend/api/options.h"
#include "ui/widgets/card.h"

#include <map>
#include <optional>

class QPushButton;
class QSpinBox;

namespace loratrf {

class ChoiceBox;
class OptionForm;
class StudioBackend;

class MethodCard : public Card {
    Q_OBJECT

public:
    explicit MethodCard(StudioBackend& backend, QWidget* parent = nullptr);

    void read(const TrainOptions& options);
    void write(TrainOptions& options) const;
    // What was set for methods that were looked at before, by their keys.
    const std::map<std::string, MethodOptions>& kept() const { return m_kept; }
    void keep(const std::string& method, const MethodOptions& options) { m_kept[method] = options; }
    void setModel(const std::optional<ModelInfo>& model);
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();
    QString countSentence() const { return m_count->text(); }

Q_SIGNALS:
    void changed();

private:
    const MethodInfo* method() const;
    void build(const MethodOptions& options); // the chosen method's form
    void count();
    void fit();

    StudioBackend& m_backend;
    ChoiceBox* m_choice;
    TextLabel *m_sentence, *m_source, *m_problem;
    QVBoxLayout* m_place;
    OptionForm* m_form = nullptr;
    TextLabel* m_count;
    QWidget* m_budget;
    QSpinBox* m_budgetRank;
    QPushButton* m_fit;
    TextLabel* m_budgetText;
    std::map<std::string, MethodOptions> m_kept; // what was set for methods looked at before
    std::string m_built;
    std::optional<ModelInfo> m_model;
};

} // namespace loratrf
