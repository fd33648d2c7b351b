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

class MethodList;
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
    void makeStart();
    void setAdapter(const QString& folder);
    const MethodInfo* method() const;
    void build(const MethodOptions& options); // the chosen method's form
    void count();
    QString shareOf(const std::string& method, const MethodOptions& options) const; // of the model
    // What was set for a method; what it has in common with the chosen one where nothing was.
    MethodOptions optionsOf(const MethodInfo& info) const;
    void showShares(); // of every method, with those
    void fit();

    StudioBackend& m_backend;
    MethodList* m_choice;
    TextLabel *m_source, *m_problem;
    QWidget* m_start; // says which adapter the run goes on from
    TextLabel* m_startText;
    QString m_adapter;
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
