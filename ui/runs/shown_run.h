#pragma once
// The run that the window shows, live or from its folder: the backend's events, kept for all pages that look at it.

#include "ui/runs/run_model.h"

namespace loratrf {

class StudioBackend;

class ShownRun : public RunModel {
    Q_OBJECT

public:
    explicit ShownRun(StudioBackend& backend, QObject* parent = nullptr);
};

} // namespace loratrf
