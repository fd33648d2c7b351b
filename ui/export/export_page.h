#pragma once
// Taking a run's result along.

#include "backend/api/engine.h"
#include "ui/export/export_card.h"

#include <QWidget>

class QStackedWidget;

namespace loratrf {

class StudioBackend;
class TextLabel;

class ExportPage : public QWidget {
    Q_OBJECT

public:
    explicit ExportPage(StudioBackend& backend, QWidget* parent = nullptr);
    void showRun(const QString& folder, const TrainOptions& options);
    ExportCard::State state() const { return m_export->state(); }
    void setState(const ExportCard::State& state) { m_export->setState(state); } // of the run that is shown

Q_SIGNALS:
    void setUpWanted();
    void runWanted();

private:
    QStackedWidget* m_pages;
    TextLabel* m_folder;
    ExportCard* m_export;
};

} // namespace loratrf
