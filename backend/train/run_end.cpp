#include "backend/train/run_end.h"

#include "backend/io/files.h"
#include "backend/train/template_file.h"

#include <filesystem>

namespace loratrf {

TrainResult result_of(const RunFolder& run, const TrainState& state) {
    TrainResult result;
    result.run = run.path.string();
    result.steps = state.step;
    result.train_loss = state.train_loss;
    result.first_eval_loss = state.first_eval_loss;
    result.best_eval_loss = state.best_eval_loss;
    result.best_step = state.best_step;
    result.step_seconds = state.step_seconds;
    result.tokens_per_second = state.step_seconds > 0 ? static_cast<double>(state.tokens) / state.step_seconds : 0;
    return result;
}

void save_final_adapter(const RunFolder& run, const Adapter& adapter, const std::string& model,
                        const std::string& chat_template) {
    std::filesystem::remove_all(run.adapter());
    FolderTransaction folder(run.adapter());
    adapter.save(folder.path(), model);
    write_file_atomically(template_file(folder.path()), chat_template);
    folder.commit();
}

std::string stopped_message(int64_t step, int64_t total_steps) {
    return "stopped at step " + std::to_string(step) +
           (total_steps > 0 ? " of " + std::to_string(total_steps) : std::string()) + "; resume goes on from there";
}

} // namespace loratrf
