#pragma once
// An options file and the form: what the file asks for and the form cannot hold is named, never dropped in silence.

#include "backend/api/options.h"

#include <QStringList>

namespace loratrf {

// Of the method and its options: what `asked` has and `taken` has not, one sentence each.
QStringList notTaken(const TrainOptions& asked, const TrainOptions& taken, const std::vector<MethodInfo>& methods);

} // namespace loratrf
