// A finished comparison read back from its results.json.

#include "backend/api/compare.h"
#include "backend/io/files.h"
#include "backend/io/json.h"

#include <filesystem>

namespace loratrf {

namespace {

constexpr uint64_t most_bytes = 16 << 20;

// One object of the file; `where` is for messages: "results.json, methods 3".
class Fields {
public:
    Fields(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {
        if (!json.is_object())
            fail("", "an object");
    }

    std::string text(const char* key) const {
        const Json& value = at(key);
        return value.is_string() ? value.get<std::string>() : (fail(key, "a text"), std::string());
    }
    int64_t whole(const char* key) const {
        const Json& value = at(key);
        return value.is_number_integer() ? value.get<int64_t>() : (fail(key, "a whole number"), 0);
    }
    double number(const char* key) const { // null where there was none
        const Json& value = at(key);
        if (value.is_null())
            return std::numeric_limits<double>::quiet_NaN();
        return value.is_number() ? value.get<double>() : (fail(key, "a number or null"), 0);
    }
    bool flag(const char* key) const {
        const Json& value = at(key);
        return value.is_boolean() ? value.get<bool>() : (fail(key, "true or false"), false);
    }
    Fields object(const char* key) const { return {at(key), m_where + ", " + key}; }
    bool has(const char* key) const { return m_json.contains(key); }
    std::vector<Fields> list(const char* key) const {
        const Json& value = at(key);
        if (!value.is_array())
            fail(key, "a list");
        std::vector<Fields> items;
        for (const Json& item : value)
            items.emplace_back(item, m_where + ", " + key + " " + std::to_string(items.size() + 1));
        return items;
    }
    [[noreturn]] void fail(const std::string& key, const std::string& expected) const {
        throw Error(ErrorCode::BadJson, m_where + (key.empty() ? "" : ": \"" + key + "\"") + " should be " + expected);
    }

private:
    const Json& at(const char* key) const {
        const auto found = m_json.find(key);
        if (found == m_json.end())
            throw Error(ErrorCode::MissingField, m_where + ": \"" + key + "\" is missing");
        return *found;
    }

    const Json& m_json;
    std::string m_where;
};

TestFigures test_figures(const Fields& fields) {
    return {.loss = fields.number("loss"),
            .general_loss = fields.number("general_loss"),
            .generated = fields.whole("generated"),
            .exact = fields.whole("exact")};
}

Summary summary(const Fields& fields) {
    return {.count = fields.whole("count"),
            .mean = fields.number("mean"),
            .deviation = fields.number("deviation"),
            .half_width = fields.number("half_width")};
}

std::vector<Trial> trials(const std::vector<Fields>& list) {
    std::vector<Trial> result;
    for (const Fields& fields : list)
        result.push_back({.name = fields.text("name"),
                          .learning_rate = fields.number("learning_rate"),
                          .seed = static_cast<uint64_t>(fields.whole("seed")),
                          .eval_loss = fields.number("eval_loss"),
                          .steps = fields.whole("steps"),
                          .step_seconds = fields.number("step_seconds"),
                          .seconds = fields.number("seconds"),
                          .peak_memory_bytes = fields.whole("peak_memory_bytes"),
                          .failure = fields.text("failure"),
                          .test = fields.has("test") ? test_figures(fields.object("test")) : TestFigures{}});
    return result;
}

MethodResult method_result(const Fields& fields) {
    MethodResult method;
    method.plan.method = fields.text("method");
    method.plan.label = fields.text("label");
    method.plan.trainable = fields.whole("trainable");
    method.plan.lora_share = fields.number("lora_share");
    method.plan.note = fields.text("remarks");
    method.learning_rate = fields.number("learning_rate");
    method.test_loss = summary(fields.object("test_loss"));
    method.exact = summary(fields.object("exact"));
    method.forgetting = summary(fields.object("forgetting"));
    method.steps = summary(fields.object("steps"));
    method.step_seconds = summary(fields.object("step_seconds"));
    method.peak_memory = summary(fields.object("peak_memory"));
    method.tuning = trials(fields.list("tuning"));
    method.trials = trials(fields.list("trials"));
    return method;
}

} // namespace

CompareResult read_comparison(const std::string& folder) {
    const std::filesystem::path path = std::filesystem::absolute(folder).lexically_normal();
    const std::filesystem::path file = path / "results.json";
    if (!std::filesystem::exists(file))
        throw Error(ErrorCode::NotFound,
                    path.string() + ": there is no results.json; " +
                        (std::filesystem::exists(path / "compare.json")
                             ? "the comparison has not finished: the command or form that began it goes on with it"
                             : "choose the folder of a comparison"));
    const Json json = parse_json(read_text_file(file, most_bytes), file.string());
    const Fields fields(json, file.string());
    if (fields.text("format") != "loratrf-comparison" || fields.whole("version") != 1)
        fields.fail("format", "loratrf-comparison of version 1");
    CompareResult result;
    result.folder = path.string();
    result.train_rows = fields.whole("train_rows");
    result.eval_rows = fields.whole("eval_rows");
    result.test_rows = fields.whole("test_rows");
    result.left_out_rows = fields.whole("left_out_rows");
    result.labels = fields.flag("labels");
    result.base = test_figures(fields.object("base"));
    for (const Fields& method : fields.list("methods"))
        result.methods.push_back(method_result(method));
    return result;
}

} // namespace loratrf
