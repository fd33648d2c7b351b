// Runs taken to other programs: merged models and GGUF files give the run's own evaluation loss, and what cannot be
// written says why.

#include "backend/adapter/adapter.h"
#include "backend/api/export_check.h"
#include "backend/api/export_foresight.h"
#include "train/small_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

using namespace loratrf;
using namespace support;

class TestExport : public QObject {
    Q_OBJECT

    SmallRun m_small;
    TrainOptions m_lora, m_full, m_trf, m_milora;
    Control m_control;

    ExportRequest request(const std::string& run, ExportKind kind, const std::string& type = {}) const {
        ExportRequest request;
        request.model = run;
        request.to = (m_small.path() / "exported").string();
        request.kind = kind;
        request.type = type;
        return request;
    }

    double loss(const std::string& model, bool base_only = false, const std::string& data = {}) {
        EvaluateRequest wanted;
        wanted.model = model;
        wanted.base_only = base_only;
        wanted.data = data.empty() ? m_lora.eval_data : data;
        wanted.data_options = m_lora.data_options;
        wanted.device = "cpu";
        wanted.compute = "fp32";
        return evaluate(wanted, m_control, {}).loss;
    }

    // The run of a small change, as a short training makes it.
    std::string faint_run(const std::string& name, const std::string& model, double rate) const {
        TrainOptions faint = m_small.options(name);
        faint.model = model;
        faint.learning_rate = rate;
        faint.max_steps = 3;
        if (!fs::exists(faint.run))
            train(faint);
        return faint.run;
    }
    // The small model with the numbers that bf16 holds: a change much smaller than their steps is lost in it.
    std::string coarse_model() {
        ExportRequest coarse = request(m_lora.model, ExportKind::MergedHf, "bf16");
        coarse.to = (m_small.path() / "coarse").string();
        if (!fs::exists(coarse.to))
            export_files(coarse, m_control);
        return coarse.to;
    }

    static fs::path gguf_in(const ExportResult& result) { return fs::path(result.folder) / result.files.front(); }

private Q_SLOTS:
    void initTestCase() {
        // In GGUF the stop token of the configuration is the tokenizer's too, so here it is from the start.
        const fs::path model = m_small.path() / "model";
        Json config = parse_json(read_text_file(model / "config.json"), "config.json");
        config["eos_token_id"] = 481;
        write_file_atomically(model / "config.json", config.dump());
        write_file_atomically(model / "tokenizer_config.json", R"({"eos_token": "<|im_end|>"})");
        for (const auto& [options, method] : {std::pair(&m_lora, "lora"), std::pair(&m_full, "full"),
                                              std::pair(&m_trf, "loratrf"), std::pair(&m_milora, "milora")}) {
            *options = m_small.options(method, method);
            options->epochs = 3;
            QVERIFY(train(*options).result.state == RunState::Finished);
        }
    }
    void cleanup() { fs::remove_all(m_small.path() / "exported"); }

    void mergedModelsAnswerAsTheRun_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("type");
        QTest::addColumn<double>("tolerance");
        for (const char* method : {"lora", "full"}) {
            const auto add = [&](const char* kind, const char* type, double tolerance) {
                QTest::newRow(qPrintable(QString("%1 as %2 %3").arg(method, kind, type)))
                    << method << kind << type << tolerance;
            };
            add("hf", "fp32", 1e-5);
            add("hf", "bf16", 2e-2);
            add("gguf", "fp32", 1e-5);
            add("gguf", "fp16", 2e-3);
            add("gguf", "q8_0", 2e-2);
        }
    }
    void mergedModelsAnswerAsTheRun() {
        QFETCH(QString, method);
        QFETCH(QString, kind);
        QFETCH(QString, type);
        QFETCH(double, tolerance);
        const std::string run = method == "lora" ? m_lora.run : m_full.run;
        const ExportResult result = export_files(
            request(run, kind == "hf" ? ExportKind::MergedHf : ExportKind::GgufModel, type.toStdString()), m_control);
        QVERIFY(result.verified);
        QVERIFY2(result.difference <= (type == "fp32" ? 1e-5 : 0.1), qPrintable(QString::number(result.difference)));
        QCOMPARE(result.texts, int64_t{6});
        QCOMPARE(result.own_texts, int64_t{3});
        QVERIFY(result.tokens_compared > 48);
        if (type == "fp32")
            QCOMPARE(result.tokens_equal, result.tokens_compared);
        QVERIFY2(result.change > 1e-3 && result.proved(), qPrintable(QString::number(result.change)));
        QVERIFY2(std::abs(result.kept - 1) < 0.05, qPrintable(QString::number(result.kept)));
        verify_manifest(result.folder);
        for (const std::string& file : result.files)
            QVERIFY2(fs::exists(fs::path(result.folder) / file), file.c_str());

        const std::string written = kind == "hf" ? result.folder : gguf_in(result).string();
        const double wanted = loss(run);
        QVERIFY(loss(run, true) > 1.05 * wanted); // the run has learnt something to lose
        QVERIFY2(std::abs(loss(written) - wanted) <= tolerance * wanted, qPrintable(QString::number(loss(written))));
    }

    void aFolderWithASlashBehindItNamesItsFileToo() {
        ExportRequest wanted = request(m_lora.run, ExportKind::GgufLora);
        wanted.to += "/";
        wanted.verify = false;
        const std::string file = export_files(wanted, m_control).files.front();
        QVERIFY2(file.starts_with("exported-"), file.c_str());
    }

    // A small change: less than rounding may move the logits.
    void aFileWithoutTheAdapterIsNotKept_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("lost"); // most of the change, as the type cannot hold it
        for (const char* type : {"fp32", "fp16", "bf16", "q8_0"})
            QTest::newRow(type) << type << false;
        QTest::newRow("bf16, most of the change lost") << "bf16" << true;
    }
    void aFileWithoutTheAdapterIsNotKept() {
        QFETCH(QString, type);
        QFETCH(bool, lost);
        const std::string model = lost ? coarse_model() : m_lora.model;
        ExportRequest wanted = request(model, ExportKind::GgufModel, type.toStdString());
        wanted.to = (m_small.path() / ("base " + std::string(QTest::currentDataTag()))).string();
        const fs::path base = gguf_in(export_files(wanted, m_control));

        wanted = request(lost ? faint_run("fainter", model, 1e-4) : faint_run("faint", model, 1e-3),
                         ExportKind::GgufModel, type.toStdString());
        const ExportResult right = export_files(wanted, m_control);
        QVERIFY2(right.proved() && right.change < 0.1, qPrintable(QString::number(right.change)));
        QVERIFY2(right.within_rounding == lost, qPrintable(QString::number(right.kept)));
        fs::remove_all(right.folder);

        bool exchanged = false;
        const auto said = caught([&] {
            export_files(wanted, m_control, [&](const Event& event) {
                const auto* progress = std::get_if<ProgressEvent>(&event);
                if (exchanged || progress == nullptr || progress->what != "Reading what was written")
                    return;
                for (const auto& entry : fs::recursive_directory_iterator(m_small.path()))
                    if (entry.is_regular_file() && entry.path().filename().string().starts_with("exported-")) {
                        fs::copy_file(base, entry.path(), fs::copy_options::overwrite_existing);
                        exchanged = true;
                    }
            });
        });
        QVERIFY(exchanged);
        QVERIFY2(said.second.find("so it was not kept") != std::string::npos, said.second.c_str());
        if (type != "fp32") // where the difference alone says nothing
            QVERIFY2(said.second.find("of that is found") != std::string::npos, said.second.c_str());
        QVERIFY(!fs::exists(wanted.to));
    }

    void whatATypeCannotHoldIsSaid() {
        const std::string run = faint_run("fainter", coarse_model(), 1e-4);
        const ExportResult coarse = export_files(request(run, ExportKind::MergedHf, "bf16"), m_control);
        QVERIFY2(coarse.proved() && coarse.within_rounding && std::abs(coarse.kept - 1) > 0.25,
                 qPrintable(QString::number(coarse.kept)));
        QVERIFY(read_text_file(fs::path(coarse.folder) / "README.md").find("Rounding alone is to blame") !=
                std::string::npos);
        const auto figures =
            parse_json(read_text_file(fs::path(coarse.folder) / "verification.json"), "verification.json");
        QVERIFY(figures.at("all_that_the_type_can_hold").get<bool>());
        fs::remove_all(coarse.folder);
        const ExportResult fine = export_files(request(run, ExportKind::MergedHf, "fp32"), m_control);
        QVERIFY(fine.proved() && !fine.within_rounding && std::abs(fine.kept - 1) < 1e-3);
    }

    void rightMergingAloneExcusesRounding() {
        const std::unique_ptr<Model> at_work = load_model(m_lora.model, at::kCPU, at::kFloat),
                                     base = load_model(m_lora.model, at::kCPU, at::kFloat);
        ExportCheck check({{5, 6, 7, 8, 9, 10, 11, 12}}, DType::BF16, [](int64_t, int64_t) {});
        check.hear_base(*base);
        const fs::path run = faint_run("faint", m_lora.model, 1e-3);
        const std::unique_ptr<Adapter> adapter = load_adapter(*at_work, run / "adapter").adapter;
        check.hear_expected(*at_work);
        QVERIFY(!check.judge(*base));
        check.judge_rounding(at_work.get()); // or an error of its own
        for (Model* wrong : {base.get(), static_cast<Model*>(nullptr)})
            QCOMPARE(caught([&] { check.judge_rounding(wrong); }).first, std::string("internal"));
    }

    void anAdapterThatDoesNothingProvesNothing() {
        TrainOptions still = m_small.options("still");
        still.learning_rate = 1e-12;
        still.max_steps = 1;
        QVERIFY(train(still).result.state == RunState::Finished);
        const ExportResult result = export_files(request(still.run, ExportKind::MergedHf, "fp32"), m_control);
        QVERIFY(result.verified && !result.proved());
        QVERIFY(read_text_file(fs::path(result.folder) / "README.md").find("too little to be measured") !=
                std::string::npos);
        const auto figures =
            parse_json(read_text_file(fs::path(result.folder) / "verification.json"), "verification.json");
        QVERIFY(figures.at("found_of_that").is_null());
    }

    void textsOfTheRunMayBeGone() {
        TrainOptions moved = m_small.options("moved");
        fs::copy_file(moved.eval_data, m_small.path() / "moved.jsonl");
        moved.eval_data = (m_small.path() / "moved.jsonl").string();
        moved.probe_texts = {"Who is number 5?"};
        moved.epochs = 1;
        QVERIFY(train(moved).result.state == RunState::Finished);
        fs::remove(moved.eval_data);
        const ExportResult result = export_files(request(moved.run, ExportKind::GgufLora), m_control);
        QCOMPARE(result.own_texts, int64_t{1});
        QVERIFY(result.proved());
    }

    void loraBecomesAFileForLlamaCpp() {
        const ExportResult result = export_files(request(m_lora.run, ExportKind::GgufLora), m_control);
        QVERIFY(result.verified && result.difference <= 1e-5);
        QCOMPARE(result.tokens_equal, result.tokens_compared);
        QCOMPARE(result.files.front(), std::string("exported-F32.gguf"));
    }

    void ollamaFindsItsFileBesideGguf() {
        const auto has = [](const std::string& text, const std::string& part) {
            QVERIFY2(text.find(part) != std::string::npos, (part + " is not in:\n" + text).c_str());
        };
        const ExportResult merged = export_files(request(m_lora.run, ExportKind::GgufModel), m_control);
        QVERIFY(std::ranges::count(merged.files, std::string("Modelfile")) == 1);
        verify_manifest(merged.folder);
        has(read_text_file(fs::path(merged.folder) / "MANIFEST.json"), "Modelfile");
        has(read_text_file(fs::path(merged.folder) / "README.md"), "ollama create NAME -f exported/Modelfile");
        // The run's template is the preset "plain".
        const std::string of_model = read_text_file(fs::path(merged.folder) / "Modelfile");
        has(of_model, "\nFROM ./exported-F16.gguf\nTEMPLATE \"\"\"{{ range");
        has(of_model, "User: {{ .Content }}\n{{ else");
        has(of_model, "{{ end }}Assistant:\"\"\"\n");
        has(of_model, "\nPARAMETER stop \"<|im_end|>\"\n");

        // Of an adapter it names the base model, folder or file.
        fs::rename(merged.folder, m_small.path() / "merged");
        const std::string file = (m_small.path() / "merged" / merged.files.front()).string();
        for (const std::string& base : {m_lora.model, file}) {
            ExportRequest wanted = request(base, ExportKind::GgufLora);
            wanted.adapter = (fs::path(m_lora.run) / "adapter").string();
            wanted.verify = false;
            const fs::path folder = export_files(wanted, m_control).folder;
            const std::string of_adapter = read_text_file(folder / "Modelfile");
            has(of_adapter, "\nFROM " + base + "\nADAPTER ./exported-F32.gguf\nTEMPLATE \"\"\"{{ range");
            has(of_adapter, "User: {{ .Content }}\n{{ else"); // the adapter's folder holds the template
            const std::string card = read_text_file(folder / "README.md");
            has(card, "refuses adapters");
            QVERIFY2(card.find(m_small.path().string()) == std::string::npos, "the card names folders of this machine");
            fs::remove_all(folder);
        }
        fs::remove_all(m_small.path() / "merged");

        ExportRequest plain = request(m_lora.run, ExportKind::MergedHf);
        plain.verify = false;
        QVERIFY(!fs::exists(fs::path(export_files(plain, m_control).folder) / "Modelfile"));
    }

    void aMethodThatReadsPromptsIsWrittenForOne_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("hf") << int(ExportKind::MergedHf);
        QTest::newRow("gguf") << int(ExportKind::GgufModel);
        QTest::newRow("gguf lora") << int(ExportKind::GgufLora);
    }
    void aMethodThatReadsPromptsIsWrittenForOne() {
        QFETCH(int, kind);
        ExportRequest wanted = request(m_milora.run, ExportKind(kind), "fp32");
        const auto refused = caught([&] { export_files(wanted, m_control); });
        QCOMPARE(refused.first, std::string("unsupported"));
        QVERIFY2(refused.second.find("give that prompt (--prompt)") != std::string::npos, refused.second.c_str());

        wanted.prompt = "Who is number 3?";
        const ExportResult result = export_files(wanted, m_control);
        QVERIFY(result.verified);
        QVERIFY2(result.difference <= 1e-5, qPrintable(QString::number(result.difference)));
        QCOMPARE(result.texts, int64_t{1});
        QCOMPARE(result.tokens_equal, result.tokens_compared);
        QVERIFY2(result.note.find("for the given prompt alone") != std::string::npos, result.note.c_str());
        QCOMPARE(result.files[result.files.size() - 2], std::string("README.md"));
        QVERIFY(read_text_file(fs::path(result.folder) / "README.md").find("\n    Who is number 3?\n") !=
                std::string::npos);
        verify_manifest(result.folder);
        if (wanted.kind == ExportKind::GgufLora)
            return;

        // Of a row that asks this the loss is the run's, whose rows' prompts are those of generation; of others it is
        // not.
        const fs::path row = m_small.path() / "row.jsonl";
        write_file_atomically(row, R"({"prompt": "Who is number 3?", "completion": " It is Ben from the town."})");
        const std::string written = wanted.kind == ExportKind::MergedHf ? result.folder : gguf_in(result).string();
        const double expected = loss(m_milora.run, false, row), found = loss(written, false, row);
        QVERIFY2(std::abs(found - expected) <= 1e-5 * expected, qPrintable(QString::number(found / expected - 1)));
        QVERIFY(std::abs(loss(written) / loss(m_milora.run) - 1) > 1e-4);
    }

    void whatStandsBesideTheFiles_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("how"); // to load it
        QTest::newRow("adapter") << int(ExportKind::Adapter) << "PeftModel.from_pretrained(base, \"exported\")";
        QTest::newRow("hf") << int(ExportKind::MergedHf) << "AutoModelForCausalLM.from_pretrained(\"exported\")";
        QTest::newRow("gguf") << int(ExportKind::GgufModel) << "llama-cli -m exported/exported-F16.gguf";
        QTest::newRow("gguf lora") << int(ExportKind::GgufLora) << "--lora exported/exported-F32.gguf";
    }
    void whatStandsBesideTheFiles() {
        QFETCH(int, kind);
        QFETCH(QString, how);
        const ExportResult result = export_files(request(m_lora.run, ExportKind(kind)), m_control);
        QVERIFY(result.verified);
        verify_manifest(result.folder);
        const fs::path folder = result.folder;
        const std::string card = read_text_file(folder / "README.md");
        const auto report = parse_json(read_text_file(fs::path(m_lora.run) / "report.json"), "report.json");
        std::array<char, 32> loss{};
        std::snprintf(loss.data(), loss.size(), "%.4g", report.at("best_eval_loss").get<double>());
        for (const std::string& part :
             {how.toStdString(), sha256_file(m_lora.data), std::string("Best evaluation loss: ") + loss.data(),
              std::string("after 21 steps"), std::string("\"method\": \"lora\"")})
            QVERIFY2(card.find(part) != std::string::npos, part.c_str());
        QVERIFY2(card.find(m_small.path().string()) == std::string::npos, "the card names folders of this machine");
        const auto figures = parse_json(read_text_file(folder / "verification.json"), "verification.json");
        QCOMPARE(figures.at("largest_logit_difference").get<double>(), result.difference);
        QCOMPARE(figures.at("greedy_tokens_equal").get<int64_t>(), result.tokens_equal);
        if (ExportKind(kind) == ExportKind::Adapter)
            QCOMPARE(result.difference, 0.0); // the same numbers again
    }

    void everyDataFileIsNamedAndHashed() {
        TrainOptions both = m_small.options("both");
        const fs::path private_folder = m_small.path() / "private";
        fs::create_directories(private_folder);
        write_rows(private_folder / "more.jsonl", 8, usual_name);
        both.more_data = {"0.5*" + (private_folder / "more.jsonl").string()};
        both.max_steps = 1;
        QVERIFY(train(both).result.state == RunState::Finished);
        ExportRequest wanted = request(both.run, ExportKind::Adapter);
        wanted.verify = false;
        const std::string card = read_text_file(fs::path(export_files(wanted, m_control).folder) / "README.md");
        for (const std::string& file : {both.data, both.eval_data, (private_folder / "more.jsonl").string()})
            QVERIFY2(card.find(sha256_file(file)) != std::string::npos, file.c_str());
        QVERIFY2(card.find("\"0.5*more.jsonl\"") != std::string::npos, card.c_str());
        QVERIFY2(card.find(m_small.path().string()) == std::string::npos, "the card names folders of this machine");
    }

    void theTrainedTemplateGoesAlong() {
        const std::string trained = read_text_file(fs::path(m_lora.run) / "chat_template.jinja");
        for (const ExportKind kind : {ExportKind::Adapter, ExportKind::MergedHf}) {
            ExportRequest wanted = request(m_lora.run, kind);
            wanted.verify = false;
            const fs::path folder = export_files(wanted, m_control).folder;
            QCOMPARE(read_text_file(folder / "chat_template.jinja"), trained);
            QVERIFY(!fs::exists(folder / "verification.json"));
            QVERIFY(read_text_file(folder / "README.md").find("Not done") != std::string::npos);
            fs::remove_all(folder);
        }
        const ExportResult gguf = export_files(request(m_lora.run, ExportKind::GgufModel), m_control);
        QCOMPARE(inspect_model(gguf_in(gguf).string()).chat_template, trained);
    }

    void anAdapterOfThisProgramIsReadBackToo() {
        ExportRequest wanted = request(m_trf.run, ExportKind::Adapter);
        const ExportResult result = export_files(wanted, m_control);
        QVERIFY(result.verified && result.difference == 0);
        QVERIFY(fs::exists(fs::path(result.folder) / "load_adapter.py"));
        QVERIFY(read_text_file(fs::path(result.folder) / "README.md").find("from load_adapter import attach") !=
                std::string::npos);
    }

    void whatAnExportTakesIsForeseen() {
        const auto size_of = [](const fs::path& folder) {
            int64_t bytes = 0;
            for (const auto& entry : fs::directory_iterator(folder))
                bytes += static_cast<int64_t>(entry.file_size());
            return bytes;
        };
        for (const auto& [kind, type] :
             {std::pair(ExportKind::Adapter, ""), std::pair(ExportKind::MergedHf, "fp32"),
              std::pair(ExportKind::GgufModel, "fp16"), std::pair(ExportKind::GgufLora, "fp32")}) {
            const ExportRequest wanted = request(m_lora.run, kind, type);
            const ExportForesight foresight = foresee_export(wanted);
            QVERIFY2(foresight.problem.empty(), foresight.problem.c_str());
            QVERIFY(foresight.free_bytes > 0);
            QVERIFY(foresight.memory_bytes > 0 && foresight.free_memory_bytes > foresight.memory_bytes);
            const auto said =
                caught([&] { require_export_memory(foresight.memory_bytes, foresight.memory_bytes - 1); });
            QCOMPARE(said.first, std::string("out-of-memory"));
            QVERIFY2(said.second.find("would need about") != std::string::npos, said.second.c_str());
            const fs::path folder = export_files(wanted, m_control).folder;
            const int64_t size = size_of(folder), off = std::abs(foresight.bytes - size);
            QVERIFY2(off < 6'000 + size / 10, qPrintable(QString("kind %1: %2").arg(int(kind)).arg(off)));
            QVERIFY(foresee_export(wanted).problem.find("is not empty") != std::string::npos);
            fs::remove_all(folder);
        }
    }

    void whatIsPossibleIsSaidBefore() {
        const auto choice = [&](const std::string& run, ExportKind kind) {
            const auto choices = foresee_export(request(run, kind)).choices;
            return *std::ranges::find(choices, kind, &ExportChoice::kind);
        };
        // What is foreseen is what happens: with a reason it is refused, without one it is not.
        for (const std::string& run : {m_lora.run, m_full.run, m_trf.run})
            for (const ExportKind kind :
                 {ExportKind::Adapter, ExportKind::MergedHf, ExportKind::GgufModel, ExportKind::GgufLora}) {
                ExportRequest wanted = request(run, kind);
                wanted.verify = false;
                const bool refused = !caught([&] { export_files(wanted, m_control); }).first.empty();
                fs::remove_all(wanted.to);
                QCOMPARE(choice(run, kind).why_not.empty(), !refused);
                QVERIFY(!choice(run, kind).needs_prompt);
            }
        QVERIFY(choice(m_milora.run, ExportKind::MergedHf).needs_prompt);
        QVERIFY(foresee_export(request(m_milora.run, ExportKind::MergedHf)).problem.find("prompt") !=
                std::string::npos);
        ExportRequest into = request(m_lora.run, ExportKind::MergedHf);
        into.to = m_lora.model;
        QVERIFY(foresee_export(into).problem.find("folder of the base model") != std::string::npos);
    }

    void modelsAreConverted() {
        const ExportResult gguf = export_files(request(m_lora.model, ExportKind::GgufModel, "f32"), m_control);
        ExportRequest back = request(gguf_in(gguf).string(), ExportKind::MergedHf, "fp32");
        back.to = (m_small.path() / "back").string();
        const ExportResult folder = export_files(back, m_control);
        QVERIFY(folder.verified && folder.difference <= 1e-5);
        QVERIFY(std::abs(loss(folder.folder) - loss(m_lora.model)) < 1e-5 * loss(m_lora.model));
        back.kind = ExportKind::GgufLora;
        QCOMPARE(caught([&] { export_files(back, m_control); }).first, std::string("invalid-option"));
    }

    void whatCannotBeMergedSaysWhy() {
        for (const ExportKind kind : {ExportKind::MergedHf, ExportKind::GgufModel, ExportKind::GgufLora}) {
            const auto said = caught([&] { export_files(request(m_trf.run, kind), m_control); });
            QCOMPARE(said.first, std::string("unsupported"));
            QVERIFY2(said.second.find("LoRATRF") != std::string::npos, said.second.c_str());
        }
        const auto said = caught([&] { export_files(request(m_full.run, ExportKind::GgufLora), m_control); });
        QCOMPARE(said.first, std::string("unsupported"));
        QCOMPARE(caught([&] { export_files(request(m_lora.run, ExportKind::GgufModel, "int3"), m_control); }).first,
                 std::string("invalid-option"));
        QCOMPARE(caught([&] { export_files(request(m_lora.run, ExportKind::MergedHf, "q8_0"), m_control); }).first,
                 std::string("invalid-option"));
        const auto refusal = [&](const std::string& model, ExportKind kind) {
            ExportRequest wanted = request(model, kind);
            wanted.prompt = "Hello";
            const auto [code, text] = caught([&] { export_files(wanted, m_control); });
            return code + ": " + text;
        };
        for (const std::string& text :
             {refusal(m_lora.run, ExportKind::MergedHf), refusal(m_lora.run, ExportKind::GgufLora),
              refusal(m_lora.model, ExportKind::MergedHf), refusal(m_milora.run, ExportKind::Adapter)})
            QVERIFY2(text.starts_with("invalid-option: ") && text.find("leave the prompt out") != std::string::npos,
                     text.c_str());
        const std::string filtered = refusal(m_trf.run, ExportKind::MergedHf);
        QVERIFY2(filtered.starts_with("unsupported: LoRATRF") &&
                     filtered.find("depends on the input") != std::string::npos,
                 filtered.c_str());
        QVERIFY(!fs::exists(m_small.path() / "exported"));
    }

    void nothingOfTheUsersIsTouched() {
        ExportRequest wanted = request(m_lora.run, ExportKind::MergedHf);
        wanted.to = m_lora.model;
        QCOMPARE(caught([&] { export_files(wanted, m_control); }).first, std::string("path-escape"));
        wanted.to = m_lora.model + "/merged";
        QCOMPARE(caught([&] { export_files(wanted, m_control); }).first, std::string("path-escape"));
        const fs::path mine = m_small.path() / "mine";
        fs::create_directories(mine);
        write_file_atomically(mine / "letter.txt", "dear diary");
        wanted.to = mine.string();
        QCOMPARE(caught([&] { export_files(wanted, m_control); }).first, std::string("invalid-option"));
        QCOMPARE(read_text_file(mine / "letter.txt"), std::string("dear diary"));
    }

    void aCancelledExportLeavesNothing() {
        Control control;
        control.stop = true;
        QCOMPARE(caught([&] { export_files(request(m_lora.run, ExportKind::MergedHf), control); }).first,
                 std::string("cancelled"));
        for (const auto& entry : fs::directory_iterator(m_small.path()))
            QVERIFY2(entry.path().filename().string().find("tmp") == std::string::npos, entry.path().c_str());
    }
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
