#pragma once
// A file of training rows and how often an epoch takes them, as one text: "FILE", or "WEIGHT*FILE".

#include <string>

namespace loratrf {

// An epoch takes every row `weight` times; of the fraction, as many rows as it says, others in each epoch.
struct WeightedFile {
    std::string file;
    double weight = 1;
};

// Throws Error(InvalidOption) for a weight that is no number above 0 and at most 1000.
WeightedFile parse_weighted_file(const std::string& text);
std::string weighted_file_text(const WeightedFile& file);

} // namespace loratrf
