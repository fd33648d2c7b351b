#pragma once
// Which base model: path in, what is known of it out.

#include "backend/api/model_info.h"
#include "backend/api/options.h"
#include "ui/setup/memory_parts.h"
#include "ui/widgets/card.h"

#include <QTimer>

#include <optional>

class QGridLayout;

namespace loratrf {

class DropField;
class FitBadge;
class Form;
class MessageStrip;
class ModelShelf;
class StudioBackend;

class ModelCard : public Card {
    Q_OBJECT

public:
    ModelCard(StudioBackend& backend, ModelShelf* models, QWidget* parent = nullptr);

    QString path() const;
    void setPath(const QString& path);
    const std::optional<ModelInfo>& model() const { return m_model; }
    void setFit(Fit fit, const QString& sentence); // what the memory plan says
    bool isRefused() const { return m_refused; }
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();

Q_SIGNALS:
    void changed();      // the path
    void modelChanged(); // what is known of it

private:
    void find(ModelShelf& models);
    void ask();
    void take(const ModelInfo& info);
    void refuse(const QString& message);
    void showFacts();

    StudioBackend& m_backend;
    DropField* m_path;
    Form* m_form;
    TextLabel* m_state;
    QWidget* m_facts;
    QGridLayout* m_grid;
    FitBadge* m_fit;
    MessageStrip* m_strip;
    QTimer m_wait; // so that a typed path is not opened at each letter
    QString m_asked;
    bool m_refused = false; // the path was looked at and is no usable model
    std::optional<ModelInfo> m_model;
};

} // namespace loratrf
