#include "ui/setup/taken_options.h"

#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("loratrf::TakenOptions", text);
}

// As options.json writes it, so that it can be found there.
QString textOf(const OptionValue& value) {
    if (const bool* flag = std::get_if<bool>(&value)) {
        return *flag ? "true" : "false";
    }
    if (const int64_t* whole = std::get_if<int64_t>(&value)) {
        return QString::number(*whole);
    }
    if (const double* real = std::get_if<double>(&value)) {
        return QString::number(*real, 'g', 12);
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return qs(*text);
    }
    QStringList names;
    for (const std::string& name : std::get<std::vector<std::string>>(value)) {
        names << qs(name);
    }
    return names.join(", ");
}

bool same(OptionValue a, OptionValue b) {
    for (OptionValue* value : {&a, &b}) {
        if (auto* names = std::get_if<std::vector<std::string>>(value)) {
            std::ranges::sort(*names); // they are sets
        }
    }
    const double *one = std::get_if<double>(&a), *other = std::get_if<double>(&b);
    if (one != nullptr && other != nullptr) { // a field rounds the sixteenth digit
        return std::abs(*one - *other) <= 1e-12 * std::max(std::abs(*one), std::abs(*other));
    }
    return a == b;
}

const MethodInfo* find(const std::vector<MethodInfo>& methods, const std::string& key) {
    const auto found = std::ranges::find(methods, key, &MethodInfo::key);
    return found == methods.end() ? nullptr : &*found;
}

} // namespace

QStringList notTaken(const TrainOptions& asked, const TrainOptions& taken, const std::vector<MethodInfo>& methods) {
    const MethodInfo* method = find(methods, taken.method);
    if (method == nullptr) {
        return {};
    }
    if (asked.method != taken.method) {
        return {translated(QT_TRANSLATE_NOOP("loratrf::TakenOptions",
                                             "method: there is no method \"%1\"; %2 stays chosen, with its options"))
                    .arg(qs(asked.method), engineText(method->label))};
    }
    QStringList lines;
    for (const auto& [key, value] : asked.method_options) {
        const auto spec = std::ranges::find(method->options, key, &OptionSpec::key);
        if (spec == method->options.end()) {
            lines << translated(QT_TRANSLATE_NOOP("loratrf::TakenOptions",
                                                  "method_options.%1: %2 has no such option; it was left out"))
                         .arg(qs(key), engineText(method->label));
            continue;
        }
        const auto given = taken.method_options.find(key);
        const OptionValue& now = given == taken.method_options.end() ? spec->value : given->second;
        if (!same(value, now)) {
            lines << translated(QT_TRANSLATE_NOOP("loratrf::TakenOptions",
                                                  "method_options.%1: %2 is not possible; the form has %3 instead"))
                         .arg(qs(key), textOf(value), textOf(now));
        }
    }
    return lines;
}

} // namespace loratrf
