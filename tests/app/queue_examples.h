#pragma once
// Runs for a queue, and what became of them: in the queue and on the disk.

#include "app/queue_file.h"
#include "app/run_queue.h"
#include "backend/io/files.h"

#include <QString>

namespace loratrf {

inline TrainOptions named(const QString& name) {
    TrainOptions options;
    options.name = name.toStdString();
    options.model = "/models/small";
    options.data = "/data/rows.jsonl";
    options.seed = (1ULL << 63) + 1; // no double holds it
    return options;
}

inline QList<QueueState> states(const StoredQueue& queue) {
    QList<QueueState> list;
    for (const QueuedRun& entry : queue.entries())
        list << entry.state;
    return list;
}

inline std::vector<QueuedRun> onDisk(const QString& folder) {
    const std::string file = folder.toStdString() + "/queue.json";
    return readQueue(read_text_file(file), file);
}

} // namespace loratrf
