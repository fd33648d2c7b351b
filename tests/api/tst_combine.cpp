// Several adapters as one, against the sum of their updates; tests/oracle/check_combine.py compares with PEFT.

#include "adapter/oracle_run.h"
#include "backend/api/engine.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace loratrf;

namespace {

std::string reference(const std::string& run) {
    return support::run_folder(run) + "/final";
}

CombineRequest request(const std::vector<std::string>& runs, const std::vector<double>& weights, const std::string& how,
                       const std::string& to) {
    CombineRequest request{
        .adapters = {}, .weights = weights, .how = how, .model = support::tiny_model("llama"), .to = to};
    for (const std::string& run : runs)
        request.adapters.push_back(reference(run));
    return request;
}

at::Tensor logits_with(const std::string& adapter) {
    const auto model = support::load(support::tiny_model("llama"));
    load_adapter(*model, adapter);
    return support::logits_of(*model, {support::probe});
}

} // namespace

class TestCombine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void concatenatedUpdatesAreTheWeightedSum() {
        const QTemporaryDir folder;
        const std::string to = folder.path().toStdString() + "/combined";
        const std::vector<std::string> runs = {"lora_patterns", "rslora", "lora"};
        const std::vector<double> weights = {0.7, -0.4, 0.5};
        const ExportResult result = combine_adapters(request(runs, weights, "concatenate", to));
        QCOMPARE(result.folder, to);

        const auto summed = support::load(support::tiny_model("llama"));
        for (size_t i = 0; i < runs.size(); ++i) {
            const auto model = support::load(support::tiny_model("llama"));
            const auto deltas = load_adapter(*model, reference(runs[i])).adapter->low_rank();
            for (const LowRankDelta& delta : *deltas)
                for (const NamedTensor& weight : summed->weights())
                    if (weight.name == delta.path + ".weight")
                        *weight.tensor = *weight.tensor + weights[i] * at::mm(delta.b, delta.a);
        }
        VERIFY_BELOW(support::relative_distance(logits_with(to), support::logits_of(*summed, {support::probe})), 1e-5);
    }

    void equalSharesAreTheDefault() {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        combine_adapters(request({"lora", "rslora"}, {}, "concatenate", path + "/default"));
        combine_adapters(request({"lora", "rslora"}, {0.5, 0.5}, "concatenate", path + "/halves"));
        QVERIFY(at::equal(logits_with(path + "/default"), logits_with(path + "/halves")));
    }

    void summedFactorsOfOneAdapterAreItself() {
        const QTemporaryDir folder;
        const std::string to = folder.path().toStdString() + "/same";
        combine_adapters(request({"rslora", "rslora"}, {0.25, 0.25}, "sum", to)); // (2 sqrt(s / 4))^2 = s
        VERIFY_BELOW(support::relative_distance(logits_with(to), logits_with(reference("rslora"))), 1e-5);
        QCOMPARE(support::adapter_config(to).at("r"), support::adapter_config(reference("rslora")).at("r"));
    }

    void theTemplateThatAllWereTrainedWithGoesAlong() {
        const QTemporaryDir temporary;
        const std::filesystem::path root = temporary.path().toStdString();
        CombineRequest wanted = request({"lora", "rslora"}, {}, "concatenate", (root / "one").string());
        for (std::string& adapter : wanted.adapters) {
            const std::filesystem::path copy = root / std::filesystem::path(adapter).parent_path().filename();
            std::filesystem::copy(adapter, copy, std::filesystem::copy_options::recursive);
            write_file_atomically(copy / "chat_template.jinja", "{{ messages[0].content }}");
            adapter = copy.string();
        }
        const ExportResult result = combine_adapters(wanted);
        QCOMPARE(read_text_file(root / "one" / "chat_template.jinja"), std::string("{{ messages[0].content }}"));
        QVERIFY(std::ranges::count(result.files, "chat_template.jinja") == 1);

        write_file_atomically(std::filesystem::path(wanted.adapters[1]) / "chat_template.jinja", "another");
        wanted.to = (root / "none").string();
        combine_adapters(wanted);
        QVERIFY(!std::filesystem::exists(root / "none" / "chat_template.jinja"));
    }

    // What PEFT makes of the same adapters, if LORATRF_ORACLE_DIR is set: combined/NAME with the request.
    void leaveAFileForTheOracle() {
        const QTemporaryDir temporary;
        const std::filesystem::path root = qEnvironmentVariable("LORATRF_ORACLE_DIR", temporary.path()).toStdString();
        std::filesystem::create_directories(root / "combined");
        const std::vector<std::string> runs = {"lora", "rslora"};
        const std::vector<double> weights = {1.5, -0.4};
        for (const auto& [how, peft] : {std::pair{"concatenate", "cat"}, std::pair{"sum", "linear"}}) {
            const std::filesystem::path folder = root / "combined" / how;
            combine_adapters(request(runs, weights, how, folder.string()));
            const Json told = {{"adapters", runs}, {"weights", weights}, {"combination_type", peft}};
            write_file_atomically(folder / "request.json", told.dump());
            QVERIFY(std::filesystem::exists(folder / "adapter_model.safetensors"));
        }
    }

    void whatCannotBeAddedIsRefused() {
        const QTemporaryDir folder;
        const std::string to = folder.path().toStdString() + "/none";
        const auto refused = [&](const CombineRequest& wanted, const std::string& code, const std::string& part) {
            COMPARE_CAUGHT([&] { combine_adapters(wanted); }, code, part);
            QVERIFY(!std::filesystem::exists(to));
        };
        refused(request({"lora", "lora_patterns"}, {}, "sum", to), "invalid-option", "ranks 3 and 5");
        refused(request({"lora", "loratrf_block_mean"}, {}, "concatenate", to), "unsupported", "depends on the input");
        refused(request({"lora", "lora_head_untied"}, {}, "concatenate", to), "unsupported", "modules");
        refused(request({"lora"}, {}, "concatenate", to), "invalid-option", "two adapters");
        refused(request({"lora", "rslora"}, {1.0}, "concatenate", to), "invalid-option", "one weight for each");
        refused(request({"lora", "rslora"}, {1.0, NAN}, "concatenate", to), "invalid-option", "finite");
        refused(request({"lora", "rslora"}, {}, "mean", to), "invalid-option", "\"mean\"");
        CombineRequest lost = request({"lora", "rslora"}, {}, "sum", to);
        lost.model.clear(); // "llama", as PEFT wrote it, is no path here
        refused(lost, "not-found", "--model");
        const std::string full = folder.path().toStdString();
        write_file_atomically(full + "/mine.txt", "kept");
        COMPARE_CAUGHT(
            [&] {
                combine_adapters(request({"lora", "rslora"}, {}, "sum", full));
            },
            "invalid-option", "not empty");
    }
};

QTEST_GUILESS_MAIN(TestCombine)
#include "tst_combine.moc"
