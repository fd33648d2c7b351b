#pragma once
// Taking the adapter along: a folder, the files written, and what opens them.

#include "backend/api/engine.h"
#include "ui/widgets/card.h"

class QListWidget;
class QPushButton;

namespace loratrf {

class DropField;
class MessageStrip;
class StudioBackend;

class ExportCard : public Card {
    Q_OBJECT

public:
    explicit ExportCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);

private:
    void ask();
    void take(const ExportResult& result);
    void updateButton();

    StudioBackend& m_backend;
    DropField* m_folder;
    QPushButton* m_button;
    TextLabel *m_reason, *m_note;
    MessageStrip* m_strip;
    QListWidget* m_files;
    QString m_run;
    bool m_waiting = false;
};

} // namespace loratrf
