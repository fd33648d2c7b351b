#pragma once
// The options of training as the shell gives them: options file, preset, flags and --set.

#include "app/cli/command.h"

#include <string>
#include <vector>

namespace loratrf {

struct TrainArguments {
    std::string optionsFile, preset;
    FlagValues flags;
    std::vector<std::string> sets;
};

// The arguments above on a command; `withFlag` says which of option_flags() it has.
void addTrainArguments(CLI::App* command, TrainArguments& given,
                       const std::function<bool(const OptionFlag&)>& withFlag = {});

// Preset, then options file, then flags: the later wins. Every problem found is added to `problems`.
TrainOptions collectOptions(const TrainArguments& given, std::vector<Problem>& problems);

// --set KEY=VALUE alone, and its values as flags.
void addSets(CLI::App* command, std::vector<std::string>& sets);
void takeSets(const std::vector<std::string>& sets, FlagValues& flags, std::vector<Problem>& problems);

} // namespace loratrf
