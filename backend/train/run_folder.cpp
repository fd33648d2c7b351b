#include "backend/train/run_folder.h"

#include "backend/io/files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

namespace loratrf {

namespace fs = std::filesystem;

std::vector<int64_t> RunFolder::checkpoint_steps() const {
    std::vector<int64_t> steps;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(checkpoints(), none)) {
        const std::string name = entry.path().filename().string();
        const std::string number = name.rfind("step-", 0) == 0 ? name.substr(5) : "";
        if (!number.empty() && number.size() < 16 && number.find_first_not_of("0123456789") == std::string::npos)
            steps.push_back(std::stoll(number));
    }
    std::sort(steps.rbegin(), steps.rend());
    return steps;
}

std::optional<int64_t> RunFolder::newest_valid(std::vector<std::string>* notices, int64_t before) const {
    for (const int64_t step : checkpoint_steps()) {
        if (step >= before)
            continue;
        try {
            verify_manifest(checkpoint(step));
            return step;
        } catch (const Error& fault) {
            if (notices)
                notices->push_back(fault.what());
        }
    }
    return std::nullopt;
}

std::string new_run_name(const std::string& method) {
    std::array<char, 32> date{};
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M%S", &local);
    return std::string(date.data()) + "-" + method;
}

RunFolder create_run(const TrainOptions& options) {
    RunFolder run;
    if (!options.run.empty()) {
        run.path = options.run;
    } else {
        run.path = fs::path("runs") / new_run_name(options.method);
    }
    run.path = fs::absolute(run.path).lexically_normal();
    if (fs::exists(run.options()) || fs::exists(run.journal()))
        throw Error(ErrorCode::InvalidOption, run.path.string() +
                                                  " already holds a run; choose another folder, or go on with it by "
                                                  "resume");
    std::error_code fault;
    fs::create_directories(run.checkpoints(), fault);
    if (fault)
        throw Error(ErrorCode::Io, "the run folder " + run.path.string() + " cannot be made: " + fault.message());
    return run;
}

bool is_run(const std::string& folder) {
    return fs::is_regular_file(fs::path(folder) / "options.json");
}

RunFolder open_run(const std::string& folder) {
    if (!is_run(folder))
        throw Error(ErrorCode::NotFound, "\"" + folder + "\" is no run folder: it holds no options.json");
    return {fs::absolute(folder).lexically_normal()};
}

Json report_json(const TrainResult& r) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
    return {{"state", state_name(r.state)},
            {"steps", r.steps},
            {"train_loss", number(r.train_loss)},
            {"first_eval_loss", number(r.first_eval_loss)},
            {"best_eval_loss", number(r.best_eval_loss)},
            {"best_step", r.best_step},
            {"generated", r.generated},
            {"exact_before", r.exact_before},
            {"exact_after", r.exact_after},
            {"trainable", r.trainable},
            {"seconds", number(r.seconds)},
            {"step_seconds", number(r.step_seconds)},
            {"tokens_per_second", number(r.tokens_per_second)},
            {"peak_memory_bytes", r.peak_memory_bytes},
            {"adapter", r.adapter},
            {"message", r.message}};
}

} // namespace loratrf
