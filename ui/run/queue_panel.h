#pragma once
// The foot of the run page: runs that wait for their turn, and what became of those before them. Not there while the
// queue is empty.

#include "ui/run/queue_model.h"

#include <QFrame>

class QPushButton;
class QTableView;

namespace loratrf {

class Fold;
class MessageStrip;

class QueuePanel : public QFrame {
    Q_OBJECT

public:
    QueuePanel(RunQueue& queue, const StudioBackend& backend, QWidget* parent = nullptr);

Q_SIGNALS:
    void duplicateWanted(const loratrf::TrainOptions& options);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeContent();
    void makeTable();
    void makeButtons();
    int row() const;
    void moveTo(int to);
    void removeChosen();
    void duplicate();
    void follow();
    void updateButtons();
    void fitTable();

    RunQueue& m_queue;
    QueueModel m_model;
    qint64 m_chosen = 0; // id of the entry the keys and buttons mean
    QTableView* m_table;
    QPushButton *m_pause, *m_up, *m_down, *m_copy, *m_remove;
    MessageStrip* m_strip;
    Fold* m_fold;
};

} // namespace loratrf
