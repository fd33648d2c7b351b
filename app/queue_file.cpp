#include "app/queue_file.h"

#include "backend/io/json.h"

#include <limits>
#include <set>

namespace loratrf {

namespace {

constexpr int version = 1;

constexpr std::pair<QueueState, const char*> names[] = {{QueueState::Waiting, "waiting"},
                                                        {QueueState::Running, "running"},
                                                        {QueueState::Done, "done"},
                                                        {QueueState::Failed, "failed"}};

const char* nameOf(QueueState state) {
    for (const auto& [one, name] : names)
        if (one == state)
            return name;
    return "";
}

QueueState stateOf(const std::string& text, const std::string& where) {
    for (const auto& [state, name] : names)
        if (text == name)
            return state;
    throw Error(ErrorCode::BadJson, where + ": \"" + text + "\" is no state of a queued run");
}

qint64 idOf(const Json& id, const std::string& where) {
    constexpr uint64_t largest = std::numeric_limits<qint64>::max() / 2; // newer ones count on from it
    if (!id.is_number_unsigned() || id.get<uint64_t>() > largest)
        throw Error(ErrorCode::BadValue, where + ": " + id.dump() + " is no id of a queued run");
    return id.get<qint64>();
}

} // namespace

std::string queueText(const std::vector<QueuedRun>& entries) {
    Json runs = Json::array();
    for (const QueuedRun& entry : entries)
        runs.push_back({{"id", entry.id},
                        {"state", nameOf(entry.state)},
                        {"message", entry.message.toStdString()},
                        {"run", entry.run.toStdString()},
                        {"options", Json::parse(to_json(entry.options))}});
    return Json({{"version", version}, {"runs", runs}}).dump(2) + "\n";
}

std::vector<QueuedRun> readQueue(const std::string& text, const std::string& where) {
    const Json file = parse_json(text, where);
    try {
        if (file.at("version") != version)
            throw Error(ErrorCode::UnsupportedVersion, where + ": is of version " + file.at("version").dump() +
                                                           ", this program reads version " + std::to_string(version));
        std::vector<QueuedRun> entries;
        std::set<qint64> ids;
        for (const Json& run : file.at("runs")) {
            QueuedRun entry;
            entry.id = idOf(run.at("id"), where);
            if (!ids.insert(entry.id).second)
                throw Error(ErrorCode::BadJson, where + ": two runs have the id " + std::to_string(entry.id));
            entry.state = stateOf(run.at("state").get<std::string>(), where);
            entry.message = QString::fromStdString(run.at("message").get<std::string>());
            entry.run = QString::fromStdString(run.at("run").get<std::string>());
            entry.options = options_from_json(run.at("options").dump());
            entries.push_back(std::move(entry));
        }
        return entries;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadJson, where + ": " + error.what());
    }
}

} // namespace loratrf
