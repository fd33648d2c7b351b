// LoRA+ against PEFT: the same groups, and the same steps.

#include "oracle_run.h"

#include <QtTest>

using namespace loratrf;

class TestLoraPlus : public QObject {
    Q_OBJECT

    static void runs() {
        QTest::addColumn<QString>("run");
        QTest::newRow("all projections") << "loraplus";
        QTest::newRow("with biases and head") << "loraplus_extras";
    }

private Q_SLOTS:
    void twentyStepsEqualPeft_data() { runs(); }
    void twentyStepsEqualPeft() {
        QFETCH(QString, run);
        const QTemporaryDir folder;
        // B learns at 16 times A's rate: what CPUs round differently grows to 2e-4 of the largest value in 20 steps.
        VERIFY_FOLLOWS(support::follow(support::oracle_run(run.toStdString(), "loraplus"), folder.path().toStdString()),
                       5e-4);
    }

    void groupsEqualPeft_data() { runs(); }
    void groupsEqualPeft() {
        QFETCH(QString, run);
        const std::string folder = support::run_folder(run.toStdString());
        const auto model = support::load(support::base_of(folder + "/initial"));
        const Method& method = find_method("loraplus");
        const auto adapter = method.attach(*model, method.read_options(folder + "/initial"), 0);
        std::map<std::string, Parameter> ours;
        for (const Parameter& p : adapter->parameters())
            ours[p.name] = p;
        size_t compared = 0;
        const Json run_json = support::json_file(folder + "/run.json");
        for (const Json& group : run_json.at("groups"))
            for (std::string name : group.at("parameters").get<std::vector<std::string>>()) {
                if (const size_t at = name.find(".modules_to_save"); at != std::string::npos)
                    name.erase(at, std::string_view(".modules_to_save").size());
                QVERIFY2(ours.contains(name), name.c_str());
                QCOMPARE(ours[name].rate, group.at("factor").get<double>());
                QCOMPARE(ours[name].decay, group.at("weight_decay").get<double>() > 0);
                ++compared;
            }
        QCOMPARE(compared, ours.size());
    }

    void savedAdapterOpensWithEqualLogits() {
        VERIFY_FAULTLESS(
            support::export_fault("lora_plus", "loraplus", {{"lr_ratio", 4.0}, {"rank_stabilised", true}}, "rslora"));
    }
};

QTEST_GUILESS_MAIN(TestLoraPlus)
#include "tst_lora_plus.moc"
