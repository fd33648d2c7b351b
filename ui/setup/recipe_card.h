#pragma once
// How long and how fast the adapter learns, what is watched and kept, and on which machine.

#include "backend/api/options.h"
#include "ui/widgets/card.h"

#include <functional>
#include <vector>

class QComboBox;
class QPushButton;

namespace loratrf {

class Form;

class RecipeCard : public Card {
    Q_OBJECT

public:
    explicit RecipeCard(QWidget* parent = nullptr);

    void read(const TrainOptions& options);
    void
    write(TrainOptions& options) const; // fields whose value was not changed since read() stay exactly as they were
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();

Q_SIGNALS:
    void changed();
    void presetChosen(const QString& file);
    void loadWanted();
    void saveWanted();

private:
    struct Binding {
        std::function<void(const TrainOptions&)> read;
        std::function<void(TrainOptions&)> write;
    };
    template <typename Integer>
    void addWhole(Form* form, const char* key, const QString& label, const QString& help, Integer TrainOptions::*member,
                  int minimum, const QString& zero = {});
    void addReal(Form* form, const char* key, const QString& label, const QString& help, double TrainOptions::*member,
                 double minimum, double maximum, const QString& zero = {});
    void addFlag(Form* form, const char* key, const QString& label, const QString& help, bool TrainOptions::*member);
    void addText(Form* form, const char* key, const QString& label, const QString& help,
                 std::string TrainOptions::*member, const QString& placeholder, const QStringList& choices = {});
    void addSchedule(Form* form);
    void addProbes(Form* form);
    void fillPresets();
    void fillBasic();
    void fillAdvanced();

    QComboBox* m_presets;
    Form *m_basic, *m_advanced;
    Fold* m_fold;
    std::vector<Binding> m_bindings;
};

// "learning_rate" -> "learningRate": the object name of a field's widget.
QString camelCase(const QString& key);

} // namespace loratrf
