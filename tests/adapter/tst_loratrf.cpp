// LoRATRF against an independent PyTorch version written from the formulas (tests/baselines/make_adapters_loratrf.py).

#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

class TestLoraTrf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualTheFormulas_data() {
        QTest::addColumn<QString>("run");
        for (const char* placement : {"block", "linear"})
            for (const char* init : {"randn", "randn_signed", "mean"}) {
                const QString run = QString("loratrf_%1_%2").arg(placement, init);
                QTest::newRow(qPrintable(run)) << run;
            }
        for (const char* variant : {"loratrf_dense", "loratrf_shared", "loratrf_unfiltered"})
            QTest::newRow(variant) << QString(variant);
    }
    void twentyStepsEqualTheFormulas() {
        QFETCH(QString, run);
        const support::OracleRun trf = support::oracle_run(run.toStdString());
        QCOMPARE(trf.method, std::string("loratrf"));
        const auto batches = support::reference_batches();

        const auto start = support::values_in(trf.folder + "/initial");
        trf.adapter->prepare(*trf.model, to_input(support::pack_all(batches.steps[0][0]), at::kCPU));
        int64_t turned = 0;
        for (const Parameter& p : trf.adapter->parameters()) {
            const size_t end = p.name.rfind(".trf_xi");
            if (end == std::string::npos) {
                QVERIFY(at::equal(p.value, start.at(p.name)));
                continue;
            }
            const auto xi = at::tensor(trf.json.at("prepared_xi").at(p.name.substr(0, end)).get<std::vector<float>>());
            VERIFY_BELOW(support::relative_distance(p.value.detach(), xi), 1e-5);
            turned += at::equal(p.value, -start.at(p.name));
        }
        QCOMPARE(turned, trf.json.at("turned").get<int64_t>());

        const support::Course course = support::train(*trf.model, *trf.adapter, batches);
        COMPARE_COURSE(course.losses, trf.json.at("losses"), 1e-4);
        COMPARE_COURSE(course.norms, trf.json.at("norms"), 1e-3);
        const auto final_values = support::values_in(trf.folder + "/final");
        const auto parameters = trf.adapter->parameters();
        QCOMPARE(parameters.size(), final_values.size());
        double largest = 0;
        for (const Parameter& p : parameters) {
            const double away = support::relative_distance(p.value.detach(), final_values.at(p.name));
            QVERIFY2(away <= 1e-4, (p.name + ": " + std::to_string(away)).c_str());
            largest = std::max(largest, away);
        }
        qInfo("deviation losses %.0e, norms %.0e, values %.0e",
              support::largest_relative(course.losses, trf.json.at("losses")),
              support::largest_relative(course.norms, trf.json.at("norms")), largest);
    }

    void onlyTaskVectorsEscapeWeightDecay() {
        for (const char* placement : {"block", "linear"}) {
            const auto model = support::load(support::tiny_model("llama"));
            const auto adapter = find_method("loratrf").attach(*model, {{"placement", std::string(placement)}}, 1);
            std::vector<at::Tensor> before;
            const auto parameters = adapter->parameters();
            for (const Parameter& p : parameters)
                before.push_back(p.value.detach().clone());
            AdamW optimizer(parameters, {.weight_decay = 0.5});
            optimizer.zero_grad();
            optimizer.step(0.1, at::zeros({})); // no gradient: decay alone, a factor of 1 - 0.1 * 0.5
            size_t vectors = 0;
            for (size_t i = 0; i < parameters.size(); ++i) {
                const bool xi = parameters[i].name.ends_with(".trf_xi");
                vectors += xi;
                VERIFY_BELOW(support::distance(parameters[i].value.detach(), before[i] * (xi ? 1.0 : 0.95)), 1e-6);
            }
            QCOMPARE(vectors, adapter->sites().size());
        }
    }

    void loraPartStartsLikePlainLora() {
        const auto plain = support::load(support::tiny_model("llama")),
                   filtered = support::load(support::tiny_model("llama"));
        const auto lora = find_method("lora").attach(*plain, {}, 9),
                   trf = find_method("loratrf").attach(*filtered, {{"placement", std::string("linear")}}, 9);
        const auto all = trf->parameters();
        for (const Parameter& p : lora->parameters()) {
            const auto same =
                std::find_if(all.begin(), all.end(), [&](const Parameter& q) { return q.name == p.name; });
            QVERIFY(same != all.end() && at::equal(same->value, p.value));
        }
    }

    void foldersThatCannotBeUsedAreRefused() {
        const auto refused = [](const std::string& key, const Json& value, const std::string& code) {
            const QTemporaryDir folder;
            const std::string path = folder.path().toStdString();
            std::filesystem::copy(support::run_folder("loratrf_block_randn") + "/final", path,
                                  std::filesystem::copy_options::recursive);
            Json config = support::json_file(path + "/adapter_config.json");
            config[key] = value;
            write_file_atomically(path + "/adapter_config.json", config.dump());
            const auto model = support::load(support::tiny_model("llama"));
            COMPARE_CAUGHT([&] { load_adapter(*model, path); }, code, code == "bad-value" ? key : std::string());
        };
        refused("r", -1, "bad-value"); // before any memory is asked for
        refused("r", 5000, "bad-value");
        refused("filter_rank", 0, "bad-value");
        refused("lora_dropout", 1, "bad-value");
        refused("placement", "blocks", "bad-value");
        refused("transform", "sparse", "bad-value");
        refused("format_version", "1", "missing-field");
    }

    void recorderTellsWhatTheFilterDoes() {
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter trf = load_adapter(*model, support::run_folder("loratrf_block_randn_signed") + "/final");
        ActivityRecorder recorder(trf.adapter->sites().size(), true);
        const PackedInput input = support::packed({{5, 17, 33, 60}, {8, 41, 3}});
        const at::NoGradGuard no_grad;
        model->hidden(input, {.recorder = &recorder});

        // The same values by hand: what reaches the first block's hook is the base's first block plus the LoRA part.
        QCOMPARE(trf.adapter->sites().size(), size_t(2));
        const auto values = recorder.values();
        const std::vector<float> tokens = recorder.token_values(), mean = values.at("mean_filter"),
                                 active = values.at("active_share");
        QCOMPARE(tokens.size(), size_t(2 * 7));
        for (size_t site = 0; site < 2; ++site) {
            double sum = 0, count = 0;
            for (size_t t = 0; t < 7; ++t) {
                const float s = tokens[site * 7 + t];
                QVERIFY(s >= 0 && s <= 1);
                sum += s;
                count += s > 0;
            }
            VERIFY_BELOW(std::abs(mean[site] - sum / 7), 1e-6);
            VERIFY_BELOW(std::abs(active[site] - count / 7), 1e-6);
        }
        QCOMPARE(values.at("adapter_ratio").size(), size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestLoraTrf)
#include "tst_loratrf.moc"
