#include "app/diagnostics.h"

#include "backend/api/engine.h"
#include "backend/api/event_json.h"
#include "backend/data/weighted_file.h"
#include "backend/io/error.h"
#include "backend/io/files.h"
#include "backend/io/json.h"

#include <QString>
#include <QSysInfo>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace loratrf {

namespace {

constexpr std::size_t most_notes = 200; // the newest

WeightedFile weightedFile(const std::string& text) {
    try {
        return parse_weighted_file(text);
    } catch (const Error&) { // changed by hand; the run says so elsewhere
        return {text};
    }
}

// Options as they are, but for what names the user's files or holds the user's words.
Json withoutWords(const TrainOptions& given) {
    TrainOptions options = given;
    for (std::string* path : {&options.model, &options.data, &options.eval_data, &options.run, &options.adapter})
        *path = last_name(*path);
    for (std::string& more : options.more_data) {
        WeightedFile file = weightedFile(more);
        file.file = last_name(file.file);
        more = weighted_file_text(file);
    }
    options.name.clear();
    options.probe_texts.clear();
    options.data_options.system_prompt.clear();
    return parse_json(to_json(options), "options");
}

// Messages name files in full.
std::string withoutFolders(std::string text, const std::vector<std::string>& paths) {
    constexpr std::string_view instead = "…";
    for (const std::string& path : paths) {
        const std::string folder = std::filesystem::path(path).parent_path().string();
        for (std::size_t at = folder.size() > 1 ? text.find(folder) : std::string::npos; at != std::string::npos;
             at = text.find(folder, at + instead.size())) // a folder may have that name
            text.replace(at, folder.size(), instead);
    }
    return text;
}

Json runPart(const std::string& run) {
    const RunInfo info = inspect_run(run);
    std::vector<std::string> paths = {
        info.options.model, info.options.data, info.options.eval_data, info.options.adapter, run, info.folder};
    for (const std::string& more : info.options.more_data)
        paths.push_back(weightedFile(more).file);
    std::ranges::sort(paths, std::greater<>(), &std::string::size); // a folder before the one it lies in
    const auto clean = [&paths](const std::string& text) { return withoutFolders(text, paths); };
    Json part = {{"state", state_name(info.state)}, {"step", info.step},
                 {"total_steps", info.total_steps}, {"resumable", info.resumable},
                 {"why_not", clean(info.why_not)},  {"options", withoutWords(info.options)}};
    Json notes = Json::array();
    const auto take = [&](const Event& event) {
        if (const auto* note = std::get_if<NoteEvent>(&event))
            notes.push_back({{"step", note->step}, {"level", int(note->level)}, {"text", clean(note->text)}});
        else if (const auto* state = std::get_if<StateEvent>(&event))
            notes.push_back(
                {{"step", state->step}, {"state", state_name(state->state)}, {"text", clean(state->message)}});
        else if (const auto* step = std::get_if<StepEvent>(&event))
            part["last_step"] = {{"step", step->step},
                                 {"loss", step->loss},
                                 {"grad_norm", step->grad_norm},
                                 {"tokens_per_second", step->tokens_per_second},
                                 {"memory_bytes", step->memory_bytes}};
        else if (const auto* start = std::get_if<StartEvent>(&event))
            part["start"] = {{"device", start->device}, {"compute", start->compute}, {"trainable", start->trainable}};
    };
    read_events(std::filesystem::path(run) / "journal.jsonl", take);
    if (notes.size() > most_notes)
        notes.erase(notes.begin(), notes.end() - most_notes);
    part["notes"] = notes;
    return part;
}

} // namespace

std::string diagnostics(const std::string& run, const std::string& version) {
    const MachineInfo here = machine();
    Json report = {{"program", "LoRATRF Studio " + version},
                   {"qt", qVersion()},
                   {"system", QSysInfo::prettyProductName().toStdString()},
                   {"kernel", QSysInfo::kernelVersion().toStdString()},
                   {"architecture", QSysInfo::currentCpuArchitecture().toStdString()},
                   {"devices", here.devices},
                   {"cpu", here.cpu},
                   {"cuda", here.cuda},
                   {"fast_bf16", here.fast_bf16}};
    if (!run.empty()) {
        try {
            report["run"] = runPart(run);
        } catch (const std::exception& error) {
            report["run"] = {{"unreadable", withoutFolders(error.what(), {run, run + "/"})}};
        }
    }
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace loratrf
