#pragma once
// What a run will cost before it runs: memory, part by part, disk, and time, measured by three steps.

#include "backend/api/disk_plan.h"
#include "backend/api/memory_plan.h"
#include "backend/api/options.h"
#include "backend/api/outline.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remaining_time.h"

#include <optional>

class QGridLayout;
class QPushButton;

namespace loratrf {

class MemoryBar;
class StudioBackend;

class CostCard : public Card {
    Q_OBJECT

public:
    explicit CostCard(StudioBackend& backend, QWidget* parent = nullptr);

    // No plan is known: `why` is shown, and what stood there pales.
    void awaitMemory(const QString& why);
    void noMemory(const QString& why); // there will be none
    void showMemory(const MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget);
    void showDisk(const DiskCosts& costs, qint64 freeBytes); // for the options and length that are set
    void noDisk();                                           // not known, or not yet
    void setLength(const RunLength& length);
    // What a dry run would measure; another one makes an earlier result an older one's. `reason`: why there can be
    // none; empty: it may start.
    void setOptions(const TrainOptions& options, const QString& key, const QString& reason);
    QString measuring() const { return m_measuring; } // key of the options under way; empty: none
    void goOnMeasuring(const QString& of);            // for a card made anew while the other measured

Q_SIGNALS:
    void budgetWanted(qint64 tokens);

private:
    void makeMemory();
    void makeTime();
    void updateDisk();
    void startOrCancel();
    void showDryRun(const DryRun& result);
    void endDryRun(const QString& message, TextLabel::Rank rank);
    void updateButton();

    StudioBackend& m_backend;
    TextLabel *m_memory, *m_notes, *m_budget, *m_disk, *m_time;
    QWidget* m_parts;
    QGridLayout* m_legend;
    MemoryBar* m_bar;
    QPushButton *m_take, *m_measure;
    qint64 m_largest = 0;
    std::optional<DiskCosts> m_diskCosts;
    qint64 m_freeDisk = -1;
    RunLength m_length;
    TrainOptions m_options;
    QString m_key, m_reason;
    QString m_measuring; // key of the options under way; empty: none
    RemainingTime m_left;
    QString m_result; // or why there is none; stays until the options change
    TextLabel::Rank m_resultRank = TextLabel::Rank::Body;
};

} // namespace loratrf
