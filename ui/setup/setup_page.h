#pragma once
// Everything a run needs, on one page; the form is a TrainOptions and nothing else.

#include "backend/api/options.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace loratrf {

class DataCard;
class MessageStrip;
class MethodCard;
class ModelCard;
class RecipeCard;
class StudioBackend;
struct MemoryPlan;
class TextLabel;

class SetupPage : public QWidget {
    Q_OBJECT

public:
    explicit SetupPage(StudioBackend& backend, QWidget* parent = nullptr);

    TrainOptions options() const;
    void setOptions(const TrainOptions& options);
    void setModel(const QString& path);
    void setData(const QString& file, const QString& evalFile);
    // A file in the form of options.json. What it leaves out of model, data and run stays as it is in the form.
    bool load(const QString& file);
    bool save(const QString& file);
    void askLoad();
    void askSave();

Q_SIGNALS:
    void started();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeBar();
    void restore();
    void refresh();
    void askForMemory(const TrainOptions& now);
    void showMemory(const MemoryPlan& plan, qint64 freeBytes);
    void showProblems(const std::vector<Problem>& problems);
    void start();

    StudioBackend& m_backend;
    ModelCard* m_model;
    DataCard* m_data;
    MethodCard* m_method;
    RecipeCard* m_recipe;
    MessageStrip* m_strip;  // loading and saving
    MessageStrip* m_others; // problems of fields this page does not show
    TextLabel *m_summary, *m_memory, *m_reason;
    QLineEdit* m_command;
    QPushButton *m_copy, *m_start;
    QTimer m_soon;
    QTimer m_memorySoon;   // typing goes on for a while
    QString m_memoryAsked; // for these options
    TrainOptions m_base;   // what the form was last set to; holds what has no field
};

} // namespace loratrf
