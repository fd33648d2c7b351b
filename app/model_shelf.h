#pragma once
// Models below folders, looked for on a thread of its own.

#include "app/job_runner.h"
#include "ui/setup/model_shelf.h"

namespace loratrf {

class DiskModelShelf : public ModelShelf {
    Q_OBJECT

public:
    explicit DiskModelShelf(QObject* parent = nullptr);

    void search(const QStringList& folders) override;
    void cancel() override;

private:
    int m_search = 0; // the newest; answers of older ones are dropped
    JobRunner m_jobs; // last, so that it ends first
};

} // namespace loratrf
