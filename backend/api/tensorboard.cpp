// A run's journal as an event file of TensorBoard.

#include "backend/api/engine.h"
#include "backend/api/event_json.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/io/tensorboard_events.h"
#include "backend/train/run_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

// The figures of one event.
struct Point {
    int64_t step = 0;
    double seconds = 0; // since the run began
    std::vector<TensorBoardValue> values;
};

class Figures {
public:
    void take(const Event& event) {
        if (const auto* start = std::get_if<StartEvent>(&event))
            keep_until(start->first_step > 0 ? start->first_step : -1);
        else if (const auto* step = std::get_if<StepEvent>(&event))
            take(*step);
        else if (const auto* eval = std::get_if<EvalEvent>(&event))
            take(*eval);
        else if (const auto* activity = std::get_if<ActivityEvent>(&event))
            take(*activity);
    }

    const std::vector<Point>& points() const { return m_points; }

private:
    void take(const StepEvent& event) {
        if (event.step <= m_last_step)
            keep_until(event.step - 1);
        m_last_step = event.step;
        m_seconds = event.seconds;
        Point& point = add(event.step);
        put(point, "train/loss", event.loss);
        put(point, "train/learning_rate", event.learning_rate);
        put(point, "train/grad_norm", event.grad_norm);
        put(point, "train/epoch", event.epoch);
        put(point, "train/tokens_per_second", event.tokens_per_second);
        put(point, "train/", event.pairs);
        if (event.memory_bytes > 0)
            put(point, "memory/bytes", static_cast<double>(event.memory_bytes));
    }

    void take(const EvalEvent& event) {
        Point& point = add(event.step);
        if (event.generated > 0)
            put(point, "eval/exact", static_cast<double>(event.exact) / static_cast<double>(event.generated));
        if (event.supervised == 0 && event.generated > 0)
            return; // answers alone, beside that step's evaluation
        put(point, "eval/loss", event.loss);
        put(point, "eval/", event.pairs);
        if (!std::isnan(event.perplexity)) // of preference pairs there is none
            put(point, "eval/perplexity", event.perplexity);
    }

    // Means over the sites that say something: a tag for each site would be hundreds.
    void take(const ActivityEvent& event) {
        Point& point = add(event.step);
        for (const auto& [measure, values] : event.values) {
            double sum = 0;
            int64_t count = 0;
            for (const float value : values)
                if (std::isfinite(value)) {
                    sum += value;
                    ++count;
                }
            if (count > 0)
                put(point, "activity/" + measure, sum / static_cast<double>(count));
        }
    }

    // A resumed run repeats the steps after its checkpoint; what was said of them before no longer counts.
    void keep_until(int64_t step) {
        std::erase_if(m_points, [step](const Point& point) { return point.step > step; });
        m_last_step = std::min(m_last_step, step);
        m_seconds = m_points.empty() ? 0 : m_points.back().seconds;
    }

    Point& add(int64_t step) { return m_points.emplace_back(Point{.step = step, .seconds = m_seconds, .values = {}}); }

    void put(Point& point, const std::string& tag, double value) {
        point.values.push_back({.tag = *m_tags.insert(tag).first, .value = static_cast<float>(value)});
    }

    void put(Point& point, const std::string& prefix, const std::optional<PairFigures>& pairs) {
        if (!pairs)
            return;
        put(point, prefix + "preferred", pairs->preferred);
        put(point, prefix + "chosen_reward", pairs->chosen_reward);
        put(point, prefix + "margin", pairs->margin);
    }

    std::set<std::string> m_tags; // what the values' tags point into
    std::vector<Point> m_points;
    int64_t m_last_step = -1;
    double m_seconds = 0;
};

double last_change(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw_system_error("examine", file);
    return static_cast<double>(status.st_mtim.tv_sec) + 1e-9 * static_cast<double>(status.st_mtim.tv_nsec);
}

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data() : "localhost";
}

// Made if it is not there. One event file a folder: TensorBoard would take two for one run.
void prepare_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault)
        throw Error(ErrorCode::Io, folder.string() + " cannot be made: " + fault.message());
    for (const auto& entry : fs::directory_iterator(folder, fault))
        if (const std::string name = entry.path().filename().string(); name.starts_with(tensorboard_prefix))
            throw Error(ErrorCode::InvalidOption, folder.string() + " already holds an event file of TensorBoard, " +
                                                      name + "; choose another folder");
}

// A long run's journal has gigabytes.
Figures read_figures(const fs::path& journal, const ReadOn& read_on) {
    Figures figures;
    JournalReader reader(journal);
    uint64_t told = 0;
    const auto tell = [&] {
        const uint64_t now = reader.offset();
        ask(read_on, now - told);
        told = now;
    };
    reader.read_new([&](const Json& line) {
        figures.take(event_from_json(line));
        if (reader.offset() > told)
            tell();
    });
    tell();
    return figures;
}

} // namespace

TensorBoardResult export_tensorboard(const std::string& run, const std::string& to, const ReadOn& read_on) {
    const fs::path journal = open_run(run).journal(), folder = fs::absolute(to).lexically_normal();
    const Figures figures = read_figures(journal, read_on);
    const std::vector<Point>& points = figures.points();
    if (points.empty())
        throw Error(ErrorCode::NotFound, run + ": its journal holds no figures yet; let it train a while");
    // The journal has no clock of its own: times are counted back from its last change.
    const double began = last_change(journal) - points.back().seconds;
    prepare_folder(folder);
    const std::string name = std::string(tensorboard_prefix) + std::to_string(std::llround(began)) + "." + host_name();
    AtomicFile file(folder / name);
    std::string bytes = tensorboard_version_record(began);
    const auto flush = [&] {
        file.write(std::as_bytes(std::span(bytes)));
        bytes.clear();
        ask(read_on, 0);
    };
    constexpr size_t piece = 1 << 20;
    for (const Point& point : points) {
        bytes += tensorboard_record(began + point.seconds, point.step, point.values);
        if (bytes.size() > piece)
            flush();
    }
    flush();
    file.commit();
    return {.file = (folder / name).string(), .points = static_cast<int64_t>(points.size())};
}

} // namespace loratrf
