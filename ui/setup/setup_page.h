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
struct DataReport;
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
    void offerQueue();                          // until then a run can only be started
    void say(Level level, const QString& text); // about what was asked here

Q_SIGNALS:
    void started();
    void queueWanted(const loratrf::TrainOptions& options);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void listen();
    void restore();
    void restoreMethods();
    void saveMethods() const;
    std::optional<QString> read(const QString& file); // what stands in its way is said in the page
    void become(const QString& state);
    void refresh();
    QString summary(const TrainOptions& now, int longest) const; // letters of a name
    void askForMemory();
    void showMemory(const MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget);
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
    QTimer m_memorySoon;    // typing goes on for a while
    QString m_memoryAsked;  // for these options
    QString m_presetState;  // the form as a preset left it
    QString m_reportedData; // the file that m_rows were counted in
    qint64 m_rows = 0;
    TrainOptions m_base; // what the form was last set to; holds what has no field
};

} // namespace loratrf
