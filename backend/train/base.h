#pragma once
// A base model opened for work: weights on the device, tokenizer, and what is known of it.

#include "backend/api/engine.h"
#include "backend/device/device.h"
#include "backend/model/model.h"
#include "backend/text/tokenizer.h"

#include <memory>
#include <string>

namespace loratrf {

struct Method;

struct Base {
    std::string path;
    at::Device device = at::kCPU;
    Compute compute;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<Model> model;
    std::vector<int32_t> stop_ids; // any of them ends an answer
    std::string fingerprint;       // of the weights, the same for every compute type
};

std::unique_ptr<Tokenizer> open_tokenizer(const std::string& model);

// What "auto" means for a method that trains base weights is fp32; any other choice stands.
std::string compute_for(const Method& method, const std::string& compute);

// Of TrainOptions::base_weights; what a method changes is unpacked.
BaseWeights base_weights_for(const Method& method, const std::string& base_weights);

// Throws Error. Progress goes to `sink` as ProgressEvents.
Base open_base(const std::string& path, const std::string& device, const std::string& compute, int64_t threads,
               const EventSink& sink = {}, BaseWeights kept = BaseWeights::Unpacked);

} // namespace loratrf
