#include "backend/text/jinja_parser.h"

#include "backend/text/jinja_expression.h"

#include <algorithm>

namespace loratrf::jinja {

namespace {

class TemplateParser : public ExpressionParser {
public:
    using ExpressionParser::ExpressionParser;

    Body run() {
        Body body = parse_body({});
        if (!is(Token::Type::End))
            fail("unexpected " + found());
        refuse_unknown();
        return body;
    }

private:
    using Words = std::vector<std::string_view>;

    // Up to the block whose name is in `ends`; that name is then the current token.
    Body parse_body(const Words& ends) {
        const Nesting nesting(*this);
        Body body;
        while (!is(Token::Type::End)) {
            const int line = current().line;
            if (is(Token::Type::Data)) {
                add(body, line, DataStmt{Text(current().text)});
                advance();
            } else if (is(Token::Type::VariableBegin)) {
                advance();
                PrintStmt print;
                print.values.push_back(parse_tuple());
                if (!is(Token::Type::VariableEnd))
                    fail("expected '}}', found " + found());
                advance();
                add(body, line, std::move(print));
            } else {
                advance(); // BlockBegin
                if (!is(Token::Type::Name))
                    fail("expected the name of a tag, found " + found());
                if (std::find(ends.begin(), ends.end(), current().text) != ends.end())
                    return body;
                parse_statement(body, line);
                if (!is(Token::Type::BlockEnd))
                    fail("expected '%}', found " + found());
                advance();
            }
        }
        if (!ends.empty())
            fail("the template ends where '" + std::string(ends.back()) + "' is missing");
        return body;
    }

    // The body after a tag's head; the ending name is read too and returned.
    std::string parse_block(Body& body, const Words& ends) {
        skip_operator(":");
        if (!is(Token::Type::BlockEnd))
            fail("expected '%}', found " + found());
        advance();
        body = parse_body(ends);
        return expect_name();
    }

    static void add(Body& body, int line, decltype(Stmt::node) node) {
        body.push_back(std::make_unique<Stmt>(Stmt{line, std::move(node)}));
    }

    void parse_statement(Body& body, int line) {
        const std::string tag = expect_name();
        if (tag == "if")
            add(body, line, parse_if());
        else if (tag == "for")
            add(body, line, parse_for());
        else if (tag == "set")
            parse_set(body, line);
        else if (tag == "with")
            add(body, line, parse_with());
        else if (tag == "macro")
            add(body, line, parse_macro());
        else if (tag == "call")
            add(body, line, parse_call_block());
        else if (tag == "filter")
            add(body, line, parse_filter_block());
        else if (tag == "print")
            add(body, line, parse_print());
        else if (tag == "generation")
            add(body, line, parse_generation());
        else if (tag == "break" || tag == "continue")
            parse_jump(body, line, tag == "break");
        else
            fail_at(line, "the tag " + in_quotes(tag) + " is unknown, misplaced or not supported");
    }

    void parse_jump(Body& body, int line, bool is_break) {
        if (m_loops == 0)
            fail_at(line, "'break' and 'continue' only work inside a loop");
        if (is_break)
            add(body, line, BreakStmt{});
        else
            add(body, line, ContinueStmt{});
    }

    IfStmt parse_if() {
        IfStmt result;
        ++m_conditional;
        std::string end = "elif";
        while (end == "elif") {
            ExprPtr test = parse_tuple(false);
            Body body;
            end = parse_block(body, {"elif", "else", "endif"});
            result.branches.emplace_back(std::move(test), std::move(body));
        }
        if (end == "else")
            parse_block(result.otherwise, {"endif"});
        --m_conditional;
        return result;
    }

    ForStmt parse_for() {
        ForStmt loop;
        loop.target = parse_target(false, "in");
        if (!skip_name("in"))
            fail("expected 'in', found " + found());
        loop.items = parse_tuple(false);
        if (skip_name("if"))
            loop.filter = parse_expression();
        if (is_name("recursive"))
            fail("recursive loops are not supported");
        ++m_loops;
        const std::string end = parse_block(loop.body, {"else", "endfor"});
        --m_loops;
        if (end == "else")
            parse_block(loop.otherwise, {"endfor"});
        return loop;
    }

    void parse_set(Body& body, int line) {
        Target target = parse_target(true, "");
        if (skip_operator("=")) {
            add(body, line, SetStmt{std::move(target), parse_tuple()});
            return;
        }
        SetBlockStmt block;
        block.target = std::move(target);
        block.filter = parse_filters(nullptr, false);
        parse_block(block.body, {"endset"});
        add(body, line, std::move(block));
    }

    WithStmt parse_with() {
        WithStmt with;
        while (!is(Token::Type::BlockEnd)) {
            if (!with.assignments.empty())
                expect_operator(",");
            Target target = parse_target(false, "");
            expect_operator("=");
            with.assignments.emplace_back(std::move(target), parse_expression());
        }
        parse_block(with.body, {"endwith"});
        return with;
    }

    std::vector<Parameter> parse_parameters() {
        std::vector<Parameter> parameters;
        expect_operator("(");
        while (!is_operator(")")) {
            Parameter parameter;
            parameter.name = expect_name();
            if (skip_operator("="))
                parameter.fallback = parse_expression();
            else if (!parameters.empty() && parameters.back().fallback)
                fail("a parameter without default follows one with default");
            parameters.push_back(std::move(parameter));
            if (!skip_operator(","))
                break;
        }
        expect_operator(")");
        return parameters;
    }

    void parse_macro_body(MacroStmt& macro, const char* end) {
        m_macros.push_back(&macro);
        const int loops = std::exchange(m_loops, 0);
        parse_block(macro.body, {end});
        m_loops = loops;
        m_macros.pop_back();
    }

    MacroStmt parse_macro() {
        MacroStmt macro;
        macro.name = expect_name();
        macro.parameters = parse_parameters();
        parse_macro_body(macro, "endmacro");
        return macro;
    }

    CallBlockStmt parse_call_block() {
        CallBlockStmt block;
        block.caller.name = "caller";
        if (is_operator("("))
            block.caller.parameters = parse_parameters();
        block.call = parse_expression();
        if (!std::holds_alternative<CallExpr>(block.call->node))
            fail("'call' needs the call of a macro");
        parse_macro_body(block.caller, "endcall");
        return block;
    }

    FilterBlockStmt parse_filter_block() {
        FilterBlockStmt block;
        block.filter = parse_filters(nullptr, true);
        parse_block(block.body, {"endfilter"});
        return block;
    }

    PrintStmt parse_print() {
        PrintStmt print;
        while (!is(Token::Type::BlockEnd)) {
            if (!print.values.empty())
                expect_operator(",");
            print.values.push_back(parse_expression());
        }
        return print;
    }

    GenerationStmt parse_generation() {
        GenerationStmt generation;
        const int loops = std::exchange(m_loops, 0);
        parse_block(generation.body, {"endgeneration"});
        m_loops = loops;
        return generation;
    }

    Target parse_target(bool allow_attribute, std::string_view end) {
        std::vector<Target> targets;
        bool is_tuple = false;
        const auto at_end = [&] {
            return is(Token::Type::BlockEnd) || is_operator(")") || is_operator("=") || (!end.empty() && is_name(end));
        };
        while (!at_end()) {
            targets.push_back(parse_one_target(allow_attribute));
            if (!skip_operator(","))
                break;
            is_tuple = true;
        }
        if (targets.empty())
            fail("expected a name to assign to, found " + found());
        if (!is_tuple)
            return std::move(targets[0]);
        Target target;
        target.is_tuple = true;
        target.tuple = std::move(targets);
        return target;
    }

    Target parse_one_target(bool allow_attribute) {
        const Nesting nesting(*this);
        if (skip_operator("(")) {
            Target inner = parse_target(allow_attribute, "");
            expect_operator(")");
            return inner;
        }
        static const std::string_view constants[] = {"true", "false", "none", "True", "False", "None"};
        Target target;
        target.name = expect_name();
        if (std::find(std::begin(constants), std::end(constants), target.name) != std::end(constants))
            fail("cannot assign to " + in_quotes(target.name));
        if (allow_attribute && skip_operator("."))
            target.attribute = expect_name();
        return target;
    }

    int m_loops = 0; // around the current position, inside the same macro
};

} // namespace

Body parse_template(const std::string& source) {
    return TemplateParser(tokenize(source)).run();
}

} // namespace loratrf::jinja
