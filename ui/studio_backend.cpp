#include "ui/studio_backend.h"

namespace loratrf {

int nextJobId() {
    static int last = 0;
    return ++last;
}

} // namespace loratrf
