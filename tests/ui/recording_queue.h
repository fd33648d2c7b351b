#pragma once
// A queue without a file: it does at once what it is asked and begins nothing.

#include "ui/run/run_queue.h"

#include <algorithm>

namespace loratrf {

class RecordingQueue : public RunQueue {
public:
    std::vector<QueuedRun> rows;
    bool resting = false;
    QString trouble;
    Level weight = Level::Problem; // of the trouble

    const std::vector<QueuedRun>& entries() const override { return rows; }
    bool paused() const override { return resting; }
    QString problem() const override { return trouble; }
    Level problemLevel() const override { return weight; }
    void add(const TrainOptions& options) override {
        qint64 newest = 0;
        for (const QueuedRun& row : rows)
            newest = std::max(newest, row.id);
        rows.push_back({newest + 1, options, QueueState::Waiting, {}, {}});
        Q_EMIT changed();
    }
    void move(qint64 id, int to) override {
        const auto from = std::ranges::find(rows, id, &QueuedRun::id);
        const QueuedRun moved = *from;
        rows.erase(from);
        rows.insert(rows.begin() + to, moved);
        Q_EMIT changed();
    }
    void remove(qint64 id) override {
        std::erase_if(rows, [id](const QueuedRun& row) { return row.id == id; });
        Q_EMIT changed();
    }
    void setPaused(bool paused) override {
        resting = paused;
        Q_EMIT changed();
    }
};

} // namespace loratrf
