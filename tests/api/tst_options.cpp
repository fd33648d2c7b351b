// options.json, --set, the command line and validate(): the ways in which options come and go.

#include "backend/api/option_fields.h"
#include "backend/api/options.h"
#include "backend/io/error.h"
#include "backend/io/files.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace loratrf;

namespace {

// Another valid value than the default, written as a person would.
std::string other_value(const std::string& key, const OptionSpec* spec) {
    if (spec) {
        if (const auto* flag = std::get_if<bool>(&spec->value))
            return *flag ? "false" : "true";
        if (const auto* number = std::get_if<int64_t>(&spec->value))
            return std::to_string(*number + 1);
        if (const auto* real = std::get_if<double>(&spec->value))
            return QString::number(*real + 0.25).toStdString();
        return spec->choices.empty() ? "other" : spec->choices.back();
    }
    static const std::map<std::string, std::string> chosen = {{"data_options.shape", "text"},
                                                              {"data_options.over_length", "truncate-end"},
                                                              {"schedule", "linear"},
                                                              {"keep_best", "false"},
                                                              {"exact_match", "true"},
                                                              {"data_options.train_on_prompt", "true"},
                                                              {"data_options.allow_special_in_content", "true"},
                                                              {"data_options.no_system_field", "true"},
                                                              {"method", "lora"},
                                                              {"data_options.template_name", "plain"},
                                                              {"device", "cpu"},
                                                              {"compute", "fp32"},
                                                              {"probe_texts", "one,two"},
                                                              {"beta1", "0.5"},
                                                              {"beta2", "0.75"},
                                                              {"eval_share", "0.125"}};
    const auto found = chosen.find(key);
    return found == chosen.end() ? "7" : found->second;
}

ErrorCode code_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

bool names(const std::vector<Problem>& problems, const std::string& field, bool warning = false) {
    return std::ranges::any_of(problems, [&](const Problem& p) { return p.field == field && p.warning == warning; });
}

} // namespace

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesTheSameBytesAgain() {
        TrainOptions options;
        options.model = "/models/a \"quoted\" ü";
        options.probe_texts = {"Hello, world", ""};
        options.learning_rate = 1.0 / 3.0;
        options.seed = std::numeric_limits<uint64_t>::max();
        options.epochs = 2;
        const std::string first = to_json(options);
        const TrainOptions loaded = options_from_json(first);
        QCOMPARE(to_json(loaded), first);
        QCOMPARE(loaded.learning_rate, options.learning_rate);
        QCOMPARE(loaded.seed, options.seed);
        QVERIFY(loaded.probe_texts == options.probe_texts);
    }

    void everyKeyCanBeSetAndSurvivesTheFile() {
        const std::vector<std::string> keys = option_keys();
        QVERIFY(keys.size() > 40);
        for (const std::string& key : keys) {
            for (const MethodInfo& method : methods()) {
                const bool of_method = key.starts_with(method_prefix);
                const OptionSpec* spec =
                    of_method ? find_option(method, key.substr(std::string(method_prefix).size())) : nullptr;
                if (of_method && !spec)
                    continue;
                TrainOptions options;
                options.method = method.key;
                if (key == "method" && method.key == "lora")
                    options.method = "loratrf";
                const std::string before = to_json(options);
                set_option(options, key, other_value(key, spec));
                const std::string after = to_json(options);
                QVERIFY2(after != before, key.c_str());
                QCOMPARE(to_json(options_from_json(after)), after);
                QVERIFY2(command_line(options).find(other_value(key, spec)) != std::string::npos,
                         command_line(options).c_str());
            }
        }
    }

    void unknownKeysAreReported() {
        std::vector<Problem> unknown;
        const std::string text =
            R"({"epochs": 2, "lerning_rate": 1, "data_options": {"max_length": 9, "shap": "text"}})";
        const TrainOptions options = options_from_json(text, &unknown);
        QCOMPARE(options.epochs, 2.0);
        QCOMPARE(options.data_options.max_length, int64_t(9));
        QCOMPARE(unknown.size(), size_t(2));
        QVERIFY(names(unknown, "lerning_rate"));
        QVERIFY(names(unknown, "data_options.shap"));
        QCOMPARE(code_of([&] { options_from_json(text); }), ErrorCode::InvalidOption);
    }

    void unknownKeysOfAPresetAreReportedToo() {
        std::vector<Problem> unknown;
        options_from_json(R"({"preset": {"title": "Mine", "sentense": "", "place": 3,
                              "suits": {"rows_below": 9, "rows_form": 2, "pairs": true}}, "epochs": 2})",
                          &unknown);
        QCOMPARE(unknown.size(), size_t(2));
        QVERIFY(names(unknown, "preset.sentense"));
        QVERIFY(names(unknown, "preset.suits.rows_form"));
        QCOMPARE(code_of([] { options_from_json(R"({"preset": "Mine"})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"preset": {"suits": 3}})"); }), ErrorCode::BadJson);
    }

    void theProgramsPresetsHaveNoUnknownKeys() {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/resources/presets")) {
            std::vector<Problem> unknown;
            options_from_json(read_text_file(entry.path()), &unknown);
            QVERIFY2(unknown.empty(),
                     (entry.path().string() + ": " + (unknown.empty() ? "" : unknown[0].field)).c_str());
            ++count;
        }
        QVERIFY(count > 0);
    }

    void wrongTypesAndVersionsAreRefused() {
        QCOMPARE(code_of([] { options_from_json("[]"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"epochs": "3"})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"batch_size": 2.5})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"batch_size": 18446744073709551615})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"seed": -1})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"data_options": 3})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"probe_texts": [1]})"); }), ErrorCode::BadJson);
        QCOMPARE(code_of([] { options_from_json(R"({"schedule": "sine"})"); }), ErrorCode::InvalidOption);
        QCOMPARE(code_of([] { options_from_json(R"({"version": 2})"); }), ErrorCode::UnsupportedVersion);
        QCOMPARE(code_of([] { options_from_json(R"({"format": "x"})"); }), ErrorCode::WrongFormat);
        TrainOptions bad_text;
        bad_text.model = "\xff";
        QCOMPARE(code_of([&] { to_json(bad_text); }), ErrorCode::BadUtf8);
    }

    void wrongValuesAreRefused() {
        TrainOptions options;
        const std::string before = to_json(options);
        for (const auto& [key, value] :
             std::vector<std::pair<std::string, std::string>>{{"epochs", "three"},
                                                              {"epochs", "nan"},
                                                              {"epochs", ""},
                                                              {"batch_size", "1.5"},
                                                              {"batch_size", "8x"},
                                                              {"seed", "-1"},
                                                              {"keep_best", "perhaps"},
                                                              {"schedule", "sine"},
                                                              {"data_options.shape", "round"},
                                                              {"method_options.no_such", "1"},
                                                              {"no_such", "1"}}) {
            QVERIFY2(code_of([&] { set_option(options, key, value); }) == ErrorCode::InvalidOption, key.c_str());
            QCOMPARE(to_json(options), before);
        }
    }

    void allProblemsAtOnce() {
        TrainOptions options;
        options.model = "/no/such/model";
        options.data = "/no/such/data.jsonl";
        options.learning_rate = std::numeric_limits<double>::quiet_NaN();
        options.batch_size = 0;
        options.beta1 = 1;
        options.device = "tpu";
        options.share_prefix = "always";
        options.data_options.template_name = "no such template";
        options.patience = 2;
        options.eval_share = 0;
        options.method_options["no_such"] = true;
        const std::vector<Problem> problems = validate(options);
        for (const char* field : {"model", "data", "learning_rate", "batch_size", "beta1", "device", "share_prefix",
                                  "data_options.template_name", "method_options.no_such"})
            QVERIFY2(names(problems, field), field);
        QVERIFY(names(problems, "patience", true));
        QCOMPARE(problems.size(), size_t(10));
        QVERIFY(!names(validate(options, false), "model"));
    }

    void methodOptionsAreCheckedAgainstTheirRange() {
        for (const MethodInfo& method : methods()) {
            for (const OptionSpec& spec : method.options) {
                TrainOptions options;
                options.model = options.data = "x";
                options.method = method.key;
                options.method_options[spec.key] = spec.value;
                QVERIFY2(validate(options, false).empty(), spec.key.c_str());
                const std::string field = method_prefix + spec.key;
                if (std::holds_alternative<int64_t>(spec.value) && spec.minimum != spec.maximum) {
                    options.method_options[spec.key] = int64_t(spec.minimum) - 1;
                    QVERIFY2(names(validate(options, false), field), spec.key.c_str());
                }
                if (std::holds_alternative<std::string>(spec.value) && !spec.choices.empty()) {
                    options.method_options[spec.key] = std::string("no such choice");
                    QVERIFY2(names(validate(options, false), field), spec.key.c_str());
                }
                options.method_options[spec.key] =
                    std::holds_alternative<bool>(spec.value) ? OptionValue(int64_t(1)) : OptionValue(true);
                QVERIFY2(names(validate(options, false), field), spec.key.c_str());
            }
        }
        TrainOptions options;
        options.method = "no-such-method";
        QVERIFY(names(validate(options, false), "method"));
    }

    void filesAreChecked() {
        const QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        std::ofstream(base + "/model.gguf") << "GGUF rest";
        std::ofstream(base + "/other.gguf") << "something else";
        std::ofstream(base + "/rows.jsonl") << "{\"text\": \"x\"}\n";
        std::ofstream(base + "/empty.jsonl");
        TrainOptions options;
        options.model = base + "/model.gguf";
        options.data = base + "/rows.jsonl";
        options.run = base + "/new-run";
        QVERIFY(validate(options).empty());
        options.model = base + "/other.gguf";
        options.data = base + "/empty.jsonl";
        options.eval_data = base;
        options.run = base;
        const std::vector<Problem> problems = validate(options);
        for (const char* field : {"model", "data", "eval_data", "run"})
            QVERIFY2(names(problems, field), field);
        options.model = base; // a folder without config.json
        QVERIFY(names(validate(options), "model"));
    }

    void commandLineIsShortAndQuoted() {
        TrainOptions options;
        options.model = "my model's.gguf";
        options.data = "rows.jsonl";
        options.epochs = 2.5;
        options.clip_norm = 0.5;
        QCOMPARE(
            command_line(options),
            std::string(
                R"(loratrf train --model 'my model'\''s.gguf' --data rows.jsonl --method loratrf --epochs 2.5 --set clip_norm=0.5)"));
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
