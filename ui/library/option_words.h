#pragma once
// The options of a run in the words of the form that they are set in.

#include "backend/api/methods.h"

#include <QJsonValue>
#include <QString>

namespace loratrf {

// `key` as in options.json, "learning_rate", "method_options.rank"; the key itself where the form has no field for it.
// `method`: the run's; null: unknown.
QString optionLabel(const QString& key, const MethodInfo* method);
QString optionText(const QString& key, const QJsonValue& value);

} // namespace loratrf
