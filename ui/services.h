#pragma once
// What the window is given to work with; app/ makes them. Each is an interface of its own, so that a page takes only
// those it asks.

namespace loratrf {

class MethodComparison;
class ModelShelf;
class RunLibrary;
class RunQueue;
class StudioBackend;

struct Services {
    StudioBackend& backend; // the engine: one job at a time
    RunLibrary& library;    // the runs of the project folder
    MethodComparison& comparison;
    ModelShelf* models = nullptr; // looks for models on the disk; without it none are looked for
    RunQueue* queue = nullptr;    // runs that wait for their turn; without it none can
};

} // namespace loratrf
