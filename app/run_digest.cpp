#include "app/run_digest.h"

#include "backend/api/event_json.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/train/run_folder.h"

#include <QDateTime>
#include <QFileInfo>

#include <cmath>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr uint64_t most_options = 16 << 20, most_words = 1 << 20, most_report = 1 << 20;

fs::path wordsFile(const fs::path& folder) {
    return folder / "words.json";
}

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

bool isWritable(const fs::path& folder) {
    return ::access(folder.c_str(), W_OK) == 0;
}

RunWords readWords(const fs::path& folder) {
    RunWords words;
    if (!fs::exists(wordsFile(folder)))
        return words;
    const Json json = parse_json(read_text_file(wordsFile(folder), most_words), wordsFile(folder).string());
    if (const auto star = json.find("star"); star != json.end() && star->is_boolean())
        words.star = star->get<bool>();
    if (const auto notes = json.find("notes"); notes != json.end() && notes->is_string())
        words.notes = text(notes->get<std::string>());
    if (const auto tags = json.find("tags"); tags != json.end() && tags->is_array())
        for (const Json& tag : *tags)
            if (tag.is_string())
                words.tags << text(tag.get<std::string>());
    return words;
}

TrainOptions readOptions(const fs::path& file) {
    try {
        std::vector<Problem> unknown; // of a newer version; what is known of the run is shown all the same
        return options_from_json(read_text_file(file, most_options), &unknown);
    } catch (const Error& fault) {
        throw Error(fault.code(), file.string() + " cannot be read: " + fault.what());
    }
}

bool begins(const std::string& line, const char* event) {
    return line.rfind(std::string(R"({"event":")") + event + '"', 0) == 0;
}

// What a row needs of the journal. Reports of activity are most of it and are passed over unread.
struct Record {
    std::optional<StartEvent> start;
    std::optional<StepEvent> step; // the last
    std::optional<StateEvent> state;
    std::vector<EvalEvent> evals;
};

Record readRecord(const fs::path& journal) {
    Record record;
    std::ifstream file(journal);
    std::string line, lastStep;
    const auto read = [](const std::string& json) -> std::optional<Event> {
        try {
            return event_from_json_line(json);
        } catch (const Error&) {
            return std::nullopt; // a line that a crash cut off
        }
    };
    const auto readStep = [&] {
        if (const std::optional<Event> event = read(lastStep))
            if (const auto* step = std::get_if<StepEvent>(&*event))
                record.step = *step;
        lastStep.clear();
    };
    while (std::getline(file, line)) {
        if (begins(line, "step")) {
            lastStep.swap(line);
            continue;
        }
        if (!begins(line, "start") && !begins(line, "state") && !begins(line, "eval"))
            continue;
        const std::optional<Event> event = read(line);
        if (!event)
            continue;
        if (const auto* start = std::get_if<StartEvent>(&*event)) {
            record.start = *start;
            // What came after the checkpoint a resumed run starts from is done again.
            std::erase_if(record.evals, [&](const EvalEvent& eval) { return eval.step > start->first_step; });
        } else if (const auto* state = std::get_if<StateEvent>(&*event)) {
            record.state = *state;
        } else if (const auto* eval = std::get_if<EvalEvent>(&*event)) {
            record.evals.push_back(*eval);
        }
    }
    if (!lastStep.empty())
        readStep();
    return record;
}

void fillFigures(LibraryRun& run, const Record& record) {
    if (record.start) {
        run.totalSteps = record.start->total_steps;
        run.step = record.start->first_step;
        run.parameters = record.start->trainable;
    }
    if (record.step) {
        run.step = record.step->step;
        run.epoch = record.step->epoch;
        run.trainLoss = record.step->loss;
        run.seconds = record.step->seconds;
    }
    for (const EvalEvent& eval : record.evals) {
        if (eval.step == 0)
            continue; // the base model's
        if (std::isfinite(eval.loss) && !(run.bestEval <= eval.loss))
            run.bestEval = eval.loss;
        if (eval.generated > 0)
            run.exact = double(eval.exact) / double(eval.generated);
        if (eval.pairs)
            run.preferred = eval.pairs->preferred;
    }
}

void fillFromReport(LibraryRun& run, const fs::path& file) {
    if (!fs::exists(file))
        return;
    const Json report = parse_json(read_text_file(file, most_report), file.string());
    const auto steps = report.find("steps");
    if (steps == report.end() || !steps->is_number_integer() || steps->get<int64_t>() != run.step)
        return; // of an earlier end of this run
    if (const auto peak = report.find("peak_memory_bytes"); peak != report.end() && peak->is_number_unsigned())
        run.peakMemory = peak->get<int64_t>();
    if (const auto seconds = report.find("seconds"); seconds != report.end() && seconds->is_number())
        run.seconds = seconds->get<double>();
}

LibraryState stateOf(const Record& record, const fs::path& journal) {
    if (journal_is_written(journal))
        return LibraryState::Running;
    if (!record.state)
        return LibraryState::Lost;
    switch (record.state->state) {
    case RunState::Finished:
        return LibraryState::Finished;
    case RunState::Stopped:
        return LibraryState::Stopped;
    case RunState::Failed:
        return LibraryState::Failed;
    case RunState::Running:
    case RunState::Paused:
        break;
    }
    return LibraryState::Lost;
}

// A resumed run keeps its journal, so the journal's birth is the run's.
qint64 creationOf(const fs::path& journal) {
    const QFileInfo file(text(journal.string()));
    const QDateTime birth = file.birthTime();
    return (birth.isValid() ? birth : file.lastModified()).toSecsSinceEpoch();
}

} // namespace

QString runSignature(const fs::path& folder) {
    const RunFolder run{folder};
    std::string signature;
    for (const fs::path& file : {run.options(), run.journal(), run.report(), wordsFile(folder)}) {
        struct stat status {};
        if (::stat(file.c_str(), &status) == 0)
            signature += std::to_string(status.st_size) + "@" + std::to_string(status.st_mtim.tv_sec) + "." +
                         std::to_string(status.st_mtim.tv_nsec);
        signature += ";";
    }
    return text(signature + (isWritable(folder) ? "" : "read only"));
}

LibraryRun digestRun(const fs::path& folder) {
    const RunFolder files{folder};
    LibraryRun run;
    run.folder = text(folder.string());
    run.name = text(folder.filename().string());
    try {
        const TrainOptions options = readOptions(files.options());
        if (!options.name.empty())
            run.name = text(options.name);
        run.method = text(options.method);
        run.model = text(options.model);
        run.data = text(options.data);
        run.plannedEpochs = options.max_steps > 0 || options.max_seconds > 0 ? 0 : options.epochs;
        const Record record = readRecord(files.journal());
        fillFigures(run, record);
        run.state = stateOf(record, files.journal());
        run.message = record.state ? text(record.state->message) : QString();
        if (run.state == LibraryState::Lost)
            run.message = QStringLiteral("Its process ended without a word, at step %1.").arg(run.step);
        else if (run.state != LibraryState::Running)
            fillFromReport(run, files.report());
        run.words = readWords(folder);
    } catch (const std::exception& fault) {
        run.state = LibraryState::Failed;
        run.message = QString::fromUtf8(fault.what());
    }
    run.size = qint64(bytes_below(folder));
    run.created = creationOf(files.journal());
    run.writable = isWritable(folder);
    return run;
}

void writeWords(const fs::path& folder, const RunWords& words) {
    open_run(folder.string());
    Json tags = Json::array();
    for (const QString& tag : words.tags)
        tags.push_back(tag.toStdString());
    const Json json = {{"version", 1}, {"star", words.star}, {"tags", tags}, {"notes", words.notes.toStdString()}};
    write_file_atomically(wordsFile(folder), json.dump(2) + "\n");
}

} // namespace loratrf
