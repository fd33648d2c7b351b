// What exports say of conversations: the template that was trained with, and what ends an answer.

#include "backend/io/gguf.h"
#include "backend/text/chat_template.h"
#include "backend/text/tokenizer.h"
#include "backend/train/base.h"
#include "train/holds.h"
#include "train/small_run.h"

#include <algorithm>

using namespace loratrf;
using namespace support;

namespace {

const std::string turns = "{% for m in messages %}{{ '<|im_start|>' + m.role + ' ' + m.content + '<|im_end|>' }}"
                          "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant ' }}{% endif %}";
const std::string other_turns = "{% for m in messages %}{{ m.role + ': ' + m.content + '<|turn_end|>' }}{% endfor %}"
                                "{% if add_generation_prompt %}{{ 'assistant: ' }}{% endif %}";

Json json_in(const fs::path& file) {
    return parse_json(read_text_file(file), file.string());
}

bool has(const std::vector<int32_t>& ids, int id) {
    return std::ranges::find(ids, id) != ids.end();
}

fs::path gguf_in(const ExportResult& result) {
    return fs::path(result.folder) / result.files.front();
}

} // namespace

class TestExportTemplate : public QObject {
    Q_OBJECT

    SmallRun m_small;
    Control m_control;

    // The small model with another tokenizer_config.json. `renamed`: <|im_end|> is called <|turn_end|> in its
    // vocabulary.
    std::string model_with(const std::string& name, const std::string& chat_template, const std::string& eos,
                           int eos_id, bool renamed = false) const {
        const fs::path folder = m_small.path() / name;
        fs::copy(m_small.path() / "model", folder);
        Json about = {{"eos_token", eos}};
        if (!chat_template.empty())
            about["chat_template"] = chat_template;
        write_file_atomically(folder / "tokenizer_config.json", about.dump());
        Json config = json_in(folder / "config.json");
        config["eos_token_id"] = eos_id;
        write_file_atomically(folder / "config.json", config.dump());
        if (renamed) {
            QString tokens = QString::fromStdString(read_text_file(folder / "tokenizer.json"));
            tokens.replace(QStringLiteral("<|im_"), QStringLiteral("<|turn_"));
            write_file_atomically(folder / "tokenizer.json", tokens.toStdString());
        }
        return folder.string();
    }

    // Options of one step; `preset` empty: the model's own template, or the fallback.
    TrainOptions one_step(const std::string& name, const std::string& model, const std::string& preset = {}) const {
        TrainOptions options = m_small.options(name);
        options.model = model;
        options.data_options.template_name = preset;
        options.token_budget = 512;
        options.max_steps = 1;
        return options;
    }

    ExportResult exported(const std::string& model, ExportKind kind, const std::string& adapter = {}) {
        ExportRequest request;
        request.model = model;
        request.adapter = adapter;
        request.to = (m_small.path() / "exported").string();
        request.kind = kind;
        request.verify = false;
        fs::remove_all(request.to);
        return export_files(request, m_control);
    }

private Q_SLOTS:
    void whateverWasTrainedWithGoesAlong_data() {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("preset");
        QTest::newRow("fallback") << QString() << QString();
        QTest::newRow("preset") << QString() << "zephyr";
        QTest::newRow("own") << QString::fromStdString(turns) << QString();
        QTest::newRow("preset instead") << QString::fromStdString(turns) << "zephyr";
    }
    void whateverWasTrainedWithGoesAlong() {
        QFETCH(QString, own);
        QFETCH(QString, preset);
        const std::string name = QTest::currentDataTag();
        const std::string model = model_with(name, own.toStdString(), "<|im_end|>", 481);
        const TrainOptions options = one_step(name + " run", model, preset.toStdString());
        QVERIFY(train(options).result.state == RunState::Finished);
        const std::string expected = !preset.isEmpty() ? preset_template("zephyr")
                                     : own.isEmpty()   ? preset_template("chatml")
                                                       : turns;
        QCOMPARE(read_text_file(fs::path(options.run) / "chat_template.jinja"), expected);

        const std::string adapter = (fs::path(options.run) / "adapter").string();
        for (const auto& [from, beside] : {std::pair(options.run, std::string()), std::pair(model, adapter)}) {
            const fs::path folder = exported(from, ExportKind::MergedHf, beside).folder;
            QCOMPARE(load_tokenizer(folder)->chat_template(), expected);
            QCOMPARE(json_in(folder / "tokenizer_config.json").at("chat_template").get<std::string>(), expected);
            const GgufFile gguf(gguf_in(exported(from, ExportKind::GgufModel, beside)));
            QCOMPARE(gguf.get_string("tokenizer.chat_template").value(), expected);
        }
    }

    void plainTextLearnsNoTemplate() {
        const fs::path rows = m_small.path() / "texts.jsonl";
        std::string texts;
        for (int i = 0; i < 12; ++i)
            texts += Json{{"text", "Number " + std::to_string(i) + " is " + usual_name(i) + "."}}.dump() + "\n";
        write_file_atomically(rows, texts);
        const std::string model = model_with("of texts", {}, "<|im_end|>", 481);
        TrainOptions options = one_step("of texts run", model);
        options.data = options.eval_data = rows.string();
        QVERIFY(train(options).result.state == RunState::Finished);
        QVERIFY(!fs::exists(fs::path(exported(options.run, ExportKind::MergedHf).folder) / "chat_template.jinja"));
        const ExportResult gguf = exported(options.run, ExportKind::GgufModel);
        QVERIFY(!GgufFile(gguf_in(gguf)).get_string("tokenizer.chat_template"));
        QVERIFY(!holds(read_text_file(fs::path(gguf.folder) / "README.md"), "An answer ends"));
    }

    void anAdapterInGgufBringsTheTemplateThatItsBaseLacks() {
        for (const std::string& own : {std::string(), turns}) {
            const std::string name = own.empty() ? "lacking" : "having";
            const TrainOptions options = one_step(name + " run", model_with(name, own, "<|im_end|>", 481));
            QVERIFY(train(options).result.state == RunState::Finished);
            const fs::path folder = exported(options.run, ExportKind::GgufLora).folder;
            QCOMPARE(fs::exists(folder / "chat_template.jinja"), own.empty());
            QCOMPARE(holds(read_text_file(folder / "README.md"),
                           "--jinja --chat-template-file exported/chat_template.jinja"),
                     own.empty());
            if (own.empty())
                QCOMPARE(read_text_file(folder / "chat_template.jinja"), preset_template("chatml"));
        }
    }

    // Where the vocabulary's end of a sequence is another token than the template's end of a turn, and where it does
    // not have the latter.
    void whatEndsAnAnswerIsAStopTokenEverywhere_data() {
        QTest::addColumn<QString>("own");
        QTest::addColumn<bool>("renamed");
        QTest::addColumn<QString>("eos");
        QTest::addColumn<int>("eosId");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("more"); // said of it
        QTest::newRow("of ChatML") << QString() << false << "<think>" << 482 << "<|im_end|>"
                                   << ".";
        QTest::newRow("of its own template")
            << QString::fromStdString(other_turns) << true << "<think>" << 482 << "<|turn_end|>"
            << ".";
        QTest::newRow("none of ChatML") << QString() << true << "<|turn_end|>" << 481 << "<|turn_end|>"
                                        << ", the end-of-sequence token, which training added";
    }
    void whatEndsAnAnswerIsAStopTokenEverywhere() {
        QFETCH(QString, own);
        QFETCH(bool, renamed);
        QFETCH(QString, eos);
        QFETCH(int, eosId);
        QFETCH(QString, text);
        QFETCH(QString, more);
        constexpr int end = 481; // by either name
        const std::string name = QTest::currentDataTag(), token = text.toStdString();
        const std::string model = model_with(name, own.toStdString(), eos.toStdString(), eosId, renamed);
        const TrainOptions options = one_step(name + " run", model);
        QVERIFY(train(options).result.state == RunState::Finished);

        const ExportResult result = exported(options.run, ExportKind::GgufModel);
        const fs::path file = gguf_in(result);
        const auto expected_eot = end == eosId ? std::nullopt : std::optional<int64_t>(end);
        QCOMPARE(GgufFile(file).get_int("tokenizer.ggml.eos_token_id"), std::optional<int64_t>(eosId));
        QCOMPARE(GgufFile(file).get_int("tokenizer.ggml.eot_token_id"), expected_eot);
        const std::string of_model = read_text_file(fs::path(result.folder) / "Modelfile");
        QVERIFY2(holds(of_model, "\nPARAMETER stop \"" + token + "\"\n"), of_model.c_str());
        QCOMPARE(holds(of_model, "\nPARAMETER stop \"<|im_end|>\"\n"), !renamed);
        const std::string card = read_text_file(fs::path(result.folder) / "README.md");
        QVERIFY2(holds(card, "\nAn answer ends with `" + token + "`" + more.toStdString()), card.c_str());
        const std::vector<int32_t> of_file = open_base(file.string(), "cpu", "fp32", 1).stop_ids;
        QVERIFY(has(of_file, end) && has(of_file, eosId));

        const fs::path folder = exported(options.run, ExportKind::MergedHf).folder;
        const std::vector<int32_t> of_folder = open_base(folder.string(), "cpu", "fp32", 1).stop_ids;
        QVERIFY(has(of_folder, end) && has(of_folder, eosId));
        const fs::path generation = folder / "generation_config.json";
        Json stops = json_in(fs::exists(generation) ? generation : folder / "config.json").at("eos_token_id");
        if (!stops.is_array())
            stops = Json::array({stops});
        for (const int id : {end, eosId})
            QVERIFY2(std::find(stops.begin(), stops.end(), Json(id)) != stops.end(), stops.dump().c_str());
    }
};

QTEST_GUILESS_MAIN(TestExportTemplate)
#include "tst_export_template.moc"
