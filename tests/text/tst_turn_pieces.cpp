// Chat templates cut into pieces: what is composed of them is what the template renders, and templates of another kind
// are told.

#include "backend/io/files.h"
#include "backend/io/gguf.h"
#include "backend/text/turn_pieces.h"

#include <QtTest>

#include <filesystem>

using namespace loratrf;

namespace {

namespace fs = std::filesystem;

const TemplateVariables usual = {.bos_token = "<s>", .eos_token = "</s>"};

// Other texts than those that the pieces are proven with. `around` stands before and behind each.
std::vector<Message> conversation(bool system, int questions, const std::string& around = {}) {
    std::vector<Message> messages;
    const auto add = [&](const char* role, const std::string& text) {
        messages.push_back({role, around + text + around});
    };
    if (system)
        add("system", "Be brief.\nBe kind.");
    for (int i = 0; i < questions; ++i) {
        const std::string number = std::to_string(i);
        add("user", "What is {{" + number + "}}?\n\n- \"this\"\n- that");
        if (i + 1 < questions)
            add("assistant", "It is  " + number + ".\n```\nint main() {}\n```");
    }
    return messages;
}

// How many conversations differ.
int differences(const std::string& source, const TurnPieces& pieces, const TemplateVariables& variables,
                const std::string& around = {}) {
    const ChatTemplate chat(source);
    int count = 0;
    for (const bool system : {false, true})
        for (int questions = 1; questions <= 4; ++questions) {
            if (system && !pieces.has_system)
                continue;
            const auto messages = conversation(system, questions, around);
            count += joined(chat.render(messages, variables, true)) != pieces.compose(messages);
        }
    return count;
}

void compose_as_rendered(const std::string& source, const TemplateVariables& variables) {
    std::string why_not;
    const auto pieces = find_turn_pieces(source, variables, why_not);
    QVERIFY2(pieces, why_not.c_str());
    QCOMPARE(differences(source, *pieces, variables), 0);
    QCOMPARE(differences(source, *pieces, variables, "\n ") > 0, pieces->trims);
}

} // namespace

class TurnPiecesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presets_data();
    void presets();
    void formats_of_families_data();
    void formats_of_families();
    void templates_of_model_files();
    void pieces_have_their_names();
    void what_the_pieces_say_beside();
    void other_kinds_data();
    void other_kinds();
};

void TurnPiecesTest::presets_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("bos");
    QTest::addColumn<QString>("eos");
    for (const std::string& preset : preset_template_names())
        for (const auto& [bos, eos] : {std::pair("<s>", "</s>"), std::pair("", ""), std::pair("", "<|im_end|>"),
                                       std::pair("<|endoftext|>", "<|endoftext|>")}) {
            const QString name = QString::fromStdString(preset);
            QTest::newRow(qPrintable(QString("%1, '%2', '%3'").arg(name, bos, eos)))
                << name << QString(bos) << QString(eos);
        }
}

void TurnPiecesTest::presets() {
    QFETCH(QString, name);
    QFETCH(QString, bos);
    QFETCH(QString, eos);
    compose_as_rendered(preset_template(name.toStdString()),
                        {.bos_token = bos.toStdString(), .eos_token = eos.toStdString()});
}

void TurnPiecesTest::formats_of_families_data() {
    QTest::addColumn<QString>("file");
    for (const auto& entry : fs::directory_iterator(TESTS_DIR "/data/templates"))
        QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
}

void TurnPiecesTest::formats_of_families() {
    QFETCH(QString, file);
    const std::string source = read_text_file(file.toStdString());
    if (file.endsWith("mistral-nemo.jinja")) { // refuses conversations without a system message
        std::string why_not;
        QVERIFY(!find_turn_pieces(source, usual, why_not));
        QVERIFY(!why_not.empty());
    } else {
        compose_as_rendered(source, usual);
    }
}

void TurnPiecesTest::templates_of_model_files() {
    int tried = 0;
    for (const char* path : {DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf",
                             SHARED_DATA_DIR "/tokenizers/ggml-vocab/ggml-vocab-phi-3.gguf"}) {
        if (!fs::exists(path))
            continue;
        const auto source = GgufFile(path).get_string("tokenizer.chat_template");
        QVERIFY2(source, path);
        compose_as_rendered(*source, usual);
        ++tried;
    }
    if (tried == 0)
        QSKIP("neither the demo model nor the shared test data are there");
}

void TurnPiecesTest::pieces_have_their_names() {
    std::string why_not;
    const auto of = [&](const std::string& source) { return find_turn_pieces(source, usual, why_not).value(); };

    const TurnPieces chatml = of(preset_template("chatml"));
    QCOMPARE(chatml.begin + chatml.default_system, std::string());
    QCOMPARE(chatml.system.prefix, std::string("<|im_start|>system\n"));
    QCOMPARE(chatml.user.prefix, std::string("<|im_start|>user\n"));
    QCOMPARE(chatml.user.suffix, std::string("<|im_end|>\n"));
    QCOMPARE(chatml.assistant.prefix, std::string("<|im_start|>assistant\n"));
    QCOMPARE(chatml.assistant.suffix, std::string("<|im_end|>\n"));
    QCOMPARE(chatml.opener, chatml.assistant.prefix);

    const TurnPieces alpaca = of(preset_template("alpaca"));
    QCOMPARE(alpaca.begin, std::string("<s>"));
    QVERIFY(alpaca.default_system.starts_with("Below is an instruction"));
    QCOMPARE(alpaca.user.prefix, std::string("### Instruction:\n"));

    // Each question begins with <s> there; the first one's is the conversation's.
    const TurnPieces llama2 = of(read_text_file(TESTS_DIR "/data/templates/llama2.jinja"));
    QCOMPARE(llama2.begin, std::string("<s>"));
    QCOMPARE(llama2.user.prefix, std::string("[INST] "));
    QCOMPARE(llama2.assistant.suffix, std::string(" </s><s>"));
    QVERIFY(llama2.system_opens_user);

    // Where a whole conversation ends with the end-of-sequence token, a turn does not.
    const TurnPieces phi = of(read_text_file(TESTS_DIR "/data/templates/phi3.5.jinja"));
    QCOMPARE(phi.user.suffix, std::string("<|end|>\n"));
    QCOMPARE(phi.assistant.suffix, std::string("<|end|>\n"));
}

void TurnPiecesTest::what_the_pieces_say_beside() {
    std::string why_not;
    const auto of = [&](const std::string& source) { return find_turn_pieces(source, usual, why_not).value(); };
    const std::string turns = "{% for m in messages %}{{ '<' + m.role + '>' + m.content + '\n' }}{% endfor %}";
    QVERIFY(of(turns).has_system);
    const std::string refuses = "{% if messages[0].role == 'system' %}{{ raise_exception('none') }}{% endif %}" + turns;
    QVERIFY(!of(refuses).has_system);
    const std::string leaves_out =
        "{% for m in messages if m.role != 'system' %}{{ '<' + m.role + '>' + m.content + '\n' }}{% endfor %}";
    QVERIFY(!of(leaves_out).has_system);
    QVERIFY(!of(turns).trims && !of(turns).cuts_thoughts);
    const std::string only_left =
        "{% for m in messages %}{{ '<' + m.role + '>' + m.content.lstrip() + '\n' }}{% endfor %}";
    QVERIFY(of(only_left).trims);
    QVERIFY(of(read_text_file(TESTS_DIR "/data/templates/qwen3.jinja")).cuts_thoughts);
}

void TurnPiecesTest::other_kinds_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("why_not");
    const auto all = [](const char* text) { return QString("{% for m in messages %}{{ %1 }}{% endfor %}").arg(text); };
    QTest::newRow("refuses everything") << "{{ raise_exception('no') }}"
                                        << "refuses an ordinary conversation";
    QTest::newRow("rewrites") << all("m.role + m.content | upper") << "rewrites or moves messages";
    QTest::newRow("says twice") << all("m.role + m.content + m.content") << "rewrites or moves messages";
    QTest::newRow("turns around") << "{% for m in messages | reverse %}{{ m.role + m.content }}{% endfor %}"
                                  << "rewrites or moves messages";
    QTest::newRow("system text in the last question")
        << "{% for m in messages if m.role != 'system' %}{{ m.role }}"
           "{{ messages[0].content if loop.last and messages[0].role == 'system' }}{{ m.content }}{% endfor %}"
        << "puts the system text elsewhere than at the beginning";
    QTest::newRow("numbers") << all("loop.index ~ ':' ~ m.content ~ '\\n'")
                             << "does not write all messages in the same way";
    QTest::newRow("the third question alone") << all("m.role ~ ('!' if loop.index == 5 else ':') ~ m.content ~ '\\n'")
                                              << "does not write all messages in the same way";
    QTest::newRow("escapes") << all("m.role ~ ':' ~ (m.content | e) ~ '\\n'")
                             << "does not write all messages in the same way";
    QTest::newRow("date") << "{{ strftime_now('%d %b %Y') }}" + all("m.role ~ ':' ~ m.content ~ '\\n'")
                          << "writes the day's date";
}

void TurnPiecesTest::other_kinds() {
    QFETCH(QString, source);
    QFETCH(QString, why_not);
    std::string said;
    QVERIFY(!find_turn_pieces(source.toStdString(), usual, said));
    QCOMPARE(QString::fromStdString(said), why_not);
}

QTEST_GUILESS_MAIN(TurnPiecesTest)
#include "tst_turn_pieces.moc"
