// Trainable parameters on models of real size, against what peft counts, and the budget helper.

#include "backend/adapter/adapter.h"
#include "backend/model/config.h"
#include "model/tiny.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

ModelInfo info_of(const Json& config_json) {
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    write_file_atomically(path + "/config.json", config_json.dump());
    const ModelConfig config = config_from_folder(path);
    ModelInfo info;
    info.layers = config.layers;
    info.hidden = config.hidden;
    info.vocabulary = config.vocabulary;
    info.tied_head = config.tied_head;
    info.parameters = parameter_count(config);
    info.projections = projection_list(config);
    return info;
}

// The options of a baseline as the method's own specs type them.
MethodOptions typed(const MethodInfo& method, const Json& json) {
    MethodOptions options;
    for (const auto& [key, value] : json.items()) {
        const OptionValue kind = option_value(method, {}, key);
        if (std::holds_alternative<bool>(kind))
            options[key] = value.get<bool>();
        else if (std::holds_alternative<int64_t>(kind))
            options[key] = value.get<int64_t>();
        else if (std::holds_alternative<double>(kind))
            options[key] = value.get<double>();
        else if (std::holds_alternative<std::string>(kind))
            options[key] = value.is_string() ? value.get<std::string>() : value.dump();
        else
            options[key] = value.get<std::vector<std::string>>();
    }
    return options;
}

MethodOptions options_of(const Json& item) {
    return {{"rank", item.at("rank").get<int64_t>()}, {"targets", item.at("targets").get<std::vector<std::string>>()}};
}

} // namespace

class TestCounts : public QObject {
    Q_OBJECT

    static void models() {
        QTest::addColumn<QString>("name");
        const Json counts = support::baseline("counts.json");
        for (const auto& [name, entry] : counts.items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    static Json entry() {
        QFETCH(QString, name);
        return support::baseline("counts.json").at(name.toStdString());
    }

private Q_SLOTS:
    void equalPeft_data() { models(); }
    void equalPeft() {
        const Json json = entry();
        const ModelInfo info = info_of(json.at("config"));
        QCOMPARE(info.parameters, json.at("parameters").get<int64_t>());
        QCOMPARE(int64_t(info.projections.size()), json.at("linears").get<int64_t>());
        QCOMPARE(count_parameters(info, "full", {}).trainable, info.parameters);
        for (const Json& item : json.at("cases")) {
            MethodOptions options = options_of(item);
            const auto lora = item.at("lora").get<int64_t>();
            QCOMPARE(count_parameters(info, "lora", options).trainable, lora);
            for (const auto& [placement, by_rank] : item.at("loratrf").items())
                for (const auto& [filter_rank, count] : by_rank.items()) {
                    options["placement"] = placement;
                    options["filter_rank"] = int64_t{std::stoll(filter_rank)};
                    const ParameterCount found = count_parameters(info, "loratrf", options);
                    QCOMPARE(found.trainable, count.get<int64_t>());
                    QCOMPARE(found.lora, lora);
                    QCOMPARE(found.base, info.parameters);
                }
        }
    }

    void everyMethodCountsAsItsReference_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("index");
        const Json counts = support::baseline("counts.json");
        for (const auto& [name, entry] : counts.items())
            for (size_t i = 0; i < entry.value("methods", Json::array()).size(); ++i)
                QTest::addRow("%s %s %zu", name.c_str(), entry.at("methods")[i].at("method").get<std::string>().c_str(),
                              i)
                    << QString::fromStdString(name) << static_cast<int>(i);
    }
    void everyMethodCountsAsItsReference() {
        QFETCH(QString, model);
        QFETCH(int, index);
        const Json entry = support::baseline("counts.json").at(model.toStdString());
        const Json& item = entry.at("methods").at(static_cast<size_t>(index));
        const auto& known = methods();
        const std::string key = item.at("method").get<std::string>();
        if (std::none_of(known.begin(), known.end(), [&](const MethodInfo& m) { return m.key == key; }))
            QSKIP("this method is not in this build");
        const MethodInfo& method = method_info(key);
        for (const auto& [name, value] : item.at("options").items())
            if (std::none_of(method.options.begin(), method.options.end(),
                             [&, wanted = name](const OptionSpec& o) { return o.key == wanted; }))
                QSKIP(("the method has no option " + name).c_str());
        QCOMPARE(count_parameters(info_of(entry.at("config")), key, typed(method, item.at("options"))).trainable,
                 item.at("count").get<int64_t>());
    }

    void everyMethodIsComparedWithALoraOfItsRank() {
        const ModelInfo info = info_of(support::baseline("counts.json").at("Llama-3.2-3B").at("config"));
        const auto usual = std::get<int64_t>(option_value(method_info("lora"), {}, "rank"));
        for (const MethodInfo& method : methods()) {
            const ParameterCount count = count_parameters(info, method.key, {});
            QCOMPARE(count.lora_rank, has_rank(method) ? std::get<int64_t>(option_value(method, {}, "rank")) : usual);
            QCOMPARE(count.lora, count_parameters(info, "lora", {{"rank", count.lora_rank}}).trainable);
        }
    }

    void budgetIsTheLargestRankThatFits_data() { models(); }
    void budgetIsTheLargestRankThatFits() {
        constexpr double share = 0.6629;
        const ModelInfo info = info_of(entry().at("config"));
        for (const char* placement : {"block", "linear"})
            for (const int64_t rank : {8, 16, 64}) {
                MethodOptions options = {{"placement", std::string(placement)}, {"filter_rank", int64_t{2}}};
                const MethodOptions fitted = fit_budget(info, "loratrf", options, rank);
                const double budget =
                    share * static_cast<double>(count_parameters(info, "lora", {{"rank", rank}}).trainable);
                const auto count = [&](const MethodOptions& o) {
                    return static_cast<double>(count_parameters(info, "loratrf", o).trainable);
                };
                QVERIFY(count(fitted) <= budget);
                MethodOptions more = fitted;
                more["rank"] = std::get<int64_t>(fitted.at("rank")) + 1;
                QVERIFY(count(more) > budget);
            }
    }

    void budgetThatNothingFitsIsAnError() {
        const ModelInfo info = info_of(support::baseline("counts.json").at("Llama-3.2-3B").at("config"));
        const MethodOptions wide = {{"placement", std::string("linear")}, {"filter_rank", int64_t{64}}};
        COMPARE_CAUGHT([&] { fit_budget(info, "loratrf", wide, 4); }, "invalid-option", "no rank");
        COMPARE_CAUGHT(
            [&] {
                count_parameters(info, "lora", {{"rank", std::string("eight")}});
            },
            "invalid-option", "rank");
        COMPARE_CAUGHT([&] { count_parameters(info, "none", {}); }, "invalid-option", "none");
    }

    // What count_parameters promises is what attach makes.
    void countsAreThoseOfTheAttachedAdapter() {
        for (const char* family : {"llama", "qwen3", "mistral"})
            for (const auto& [method, placement] :
                 {std::pair{"lora", ""}, {"loratrf", "block"}, {"loratrf", "linear"}, {"full", ""}}) {
                const auto model = support::load(support::tiny_model(family));
                const ModelInfo info = info_of(support::json_file(support::tiny_model(family) + "/config.json"));
                MethodOptions options;
                if (std::string(method) != "full")
                    options = {{"rank", int64_t{3}}, {"targets", std::vector<std::string>{"k_proj", "down_proj"}}};
                if (*placement)
                    options["placement"] = std::string(placement);
                int64_t attached = 0;
                for (const Parameter& p : find_method(method).attach(*model, options, 1)->parameters())
                    attached += p.value.numel();
                QCOMPARE(count_parameters(info, method, options).trainable, attached);
            }
    }
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
