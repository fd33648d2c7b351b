#pragma once
// What the window is given to work with; app/ makes them. Each is an interface of its own, so that a page takes only
// those it asks.

namespace loratrf {

class StudioBackend;

struct Services {
    StudioBackend& backend; // the engine: one job at a time
};

} // namespace loratrf
