#include "app/run_jobs.h"

#include "app/now_and_then.h"
#include "backend/io/files.h"
#include "backend/train/run_folder.h"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

class Bytes {
public:
    Bytes(qint64 total, const Control& control, const SayHowFar& say) : m_total(total), m_control(control), m_say(say) {
        m_say(0, total);
    }
    bool goOn(uint64_t read) {
        m_done = std::min(m_done + static_cast<qint64>(read), m_total); // files may grow meanwhile
        if (m_report.isDue())
            m_say(m_done, m_total);
        return !m_control.stop;
    }

private:
    const qint64 m_total;
    const Control& m_control;
    const SayHowFar& m_say;
    qint64 m_done = 0;
    NowAndThen m_report;
};

void verifyParts(RunCheck& check, const Control& control, const SayHowFar& say) {
    const RunFolder folder = open_run(check.folder.toStdString());
    std::vector<fs::path> parts;
    for (const int64_t step : folder.checkpoint_steps())
        parts.push_back(folder.checkpoint(step));
    const std::size_t checkpoints = parts.size();
    check.goesOn = checkpoints == 0;
    if (fs::exists(folder.adapter()))
        parts.push_back(folder.adapter());
    qint64 total = 0;
    for (const fs::path& part : parts)
        total += static_cast<qint64>(bytes_below(part));
    Bytes bytes(total, control, say);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        try {
            verify_manifest(parts[i], [&bytes](uint64_t read) { return bytes.goOn(read); });
            check.good << QString::fromStdString(fs::relative(parts[i], folder.path).string());
            check.goesOn = check.goesOn || i < checkpoints;
        } catch (const Error& fault) {
            if (is_cancelled(fault))
                throw;
            check.faults << QString::fromUtf8(fault.what());
        }
    }
}

// Files that are taken away again with the folders made for them, unless they are kept.
class NewFiles {
public:
    ~NewFiles() {
        for (const Place& place : m_places)
            takeAway(place);
    }
    void begin(const fs::path& folder) {
        std::error_code fault;
        m_places.push_back({folder, {}, !fs::exists(folder, fault)});
    }
    void made(const fs::path& file) { m_places.back().file = file; }
    void giveUp() {
        takeAway(m_places.back());
        m_places.pop_back();
    }
    void keep() { m_places.clear(); }

private:
    struct Place {
        fs::path folder, file; // no file: none was made
        bool isNew = false;    // the folder
    };
    static void takeAway(const Place& place) {
        std::error_code ignored;
        if (!place.file.empty())
            fs::remove(place.file, ignored);
        if (place.isNew)
            fs::remove(place.folder, ignored); // where it is empty
    }
    std::vector<Place> m_places;
};

} // namespace

RunCheck checkRun(const QString& run, const Control& control, const SayHowFar& say) {
    RunCheck check;
    check.folder = run;
    try {
        verifyParts(check, control, say);
    } catch (const std::exception& fault) {
        check.stopped = is_cancelled(fault);
        if (!check.stopped) // it is no run any more
            check.faults << QString::fromUtf8(fault.what());
    }
    return check;
}

SavedFigures saveFigures(const QStringList& runs, const QString& folder, const Control& control, const SayHowFar& say) {
    SavedFigures saved;
    saved.folder = folder;
    const fs::path below = folder.toStdString();
    qint64 total = 0;
    for (const QString& run : runs)
        total += static_cast<qint64>(bytes_below(RunFolder{run.toStdString()}.journal()));
    Bytes bytes(total, control, say);
    NewFiles files;
    for (const QString& run : runs) {
        const fs::path from = run.toStdString(), to = below / from.filename();
        files.begin(to);
        try {
            const auto readOn = [&bytes](uint64_t read) { return bytes.goOn(read); };
            files.made(export_tensorboard(from.string(), to.string(), readOn).file);
            ++saved.runs;
        } catch (const std::exception& fault) {
            if (is_cancelled(fault))
                return {.folder = folder, .runs = 0, .faults = {}, .stopped = true};
            files.giveUp();
            saved.faults << QString::fromUtf8(fault.what());
        }
    }
    files.keep();
    return saved;
}

} // namespace loratrf
