// Modelfiles for Ollama: what stands in them, and that Go makes of their templates what Jinja makes of the model's.

#include "backend/api/runner_file.h"
#include "backend/io/files.h"
#include "backend/io/json.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include <algorithm>
#include <filesystem>

using namespace loratrf;

namespace {

namespace fs = std::filesystem;

// What the file says behind TEMPLATE; empty: nothing.
std::string template_in(const std::string& file) {
    const std::string begin = "\nTEMPLATE \"\"\"", end = "\"\"\"\n";
    const size_t at = file.find(begin);
    if (at == std::string::npos)
        return {};
    const size_t from = at + begin.size();
    return file.substr(from, file.find(end, from) - from);
}

bool mentions(const RunnerFile& file, const std::string& part) {
    return std::ranges::any_of(file.remarks, [&](const std::string& remark) {
        return remark.find(part) != std::string::npos && file.text.find("\n# " + remark + "\n") != std::string::npos;
    });
}

// A template that writes what Go, or the file's parser, would read as theirs.
const std::string of_braces = "{% for m in messages %}{{ '{{\"role\": \"' + m.role + '\"} ' + m.content + "
                              "'\"\"\"｜\\t\\\\n\\n' }}{% endfor %}";

std::vector<Message> conversation(bool system, int questions) {
    std::vector<Message> messages;
    if (system)
        messages.push_back({"system", "Answer in {{ .Content }} and \"\"\"."});
    for (int i = 0; i < questions; ++i) {
        messages.push_back({"user", "Question\n\n" + std::to_string(i) + "?"});
        if (i + 1 < questions)
            messages.push_back({"assistant", "Answer  " + std::to_string(i) + "\n- é"});
    }
    return messages;
}

} // namespace

class TestRunnerFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeFile() {
        const RunnerFile file =
            runner_file({.from = "./m.gguf", .stops = {"<|im_end|>"}, .chat_template = preset_template("chatml")});
        QCOMPARE(file.text,
                 std::string("# For Ollama: ollama create NAME -f Modelfile\n"
                             "FROM ./m.gguf\n"
                             "TEMPLATE \"\"\"{{ range .Messages }}{{ if eq .Role \"user\" }}<|im_start|>user\n"
                             "{{ .Content }}<|im_end|>\n"
                             "{{ else if eq .Role \"assistant\" }}<|im_start|>assistant\n"
                             "{{ .Content }}<|im_end|>\n"
                             "{{ else if eq .Role \"system\" }}<|im_start|>system\n"
                             "{{ .Content }}<|im_end|>\n"
                             "{{ end }}{{ end }}<|im_start|>assistant\n"
                             "\"\"\"\n"
                             "PARAMETER stop \"<|im_end|>\"\n"));
        QVERIFY(file.remarks.empty());
    }

    void theBosTokenStandsOnce() {
        RunnerRequest request{.from = "./m.gguf", .chat_template = preset_template("llama3")};
        request.variables.bos_token = "<s>";
        QVERIFY(template_in(runner_file(request).text).starts_with("<s>{{ range"));
        request.adds_bos = true;
        const RunnerFile without = runner_file(request);
        QVERIFY(template_in(without.text).starts_with("{{ range"));
        QVERIFY(mentions(without, "leaves out the <s>"));

        request.chat_template = preset_template("chatml");
        QVERIFY(mentions(runner_file(request), "puts <s> before every prompt"));
        request.adds_bos = false;
        QVERIFY(runner_file(request).remarks.empty());
    }

    void ofAnAdapter() {
        const RunnerFile file = runner_file({.from = "/my models/base.gguf", .adapter = "./a.gguf"});
        QVERIFY2(file.text.find("\nFROM \"/my models/base.gguf\"\nADAPTER ./a.gguf\n") != std::string::npos,
                 file.text.c_str());
        QVERIFY(mentions(file, "change that line"));
        QVERIFY(mentions(file, "refuses adapters"));
    }

    void withoutATemplateItSaysWhy() {
        const RunnerFile none = runner_file({.from = "./m.gguf"});
        QVERIFY(template_in(none.text).empty() && mentions(none, "has no chat template"));
        const RunnerFile other =
            runner_file({.from = "./m.gguf", .chat_template = "{{ raise_exception('not today') }}"});
        QVERIFY(template_in(other.text).empty() && mentions(other, "refuses an ordinary conversation"));
    }

    void whatIsDifferentThereIsSaid() {
        QVERIFY(mentions(runner_file({.from = "./m.gguf", .chat_template = preset_template("gemma")}), "white space"));
        const std::string thinks = read_text_file(TESTS_DIR "/data/templates/qwen3.jinja");
        QVERIFY(mentions(runner_file({.from = "./m.gguf", .chat_template = thinks}), "<think>"));
        const std::string no_system =
            "{% for m in messages if m.role != 'system' %}{{ m.role + ':' + m.content + '\n' }}{% endfor %}";
        const RunnerFile file = runner_file({.from = "./m.gguf", .chat_template = no_system});
        QVERIFY(mentions(file, "no system message"));
        QVERIFY(template_in(file.text).find("\"system\"") == std::string::npos);
    }

    void whatGoWouldReadIsAString() {
        const std::string text = template_in(runner_file({.from = "./m.gguf", .chat_template = of_braces}).text);
        const std::string turn = "{{ \"{{\\\"role\\\": \\\"user\\\"} \" }}{{ .Content }}{{ "
                                 "\"\\\"\\\"\\\"\\U0000ff5c\\U00000009\\\\n\\U0000000a\" }}";
        QVERIFY2(text.find(turn) != std::string::npos, text.c_str());
        QVERIFY(text.ends_with("{{ end }}{{ end }}"));
    }

    void goRendersWhatJinjaRenders() {
        const QString go = QStandardPaths::findExecutable("go");
        if (go.isEmpty())
            QSKIP("the go program is not installed");
        std::vector<std::string> sources = {of_braces};
        for (const std::string& name : preset_template_names())
            sources.push_back(preset_template(name));
        for (const auto& entry : fs::directory_iterator(TESTS_DIR "/data/templates"))
            sources.push_back(read_text_file(entry.path()));

        QByteArray tasks;
        std::vector<std::string> expected;
        for (const std::string& source : sources) {
            RunnerRequest request{.from = "./m.gguf", .chat_template = source};
            request.variables = {.bos_token = "<s>", .eos_token = "</s>"};
            const RunnerFile file = runner_file(request);
            const std::string text = template_in(file.text);
            if (text.empty())
                continue;
            const ChatTemplate chat(source);
            for (const bool system : {false, true})
                for (int questions = 1; questions <= 3; ++questions) {
                    const std::vector<Message> messages = conversation(system, questions);
                    Json task = {{"template", text}, {"messages", Json::array()}};
                    for (const Message& message : messages)
                        task["messages"].push_back({{"role", message.role}, {"content", message.content}});
                    tasks += QByteArray::fromStdString(task.dump()) + "\n";
                    expected.push_back(joined(chat.render(messages, request.variables, true)));
                }
        }
        QVERIFY(expected.size() > 6 * preset_template_names().size());

        QProcess program;
        program.start(go, {"run", SOURCE_DIR "/tests/oracle/runner_template.go"});
        QVERIFY(program.waitForStarted());
        program.write(tasks);
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(600'000));
        QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
        const QList<QByteArray> lines = program.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(static_cast<size_t>(lines.size()), expected.size());
        for (size_t i = 0; i < expected.size(); ++i) {
            const Json prompt = parse_json(lines[static_cast<qsizetype>(i)].toStdString(), "the Go program's answer");
            QCOMPARE(prompt.get<std::string>(), expected[i]);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunnerFile)
#include "tst_runner_file.moc"
