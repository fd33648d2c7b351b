#pragma once
// An export request read: what is exported, as what, and where to.

#include "backend/api/engine.h"
#include "backend/io/tensor_file.h"
#include "backend/text/tokenizer.h"

#include <filesystem>
#include <optional>
#include <string>

namespace loratrf {

// What is exported: a base model and an adapter for it, if any.
struct ExportSource {
    std::string model, adapter;
    std::optional<RunInfo> run;
    DataOptions data_options; // of the run; defaults for a model
};

ExportSource export_source(const ExportRequest& request); // throws Error

// The chat template that was trained with, as the adapter's folder or the run's has it; of a model alone its own.
// Empty: none, also where the run's rows were plain text and the model brings none. Throws Error.
std::string trained_template(const ExportSource& source, const Tokenizer& tokenizer);

DType export_type(const ExportRequest& request); // throws Error(InvalidOption)

// Where the folder is made; throws Error(PathEscape) for the base model's folder and places inside it.
std::filesystem::path export_target(const ExportRequest& request, const ExportSource& source);

} // namespace loratrf
