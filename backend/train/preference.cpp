#include "backend/train/preference.h"

#include "backend/adapter/adapter_files.h"
#include "backend/io/safetensors.h"
#include "backend/io/sha256.h"
#include "backend/train/evaluation.h"
#include "backend/train/smaller_step.h"
#include "backend/train/training_data.h"

namespace loratrf {

namespace {

using LogProbs = std::vector<std::array<double, 2>>;

void fill(std::vector<Sequence>& rows, const LogProbs& log_probs) {
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i].reference = log_probs[i];
}

LogProbs reference_of(const std::vector<Sequence>& rows) {
    LogProbs log_probs;
    for (const Sequence& row : rows)
        log_probs.push_back(row.reference);
    return log_probs;
}

// Which rows the numbers belong to.
std::map<std::string, std::string> fingerprints(const TrainingData& data) {
    return {{"train", data.fingerprint}, {"eval", row_fingerprint(data.eval)}};
}

bool says(const SafetensorsFile& file, const std::string& name, const std::string& hash) {
    const auto known = file.metadata().find(name);
    return known != file.metadata().end() && known->second == hash;
}

std::string hash_of(const LogProbs& train, const LogProbs& eval) {
    Sha256 hash;
    for (const LogProbs* numbers : {&train, &eval})
        hash.update(std::as_bytes(std::span(*numbers)));
    return hash.finish();
}

} // namespace

PreferenceLoss preference_loss(const at::Tensor& log_probs, const at::Tensor& reference, double beta) {
    const at::Tensor rewards = beta * (log_probs - reference).view({-1, 2}); // [N, 2]
    const at::Tensor margin = rewards.select(1, 0) - rewards.select(1, 1);
    const at::Tensor known = margin.detach();
    return {.pairs = -at::log_sigmoid(margin),
            .figures = at::stack({known.gt(0).to(known.scalar_type()), rewards.select(1, 0).detach(), known}, 1)};
}

PreferenceLoss preference_loss(std::span<const std::array<double, 2>> log_probs, std::span<const Sequence> rows,
                               double beta) {
    std::vector<double> now, before;
    for (size_t i = 0; i < rows.size(); ++i) {
        now.insert(now.end(), log_probs[i].begin(), log_probs[i].end());
        before.insert(before.end(), rows[i].reference.begin(), rows[i].reference.end());
    }
    return preference_loss(at::tensor(now, at::kDouble), at::tensor(before, at::kDouble), beta);
}

PairFigures pair_figures(const double* means) {
    return {.preferred = means[0], .chosen_reward = means[1], .margin = means[2]};
}

PairFigures pair_figures(const at::Tensor& figures) {
    const at::Tensor means = figures.to(at::kDouble).mean(0).contiguous();
    return pair_figures(means.data_ptr<double>());
}

LogProbs pair_log_probs(Model& model, std::span<const Sequence> data, int64_t token_budget,
                        const std::function<bool(int64_t done)>& on_done) {
    LogProbs log_probs(data.size());
    for_each_loss(
        model, data, token_budget,
        [&](size_t row, bool rejected, const EvalLoss& loss) { log_probs[row][rejected ? 1 : 0] = -loss.loss_sum; },
        on_done);
    return log_probs;
}

namespace {

void fill_reference(TrainingData& data, Model& model, int64_t token_budget,
                    const std::function<bool(int64_t done)>& on_done) {
    bool go_on = true;
    const LogProbs train =
        pair_log_probs(model, data.train, token_budget, [&](int64_t done) { return go_on = on_done(done); });
    if (!go_on)
        return;
    const auto before = static_cast<int64_t>(data.train.size());
    const LogProbs eval =
        pair_log_probs(model, data.eval, token_budget, [&](int64_t done) { return go_on = on_done(before + done); });
    if (!go_on)
        return;
    fill(data.train, train);
    fill(data.eval, eval);
}

} // namespace

void set_reference(TrainingData& data, Model& model, int64_t token_budget,
                   const std::function<bool(int64_t done)>& on_done) {
    pass_that_fits(model, token_budget, data.longest,
                   [&](int64_t fitting) { fill_reference(data, model, fitting, on_done); });
}

std::string reference_start(const std::string& model_fingerprint, const TrainOptions& given) {
    TrainOptions options = given;
    options.run.clear();
    std::string text = model_fingerprint;
    text.append(" ").append(sha256(to_json(options)));
    if (!options.adapter.empty())
        text.append(" ").append(sha256_file(adapter_tensor_file(options.adapter)));
    return text;
}

void save_reference(const TrainingData& data, const std::string& start, const std::filesystem::path& file) {
    const LogProbs train = reference_of(data.train), eval = reference_of(data.eval);
    std::map<std::string, std::string> metadata = fingerprints(data);
    metadata["start"] = start;
    metadata["numbers"] = hash_of(train, eval);
    std::vector<TensorView> tensors;
    for (const auto& [name, rows] : {std::pair("train", &train), std::pair("eval", &eval)})
        if (!rows->empty())
            tensors.push_back({.name = name,
                               .dtype = DType::F64,
                               .shape = {static_cast<int64_t>(rows->size()), 2},
                               .bytes = std::as_bytes(std::span(*rows))});
    write_safetensors(file, std::move(tensors), metadata);
}

void load_reference(TrainingData& data, const std::filesystem::path& path) {
    const SafetensorsFile file(path);
    for (const auto& [name, fingerprint] : fingerprints(data))
        if (!says(file, name, fingerprint))
            throw Error(ErrorCode::InvalidOption,
                        path.string() + ": the rows are not those the run began with (their tokens differ), so it "
                                        "cannot be continued; restore the files or start a new run");
    LogProbs train(data.train.size()), eval(data.eval.size());
    for (const auto& [name, rows] : {std::pair("train", &train), std::pair("eval", &eval)}) {
        if (rows->empty())
            continue;
        const TensorInfo* info = file.find(name);
        if (!info || info->dtype != DType::F64 ||
            info->shape != std::vector<int64_t>{static_cast<int64_t>(rows->size()), 2})
            throw Error(ErrorCode::BadShape, path.string() + ": tensor \"" + name + "\" should be F64 of " +
                                                 std::to_string(rows->size()) + " x 2");
        file.read_bytes(name, std::as_writable_bytes(std::span(*rows)));
    }
    if (!says(file, "numbers", hash_of(train, eval)))
        throw Error(ErrorCode::BadValue, path.string() + ": the numbers are not those that were written. The file is "
                                                         "damaged or was edited.");
    fill(data.train, train);
    fill(data.eval, eval);
}

bool take_up_reference(TrainingData& data, const std::string& start, const std::filesystem::path& file) {
    try {
        if (!says(SafetensorsFile(file), "start", start))
            return false;
        load_reference(data, file);
        return true;
    } catch (const Error&) {
        return false;
    }
}

} // namespace loratrf
