// What a run's folder holds beside its adapter: checkpoints, and votes on answers.

#include "backend/api/answers.h"
#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/train/run_folder.h"

#include <algorithm>

namespace loratrf {

namespace {

constexpr uint64_t largest_file = 64ULL << 20;

std::filesystem::path votes_of(const RunFolder& run) {
    return run.path / "votes.jsonl";
}

std::string text_of(const std::filesystem::path& votes) {
    std::error_code none;
    return std::filesystem::exists(votes, none) ? read_text_file(votes, largest_file) : std::string();
}

} // namespace

std::vector<SavedCheckpoint> saved_checkpoints(const std::string& folder) {
    const RunFolder run = open_run(folder);
    std::vector<SavedCheckpoint> list;
    for (const int64_t step : run.checkpoint_steps())
        list.push_back({step, run.checkpoint(step).string()});
    return list;
}

void add_vote(const std::string& folder, const Vote& vote) {
    if (vote.choice != "left" && vote.choice != "right" && vote.choice != "equal")
        throw Error(ErrorCode::InvalidOption,
                    "a vote is for \"left\", \"right\" or \"equal\", not \"" + vote.choice + "\"");
    const RunFolder run = open_run(folder);
    const Json line = {{"prompt", vote.prompt},
                       {"left", vote.left},
                       {"right", vote.right},
                       {"choice", vote.choice},
                       {"seed", vote.seed}};
    std::string text = text_of(votes_of(run));
    if (!text.empty() && !text.ends_with('\n')) // a line that was cut off stays a line of its own
        text += '\n';
    write_file_atomically(votes_of(run), text + line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::vector<Vote> read_votes(const std::string& folder) {
    const RunFolder run = open_run(folder);
    const std::string text = text_of(votes_of(run));
    std::vector<Vote> votes;
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        try {
            const Json json = parse_json(line, votes_of(run).string());
            votes.push_back({.prompt = json.at("prompt").get<std::string>(),
                             .left = json.at("left").get<std::string>(),
                             .right = json.at("right").get<std::string>(),
                             .choice = json.at("choice").get<std::string>(),
                             .seed = json.value("seed", int64_t(0))});
        } catch (const std::exception&) {
            continue;
        }
    }
    return votes;
}

} // namespace loratrf
