#pragma once
// How long and how fast the adapter learns, what is watched and kept, and on which machine.

#include "backend/api/options.h"
#include "backend/api/outline.h"
#include "ui/setup/preset_shelf.h"
#include "ui/widgets/card.h"

class QLineEdit;
class QPushButton;

namespace loratrf {

class ChoiceBox;
class Form;
class RecipeFields;
class ScheduleCurve;

class RecipeCard : public Card {
    Q_OBJECT

public:
    explicit RecipeCard(QWidget* parent = nullptr);

    void read(const TrainOptions& options);
    void write(TrainOptions& options) const; // what was not changed since read() stays exactly as it was
    void showOutline(const RecipeOutline& outline, const TrainOptions& options);
    void setRunsFolder(const QString& folder); // where a run goes whose folder is not named
    void showPresets();                        // read anew
    void markPreset(const QString& file);
    void setSituation(const Situation& situation); // marks the presets that are made for it; none is applied
    const PresetShelf& shelf() const { return m_shelf; }
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();

Q_SIGNALS:
    void changed();
    void presetChosen(const QString& file);
    void keepPresetWanted();
    void loadWanted();
    void saveWanted();

private:
    void makePresets();
    void showSuiting();
    void removePreset();
    void fillBasic();
    void fillCourse();
    void fillWatching();
    void fillMachine();

    PresetShelf m_shelf;
    std::vector<Preset> m_listed;
    Situation m_situation;
    ChoiceBox* m_presets;
    TextLabel* m_sentence;
    QAction* m_remove = nullptr;
    Form *m_basic, *m_advanced;
    ScheduleCurve* m_curve;
    Fold* m_fold;
    QLineEdit* m_run = nullptr;
    RecipeFields* m_fields;
};

} // namespace loratrf
