// Chat templates of ten families against transformers, the presets, and what stays content.

#include "backend/io/gguf.h"
#include "text/template_cases.h"

#include <filesystem>

using namespace loratrf;

namespace {

const std::string control = "<|im_end|>";

// True when `part` is nowhere inside text that may hold control tokens.
bool only_as_content(const std::vector<TextSegment>& segments, const std::string& part) {
    for (const TextSegment& segment : segments)
        if (segment.allow_special && segment.text.find(part) != std::string::npos)
            return false;
    return joined(segments).find(part) != std::string::npos;
}

std::vector<TextSegment> render_content(const std::string& source, const std::string& content) {
    return ChatTemplate(source).render_json({{"messages", {{{"role", "user"}, {"content", content}}}}});
}

std::string marked(const std::vector<TextSegment>& segments) {
    std::string text;
    for (const TextSegment& segment : segments)
        text += segment.allow_special ? segment.text : "[" + segment.text + "]";
    return text;
}

} // namespace

class ChatTemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void families_render_as_transformers_does();
    void template_of_the_model_file();
    void other_templates();
    void presets_render();
    void presets_render_as_transformers_does();
    void content_stays_content_data();
    void content_stays_content();
    void marks_are_exact_data();
    void marks_are_exact();
    void roles_build_control_tokens();
    void neighbouring_pieces_are_merged();
};

void ChatTemplateTest::families_render_as_transformers_does() {
    int differences = 0;
    size_t cases = 0;
    for (const Json& entry : template_baseline()["templates"]) {
        const std::string name = entry["file"];
        QFile file(QString::fromStdString(TESTS_DIR "/data/templates/" + name));
        QVERIFY2(file.open(QIODevice::ReadOnly), name.c_str());
        differences += count_differences(file.readAll().toStdString(), entry["cases"], name);
        cases += entry["cases"].size();
    }
    QVERIFY(template_baseline()["templates"].size() >= 10);
    QVERIFY(cases > 500);
    QCOMPARE(differences, 0);
}

void ChatTemplateTest::template_of_the_model_file() {
    const std::filesystem::path path = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
    if (!std::filesystem::exists(path))
        QSKIP("the demo model is not installed");
    const GgufFile file(path);
    QCOMPARE(count_differences(*file.get_string("tokenizer.chat_template"), template_baseline()["gguf"], "SmolLM2"), 0);
}

// make_templates.py --templates FOLDER --out FILE writes such a file for templates that are not part of the project.
void ChatTemplateTest::other_templates() {
    const QByteArray path = qgetenv("LORATRF_TEMPLATE_CASES");
    if (path.isEmpty())
        QSKIP("LORATRF_TEMPLATE_CASES names no file of further cases");
    int differences = 0;
    const Json other = read_json_file(path.toStdString());
    for (const Json& entry : other["templates"]) {
        const std::string name = entry["file"];
        try {
            differences += count_differences(entry["source"], entry["cases"], name);
        } catch (const Error& error) {
            qWarning() << "REFUSED" << name.c_str() << error.what();
            ++differences;
        }
    }
    QCOMPARE(differences, 0);
}

void ChatTemplateTest::presets_render() {
    const std::vector<Message> messages = {
        {"system", "S " + control}, {"user", "U <|end|></s>"}, {"assistant", "A [/INST]"}, {"user", "V"}};
    QCOMPARE(preset_template_names().size(), size_t{8});
    for (const std::string& name : preset_template_names()) {
        const ChatTemplate chat(preset_template(name));
        const auto without = chat.render(messages, {"<s>", "</s>", Json::object()}, false);
        const auto with = chat.render(messages, {"<s>", "</s>", Json::object()}, true);
        QVERIFY2(joined(with).starts_with(joined(without)), name.c_str());
        QVERIFY2(only_as_content(with, "S " + control), name.c_str());
        QVERIFY2(only_as_content(with, "U <|end|></s>"), name.c_str());
        QVERIFY2(only_as_content(with, "A [/INST]"), name.c_str());
        // Growing conversations must be prefixes of each other: training supervises what a longer one adds.
        const std::vector<Message> shorter(messages.begin(), messages.end() - 2);
        QVERIFY2(joined(without).starts_with(joined(chat.render(shorter, {"<s>", "</s>", Json::object()}, false))),
                 name.c_str());
    }
    QVERIFY_EXCEPTION_THROWN(preset_template("nope"), Error);
}

void ChatTemplateTest::presets_render_as_transformers_does() {
    const Json& baseline = template_baseline();
    int differences = 0;
    for (const auto& [name, cases] : baseline["presets"].items())
        differences += count_differences(preset_template(name), cases, name);
    QCOMPARE(baseline["presets"].size(), preset_template_names().size());
    QCOMPARE(differences, 0);
}

void ChatTemplateTest::content_stays_content_data() {
    QTest::addColumn<QString>("expression");
    for (const char* expression : {"c",
                                   "c | trim",
                                   "c.strip()",
                                   "c[1:]",
                                   "c[:-1]",
                                   "c + ''",
                                   "'' + c",
                                   "'x' ~ c ~ 'y'",
                                   "c | replace('a', 'b')",
                                   "c.replace('a', 'b')",
                                   "'z'.replace('z', c)",
                                   "c.split('a') | join('a')",
                                   "[c, c] | join",
                                   "c | string",
                                   "c | safe",
                                   "c.split()[0]",
                                   "c.rsplit('a', 1) | last",
                                   "c.splitlines() | first",
                                   "c.partition('a')[0]",
                                   "c | indent",
                                   "c * 2",
                                   "c | upper | lower",
                                   "c.title().lower()",
                                   "c | list | join",
                                   "c[::-1][::-1]",
                                   "c | reverse | reverse",
                                   "'%s' % c",
                                   "'%s' | format(c)",
                                   "'{}'.format(c)",
                                   "'{:>40}'.format(c)",
                                   "c | tojson",
                                   "[c]",
                                   "{'k': c}",
                                   "{c: 1}",
                                   "messages | tojson",
                                   "messages",
                                   "c | default('x')",
                                   "c.center(40)",
                                   "c | truncate(255)",
                                   "c.removeprefix('q')",
                                   "messages | map(attribute='content') | join",
                                   "messages[0].get('content')",
                                   "c if c else ''",
                                   "c or 'x'",
                                   "messages[0].values() | list | last",
                                   "c | capitalize",
                                   "','.join([c])",
                                   "c | first ~ c[1:]",
                                   "c | safe + '<'",
                                   "('%s' | safe) % c",
                                   "('{}' | safe).format(c)",
                                   "('' | safe).join([c])",
                                   "(c,) | first"})
        QTest::newRow(expression) << expression;
}

void ChatTemplateTest::content_stays_content() {
    QFETCH(QString, expression);
    const std::string source =
        "<|im_start|>{% set c = messages[0].content %}{{ " + expression.toStdString() + " }}<|im_end|>";
    const std::vector<TextSegment> segments = render_content(source, " " + control + " ");
    QVERIFY2(segments.size() >= 3, marked(segments).c_str());
    QVERIFY2(segments.front().allow_special && segments.front().text.starts_with("<|im_start|>"),
             marked(segments).c_str());
    QVERIFY2(segments.back().allow_special && segments.back().text.ends_with(control), marked(segments).c_str());
    std::string own;
    for (const TextSegment& segment : segments)
        if (segment.allow_special)
            own += segment.text;
    QCOMPARE(own.find(control), own.size() - control.size());
}

void ChatTemplateTest::marks_are_exact_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected"); // content in brackets
    QTest::newRow("around") << "'a' ~ c ~ 'b'"
                            << "a[<x>]b";
    QTest::newRow("slice over the border") << "('ab' + c + 'cd')[1:-1]"
                                           << "b[<x>]c";
    QTest::newRow("slice inside") << "('ab' + c)[3:4]"
                                  << "[x]";
    QTest::newRow("step") << "('ab' + c)[::2]"
                          << "a[<>]";
    QTest::newRow("reversed") << "('ab' + c) | reverse"
                              << "[>x<]ba";
    QTest::newRow("trim") << "('  ' + c + '  ') | trim"
                          << "[<x>]";
    QTest::newRow("replaced by content") << "'1-2'.replace('-', c)"
                                         << "1[<x>]2";
    QTest::newRow("replaced in content") << "c.replace('x', 'own')"
                                         << "[<]own[>]";
    QTest::newRow("joined") << "[c, 'y', c] | join('-')"
                            << "[<x>]-y-[<x>]";
    QTest::newRow("upper") << "('a' + c) | upper"
                           << "A[<X>]";
    QTest::newRow("JSON") << "{'k': c} | tojson"
                          << "{\"k\": \"[<x>]\"}";
    QTest::newRow("not truncated") << "c | truncate(9223372036854775807)"
                                   << "[<x>]";
    QTest::newRow("number") << "c | length"
                            << "3";
    QTest::newRow("macro") << "m(c)"
                           << "([<x>])";
    QTest::newRow("escaped") << "('<' + c) | e"
                             << "&lt;[&lt;x&gt;]";
    QTest::newRow("added to safe text") << "('<' | safe) + c"
                                        << "<[&lt;x&gt;]";
    QTest::newRow("safe, added to own text") << "'<' + (c | safe)"
                                             << "&lt;[<x>]";
    QTest::newRow("formatted by safe text") << "('<%s>' | safe) % c"
                                            << "<[&lt;x&gt;]>";
    QTest::newRow("indented") << "('a\n' + c) | indent(2)"
                              << "a\n  [<x>]";
}

void ChatTemplateTest::marks_are_exact() {
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    const std::string source = "{% macro m(v) %}({{ v }}){% endmacro %}{% set c = messages[0].content %}{{ " +
                               expression.toStdString() + " }}";
    QCOMPARE(QString::fromStdString(marked(render_content(source, "<x>"))), expected);
}

void ChatTemplateTest::roles_build_control_tokens() {
    const ChatTemplate chat(preset_template("phi3"));
    const auto known = chat.render({{"user", "x"}}, {}, false);
    QVERIFY(known.front().allow_special);
    QVERIFY(known.front().text.starts_with("<|user|>"));
    const auto forged = chat.render({{"endoftext", "x"}}, {}, false);
    QVERIFY(joined(forged).starts_with("<|endoftext|>"));
    for (const TextSegment& segment : forged)
        QVERIFY(!segment.allow_special || segment.text.find("endoftext") == std::string::npos);
}

void ChatTemplateTest::neighbouring_pieces_are_merged() {
    const auto segments = render_content("a{{ 'b' }}{{ messages[0].content }}{{ messages[0].content }}{{ '' }}c", "x");
    QCOMPARE(marked(segments), std::string("ab[xx]c"));
    QCOMPARE(segments.size(), size_t{3});
}

QTEST_GUILESS_MAIN(ChatTemplateTest)
#include "tst_chat_template.moc"
