// The template language against jinja2, construct by construct, and its limits.

#include "text/template_cases.h"

using namespace loratrf;

class JinjaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void constructs_render_as_jinja2_does();
    void errors_name_the_line_data();
    void errors_name_the_line();
    void hostile_templates_stop_data();
    void hostile_templates_stop();
};

void JinjaTest::constructs_render_as_jinja2_does() {
    const Json& baseline = template_baseline();
    int differences = 0;
    for (const Json& one : baseline["constructs"]) {
        const std::string source = one["template"];
        const Rendered rendered = attempt([&] { return ChatTemplate(source).render_json(baseline["context"]); });
        differences += !agrees(one, rendered, Json(source).dump());
    }
    QVERIFY(baseline["constructs"].size() >= 250);
    QCOMPARE(differences, 0);
}

void JinjaTest::errors_name_the_line_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("unknown tag") << QByteArray("a\nb\n{% include 'x' %}") << QByteArray("line 3:");
    QTest::newRow("unknown filter") << QByteArray("a\n{{ 'x'\n| nope }}") << QByteArray("line 3:");
    QTest::newRow("undefined") << QByteArray("a\n\n\n{{ x.y }}") << QByteArray("line 4: 'x' is undefined");
    QTest::newRow("raise_exception") << QByteArray("\n{{ raise_exception('no') }}") << QByteArray("line 2:");
    QTest::newRow("inside a macro") << QByteArray("{% macro m() %}\n{{ 1 + 'a' }}{% endmacro %}\n\n{{ m() }}")
                                    << QByteArray("line 2:");
    QTest::newRow("never closed") << QByteArray("a\n{% if x %}\n\nb") << QByteArray("'endif' is missing");
    QTest::newRow("not UTF-8") << QByteArray("a\xFFz") << QByteArray("byte 1");
}

void JinjaTest::errors_name_the_line() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, part);
    const Rendered rendered = attempt([&] { return ChatTemplate(source.toStdString()).render_json(Json::object()); });
    QVERIFY(rendered.failed);
    QVERIFY2(rendered.text.find(part.toStdString()) != std::string::npos, rendered.text.c_str());
}

void JinjaTest::hostile_templates_stop_data() {
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* name, const QByteArray& source) { QTest::newRow(name) << source; };
    const QByteArray many = "range(99999)";
    row("loops in loops", "{% for a in " + many + " %}{% for b in " + many + " %}{% endfor %}{% endfor %}");
    row("loops of literals", "{% set l = [0] * 3000 %}{% for a in l %}{% for b in l %}{{ b }}{% endfor %}{% endfor %}");
    row("giant range", "{{ range(10 ** 15) | list | length }}");
    row("giant negative range", "{{ range(0, -9223372036854775807, -1) | length }}");
    row("macro without end", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    row("two macros without end",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}");
    row("caller without end", "{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{{ m() }}");
    row("repeated text", "{{ 'a' * 10 ** 9 }}");
    row("repeated list", "{{ ([0] * 10 ** 9) | length }}");
    row("doubling text",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}");
    row("doubling by concatenation",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}");
    row("doubling by replace",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s.replace('a', 'aa') %}{% endfor %}");
    row("doubling list", "{% set n = namespace(l=[1]) %}{% for i in range(99) %}{% set n.l = n.l + n.l %}{% endfor %}");
    row("shared list printed",
        "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}");
    row("shared list to JSON", "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% "
                               "endfor %}{{ n.l | tojson }}");
    row("shared lists compared", "{% set n = namespace(l=[1], m=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] "
                                 "%}{% set n.m = [n.m, n.m] %}{% endfor %}{{ n.l == n.m }}");
    row("deep list", "{% set n = namespace(l=[]) %}{% for i in range(99999) %}{% set n.l = [n.l] %}{% endfor %}");
    row("deep mapping",
        "{% set n = namespace(l={}) %}{% for i in range(99999) %}{% set n.l = {'a': n.l} %}{% endfor %}");
    row("chained namespaces", "{% set n = namespace(p=0) %}{% for i in range(99999) %}{% set n.p = namespace(p=n.p) "
                              "%}{% for j in range(9) %}{% endfor %}{% endfor %}");
    row("namespace in itself", "{% set n = namespace() %}{% set n.n = n %}{{ [n] }}");
    row("much output", "{% set s = 'x' * 1000000 %}{% for i in range(99999) %}{{ s }}{% endfor %}");
    row("many strings",
        "{% set n = namespace(l=[]) %}{% for i in range(9999) %}{% set n.l = n.l + ['x' * 1000000] %}{% endfor %}");
    row("wide format", "{{ '%999999999d' % 1 }}");
    row("wide brace format", "{{ '{:999999999}'.format(1) }}");
    row("wide centre", "{{ 'a'.center(10 ** 12) }}");
    row("wide indent", "{{ 'a\nb' | indent(10 ** 12) }}");
    row("wide JSON", "{{ [1] | tojson(indent=10 ** 9) }}");
    row("large power", "{{ 9 ** 99 }}");
    row("negative leeway", "{{ 'abc' | truncate(50, leeway=-100) }}");
    const QByteArray repeated = "'" + QByteArray(1000, 'x') + "' * "; // 30 MB are the most that a string may have
    const QByteArray rounds =
        "{% set a = " + repeated + "30000 %}{% set b = " + repeated + "30000 %}{% for i in " + many + " %}{% if ";
    row("long texts compared", rounds + "a == b %}{% endif %}{% endfor %}");
    row("long texts as keys", rounds + "{a: 1} %}{% endif %}{% endfor %}");
    row("a long text measured", rounds + "a | length %}{% endif %}{% endfor %}");
    row("a long text tested", rounds + "a is upper %}{% endif %}{% endfor %}");
    row("a long part found by method", "{{ (" + repeated + "30000).find(" + repeated + "15000 ~ 'y') }}");
    row("a long part found by operator", "{{ (" + repeated + "15000 ~ 'y') in " + repeated + "30000 }}");
    row("a long part counted", "{{ (" + repeated + "30000).count(" + repeated + "15000 ~ 'y') }}");
    row("a long part replaced", "{{ (" + repeated + "30000) | replace(" + repeated + "15000 ~ 'y', '') }}");
    row("batch", "{{ [1] | batch(10 ** 12, 0) | list }}");
    row("slice", "{{ [1] | slice(10 ** 12) | list }}");
    row("deep brackets", "{{ " + QByteArray("[").repeated(20000) + " }}");
    row("deep parentheses", "{{ " + QByteArray("(").repeated(20000) + "1" + QByteArray(")").repeated(20000) + " }}");
    row("deep not", "{{ " + QByteArray("not ").repeated(20000) + "1 }}");
    row("deep minus", "{{ " + QByteArray("-").repeated(20000) + "1 }}");
    row("deep inline if", "{{ " + QByteArray("1 if 1 else ").repeated(20000) + "1 }}");
    row("long sum", "{{ 1" + QByteArray(" + 1").repeated(20000) + " }}");
    row("long power", "{{ 1" + QByteArray(" ** 1").repeated(20000) + " }}");
    row("long chain of filters", "{{ 1" + QByteArray("|abs").repeated(20000) + " }}");
    row("long chain of attributes", "{{ a" + QByteArray(".b").repeated(20000) + " }}");
    row("long chain of calls", "{{ a" + QByteArray("()").repeated(20000) + " }}");
    row("deep statements", QByteArray("{% if 1 %}").repeated(20000));
    row("deep targets", "{% set " + QByteArray("(").repeated(20000) + "a = 1 %}");
    row("large template", QByteArray(2 << 20, 'a'));
}

void JinjaTest::hostile_templates_stop() {
    QFETCH(QByteArray, source);
    const Rendered rendered = attempt([&] { return ChatTemplate(source.toStdString()).render_json(Json::object()); });
    QVERIFY2(rendered.failed, "it rendered");
}

QTEST_GUILESS_MAIN(JinjaTest)
#include "tst_jinja.moc"
