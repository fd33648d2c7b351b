#pragma once
// Everything a run needs, on one page; the form is a TrainOptions and nothing else.

#include "backend/api/events.h"
#include "backend/api/options.h"
#include "ui/setup/form_history.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace loratrf {

class CostCard;
class DataCard;
class MessageStrip;
class MethodCard;
class ModelCard;
class ModelShelf;
class RecipeCard;
class StartBar;
class StudioBackend;
struct Machine;
struct MemoryPlan;

class SetupPage : public QWidget {
    Q_OBJECT

public:
    explicit SetupPage(StudioBackend& backend, ModelShelf* models = nullptr, QWidget* parent = nullptr);

    TrainOptions options() const;
    void setOptions(const TrainOptions& options);
    void setMachine(const Machine& machine); // into the form
    void setModel(const QString& path);
    void setData(const QString& file, const QString& evalFile);
    // A file in the form of options.json. What it leaves out of model, data and run stays as it is in the form.
    bool load(const QString& file);
    bool applyPreset(const QString& file); // only what it sets
    bool save(const QString& file);
    void askLoad();
    void askSave();
    QUndoStack& history() { return m_history.stack(); }

    // For a page made anew.
    struct State {
        TrainOptions form;
        FormHistory::Past past;
        QString measuring; // see CostCard
    };
    State state() const;
    void setState(const State& state);
    void offerQueue();                          // until then a run can only be started
    void say(Level level, const QString& text); // about what was asked here

Q_SIGNALS:
    void started();
    void queueWanted(const loratrf::TrainOptions& options);
    void runDropped(const QString& folder);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void listen();
    void restore();
    void restoreMethods();
    void saveMethods() const;
    bool isForPage(const QObject* field, const QDropEvent& drop) const; // though it is held over this field
    std::optional<QString> read(const QString& file);                   // what stands in its way is said in the page
    // Into the form; `remarks` and what the form has not taken are said in the page.
    void take(const TrainOptions& wanted, QStringList remarks);
    void become(const QString& state);
    void refresh();
    QString summary(const TrainOptions& now, int longest) const; // letters of a name
    void forgetMemory();                                         // of the form as it was
    void askForMemory();
    void noMemory(const QString& why); // it cannot be foreseen
    void showMemory(const MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget);
    void sayWhatIsKnown(); // of model, rows and machine, by which presets are marked
    void showProblems(const TrainOptions& now, const QString& state);
    void askKeepPreset();
    void showOptions();
    void start();
    void queue();

    StudioBackend& m_backend;
    ModelCard* m_model;
    DataCard* m_data;
    MethodCard* m_method;
    RecipeCard* m_recipe;
    CostCard* m_cost;
    StartBar* m_bar;
    MessageStrip* m_strip;  // loading and saving
    MessageStrip* m_others; // problems of fields this page does not show
    FormHistory m_history;
    QTimer m_soon;
    QTimer m_memorySoon;   // typing goes on for a while
    QString m_memoryAsked; // for these options, which are those of the form; empty: to be asked
    std::optional<bool> m_memoryFits;
    QString m_presetState; // the form as a preset left it
    TrainOptions m_base;   // what the form was last set to; holds what has no field
};

} // namespace loratrf
