// Adapters that PEFT wrote with unusual settings: the same logits, and what is not understood is refused by its name.

#include "oracle_run.h"

#include <QtTest>

using namespace loratrf;

namespace {

std::string import_folder(const QString& name) {
    return support::run_folder("import_" + name.toStdString());
}

} // namespace

class TestPeftImport : public QObject {
    Q_OBJECT

    static void folders() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("method");
        for (const char* name : {"fan_in_fan_out", "regex", "all_linear", "layers", "exclude", "bias", "tied"})
            QTest::newRow(name) << name << "lora";
        QTest::newRow("mixed") << "mixed"
                               << "rslora";
    }

private Q_SLOTS:
    void logitsEqualPeft_data() { folders(); }
    void logitsEqualPeft() {
        QFETCH(QString, name);
        QFETCH(QString, method);
        const std::string folder = import_folder(name);
        const auto model = support::load(support::base_of(folder));
        QCOMPARE(load_adapter(*model, folder).method, method.toStdString());
        const support::Answers reference = support::answers_of(folder);
        const double deviation =
            support::relative_distance(support::logits_of(*model, {reference.ids}), reference.logits);
        VERIFY_BELOW(deviation, 1e-5);
        qInfo("deviation logits %.0e", deviation);
    }

    // Read, written and read again it is the same adapter, for this program and for PEFT.
    void savedAdapterOpensWithEqualLogits_data() { folders(); }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, name);
        const std::string source = import_folder(name);
        const QTemporaryDir temporary;
        const auto folder = support::export_folder(temporary.path(), "import_" + name.toStdString());
        const auto model = support::load(support::base_of(source));
        support::save(*load_adapter(*model, source).adapter, folder, support::base_of(source));
        const support::Answers reference = support::answers_of(source);
        const at::Tensor logits = support::logits_of(*model, {reference.ids});
        const auto fresh = support::load(support::base_of(source));
        load_adapter(*fresh, folder);
        QVERIFY(at::equal(support::logits_of(*fresh, {reference.ids}), logits));
        write_tensors(folder / "logits.safetensors",
                      {{"ids", at::tensor(reference.ids).to(at::kDouble)}, {"logits", logits}});
    }

    void targetsAreSaidShortWherePossible() {
        const auto targets = [](const char* name) {
            const std::string folder = import_folder(name);
            return std::get<std::vector<std::string>>(method_of_adapter(folder).read_options(folder).at("targets"));
        };
        QCOMPARE(targets("bias"), (std::vector<std::string>{"down_proj", "k_proj"}));
        QCOMPARE(targets("all_linear").size(), size_t{7});
        QCOMPARE(targets("layers"),
                 (std::vector<std::string>{"model.layers.1.mlp.gate_proj", "model.layers.1.self_attn.k_proj"}));
        QCOMPARE(targets("exclude"),
                 (std::vector<std::string>{"model.layers.0.mlp.up_proj", "model.layers.0.self_attn.q_proj"}));
    }

    void whatIsNotUnderstoodIsRefusedByName_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value"); // JSON, with ' for "
        QTest::addColumn<QString>("code");
        const auto row = [](const char* key, const char* value, const char* code) {
            QTest::addRow("%s %s", key, value) << key << value << code;
        };
        row("alora_invocation_tokens", "[3, 4]", "unsupported");
        row("layer_replication", "[[0, 2]]", "unsupported");
        row("target_parameters", "['mlp.experts']", "unsupported");
        row("trainable_token_indices", "[5]", "unsupported");
        row("lora_bias", "true", "unsupported");
        row("use_qalora", "true", "unsupported");
        row("ensure_weight_tying", "true", "unsupported");
        row("something_new", "true", "unsupported");
        row("init_lora_weights", "'pissa'", "unsupported");
        row("modules_to_save", "['score']", "unsupported");
        row("modules_to_save", "3", "bad-value");
        row("bias", "'some'", "bad-value");
        row("r", "0", "bad-value");
        row("r", "1000000000000", "bad-value");
        row("r", "2.5", "bad-value");
        row("lora_alpha", "'16'", "bad-value");
        row("lora_alpha", "-1", "bad-value");
        row("lora_dropout", "1.0", "bad-value");
        row("rank_pattern", "{'q_proj': 0}", "bad-value");
        row("rank_pattern", "{'(q_proj': 2}", "unsupported");
        row("rank_pattern", "[2]", "bad-value");
        row("alpha_pattern", "{'q_proj': '2'}", "bad-value");
        row("target_modules", "null", "missing-field");
        row("target_modules", "[1]", "bad-value");
        row("target_modules", "'(q_proj'", "unsupported");
        row("target_modules", "'.*up_proj'", "unsupported"); // values of the others would be dropped
        row("exclude_modules", "['q_proj']", "unsupported");
        row("layers_to_transform", "0", "unsupported");
        row("layers_to_transform", "['0']", "bad-value");
    }
    void whatIsNotUnderstoodIsRefusedByName() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, code);
        const QTemporaryDir copy;
        const std::string folder = copy.path().toStdString();
        std::filesystem::copy(support::run_folder("lora") + "/final", folder, std::filesystem::copy_options::recursive);
        Json config = support::adapter_config(folder);
        config[key.toStdString()] = parse_json(value.replace('\'', '"').toStdString(), "value");
        write_file_atomically(folder + "/adapter_config.json", config.dump());
        const auto model = support::load(support::tiny_model("llama"));
        const std::string named = key == "target_modules" || key == "exclude_modules" || key == "layers_to_transform"
                                      ? "adapter_config.json"
                                      : key.toStdString();
        COMPARE_CAUGHT([&] { load_adapter(*model, folder); }, code.toStdString(), named);
    }
};

QTEST_GUILESS_MAIN(TestPeftImport)
#include "tst_peft_import.moc"
