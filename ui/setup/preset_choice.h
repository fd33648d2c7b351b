#pragma once
// Which presets are made for the run that is set up: what each says it suits, against what is known of model, rows and
// machine.

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

class QJsonObject;

namespace loratrf {

// "suits" of a preset. All that is given must hold; nothing given: it suits no run more than another.
struct Suits {
    std::optional<double> rowsBelow, rowsFrom; // usable training rows
    std::optional<double> parametersBelow, parametersFrom;
    std::optional<bool> pairs;       // the rows are preference pairs
    std::optional<bool> memoryShort; // the options as they are need more memory than is free
    QStringList unread;              // what of it says nothing here, in words; such a preset is made for no run
};
Suits readSuits(const QJsonObject& preset); // the whole file

// Nothing where it is not known yet.
struct Situation {
    std::optional<int64_t> parameters, rows;
    std::optional<bool> pairs, memoryFits;
    bool operator==(const Situation&) const = default;
};

struct PresetChoice {
    std::vector<QString> reasons; // of each preset, "suits your 400 rows"; empty: it is not made for this run
    // The first of those whose reason weighs most: pairs need another loss, and what does not fit does not run.
    std::optional<std::size_t> best;
};
PresetChoice choosePreset(const std::vector<Suits>& presets, const Situation& situation);

} // namespace loratrf
