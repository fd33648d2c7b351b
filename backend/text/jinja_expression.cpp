#include "backend/text/jinja_expression.h"

#include "backend/text/jinja_builtins.h"

#include <algorithm>

namespace loratrf::jinja {

namespace {

constexpr int max_nesting = 100;
constexpr int max_height = 200;

} // namespace

ExpressionParser::Nesting::Nesting(ExpressionParser& parser) : m_parser(parser) {
    if (++m_parser.m_nesting > max_nesting) {
        --m_parser.m_nesting;
        m_parser.fail("nested more than " + std::to_string(max_nesting) + " deep");
    }
}

bool ExpressionParser::skip_operator(std::string_view text) {
    const bool here = is_operator(text);
    if (here)
        advance();
    return here;
}

bool ExpressionParser::skip_name(std::string_view text) {
    const bool here = is_name(text);
    if (here)
        advance();
    return here;
}

void ExpressionParser::expect_operator(std::string_view text) {
    if (!skip_operator(text))
        fail("expected " + in_quotes(std::string(text)) + ", found " + found());
}

std::string ExpressionParser::expect_name() {
    if (!is(Token::Type::Name))
        fail("expected a name, found " + found());
    std::string name = current().text;
    advance();
    return name;
}

std::string ExpressionParser::found() const {
    switch (current().type) {
    case Token::Type::End:
        return "the end of the template";
    case Token::Type::BlockEnd:
        return "'%}'";
    case Token::Type::VariableEnd:
        return "'}}'";
    case Token::Type::Integer:
    case Token::Type::Float:
        return "a number";
    case Token::Type::String:
        return "the string " + in_quotes(current().text);
    case Token::Type::Name:
    case Token::Type::Operator:
        return in_quotes(current().text);
    default:
        return "text";
    }
}

void ExpressionParser::note_unknown(int line, const std::string& what, const std::string& name) {
    if (m_conditional == 0)
        m_unknown.emplace_back(line, "the " + what + " " + in_quotes(name) + " is unknown or not supported");
}

void ExpressionParser::refuse_unknown() const {
    if (!m_unknown.empty())
        fail_at(m_unknown.front().first, m_unknown.front().second);
}

ExprPtr ExpressionParser::make(int line, std::initializer_list<const Expr*> children, decltype(Expr::node) node) {
    auto expr = std::make_unique<Expr>();
    expr->line = line;
    expr->node = std::move(node);
    for (const Expr* child : children)
        if (child)
            expr->height = std::max(expr->height, child->height + 1);
    if (expr->height > max_height)
        fail_at(line, "the expression has more than " + std::to_string(max_height) + " levels");
    return expr;
}

ExprPtr ExpressionParser::parse_expression() {
    const Nesting nesting(*this);
    const size_t unknown_before = m_unknown.size();
    ExprPtr value = parse_or();
    while (is_name("if")) {
        const int line = current().line;
        advance();
        m_unknown.resize(unknown_before); // what is conditional is only refused when reached
        ++m_conditional;
        ExprPtr test = parse_or();
        ExprPtr otherwise = skip_name("else") ? parse_expression() : nullptr;
        --m_conditional;
        const std::initializer_list<const Expr*> children{value.get(), test.get(), otherwise.get()};
        value = make(line, children, ConditionalExpr{std::move(test), std::move(value), std::move(otherwise)});
    }
    return value;
}

ExprPtr ExpressionParser::parse_chain(Level next, std::initializer_list<std::pair<std::string_view, Op>> operators,
                                      bool names) {
    ExprPtr left = (this->*next)();
    while (true) {
        const auto sign = std::find_if(operators.begin(), operators.end(), [&](const auto& candidate) {
            return names ? is_name(candidate.first) : is_operator(candidate.first);
        });
        if (sign == operators.end())
            return left;
        const int line = current().line;
        advance();
        ExprPtr right = (this->*next)();
        const std::initializer_list<const Expr*> children{left.get(), right.get()};
        left = make(line, children, BinaryExpr{sign->second, std::move(left), std::move(right)});
    }
}

ExprPtr ExpressionParser::parse_or() {
    return parse_chain(&ExpressionParser::parse_and, {{"or", Op::Or}}, true);
}

ExprPtr ExpressionParser::parse_and() {
    return parse_chain(&ExpressionParser::parse_not, {{"and", Op::And}}, true);
}

ExprPtr ExpressionParser::parse_not() {
    if (!is_name("not"))
        return parse_compare();
    const Nesting nesting(*this);
    const int line = current().line;
    advance();
    ExprPtr operand = parse_not();
    const Expr* child = operand.get();
    return make(line, {child}, UnaryExpr{Op::Not, std::move(operand)});
}

ExprPtr ExpressionParser::parse_compare() {
    static const std::pair<std::string_view, Op> signs[] = {{"==", Op::Eq}, {"!=", Op::Ne}, {"<", Op::Lt},
                                                            {"<=", Op::Le}, {">", Op::Gt},  {">=", Op::Ge}};
    const int line = current().line;
    ExprPtr first = parse_sum();
    std::vector<std::pair<Op, ExprPtr>> rest;
    int height = first->height;
    while (true) {
        const auto sign = std::find_if(std::begin(signs), std::end(signs),
                                       [&](const auto& candidate) { return is_operator(candidate.first); });
        Op op = Op::In;
        if (sign != std::end(signs)) {
            op = sign->second;
        } else if (is_name("not") && ahead().type == Token::Type::Name && ahead().text == "in") {
            op = Op::NotIn;
            advance();
        } else if (!is_name("in")) {
            break;
        }
        advance();
        rest.emplace_back(op, parse_sum());
        height = std::max(height, rest.back().second->height);
    }
    if (rest.empty())
        return first;
    Expr tallest;
    tallest.height = height;
    return make(line, {&tallest}, CompareExpr{std::move(first), std::move(rest)});
}

ExprPtr ExpressionParser::parse_sum() {
    return parse_chain(&ExpressionParser::parse_concat, {{"+", Op::Add}, {"-", Op::Sub}}, false);
}

ExprPtr ExpressionParser::parse_concat() {
    const int line = current().line;
    std::vector<ExprPtr> parts;
    parts.push_back(parse_product());
    Expr tallest;
    tallest.height = parts[0]->height;
    while (skip_operator("~")) {
        parts.push_back(parse_product());
        tallest.height = std::max(tallest.height, parts.back()->height);
    }
    if (parts.size() == 1)
        return std::move(parts[0]);
    return make(line, {&tallest}, ConcatExpr{std::move(parts)});
}

ExprPtr ExpressionParser::parse_product() {
    return parse_chain(&ExpressionParser::parse_power,
                       {{"*", Op::Mul}, {"//", Op::FloorDiv}, {"/", Op::Div}, {"%", Op::Mod}}, false);
}

ExprPtr ExpressionParser::parse_power() {
    return parse_chain(&ExpressionParser::parse_unary, {{"**", Op::Pow}}, false);
}

ExprPtr ExpressionParser::parse_unary() {
    return parse_signed(true);
}

ExprPtr ExpressionParser::parse_signed(bool with_filters) {
    ExprPtr node;
    if (is_operator("-") || is_operator("+")) {
        const Nesting nesting(*this);
        const int line = current().line;
        const Op op = is_operator("-") ? Op::Minus : Op::Plus;
        advance();
        ExprPtr operand = parse_signed(false);
        const Expr* child = operand.get();
        node = make(line, {child}, UnaryExpr{op, std::move(operand)});
    } else {
        node = parse_primary();
    }
    node = parse_postfix(std::move(node));
    if (!with_filters)
        return node;
    while (true) {
        if (is_operator("|"))
            node = parse_filters(std::move(node), false);
        else if (is_name("is"))
            node = parse_test(std::move(node));
        else if (is_operator("("))
            node = parse_call_of(std::move(node));
        else
            return node;
    }
}

ExprPtr ExpressionParser::parse_primary() {
    const Token token = current();
    switch (token.type) {
    case Token::Type::Name:
        return parse_name();
    case Token::Type::String: {
        std::string text;
        for (; is(Token::Type::String); advance())
            text += current().text;
        return make(token.line, {}, Literal{Value(Text(text))});
    }
    case Token::Type::Integer:
        advance();
        return make(token.line, {}, Literal{Value(token.integer)});
    case Token::Type::Float:
        advance();
        return make(token.line, {}, Literal{Value(token.real)});
    default:
        break;
    }
    if (skip_operator("(")) {
        ExprPtr inner = parse_tuple(true, true);
        expect_operator(")");
        return inner;
    }
    if (is_operator("["))
        return parse_list();
    if (is_operator("{"))
        return parse_dict();
    fail("expected an expression, found " + found());
}

ExprPtr ExpressionParser::parse_name() {
    const int line = current().line;
    const std::string name = expect_name();
    if (name == "true" || name == "True")
        return make(line, {}, Literal{Value(true)});
    if (name == "false" || name == "False")
        return make(line, {}, Literal{Value(false)});
    if (name == "none" || name == "None")
        return make(line, {}, Literal{Value::none()});
    for (MacroStmt* macro : m_macros) {
        macro->uses_varargs |= name == "varargs";
        macro->uses_kwargs |= name == "kwargs";
        macro->uses_caller |= name == "caller";
    }
    return make(line, {}, NameExpr{name});
}

ExprPtr ExpressionParser::parse_tuple(bool inline_if, bool parenthesised) {
    const Nesting nesting(*this);
    const int line = current().line;
    const auto at_end = [&] { return is(Token::Type::VariableEnd) || is(Token::Type::BlockEnd) || is_operator(")"); };
    std::vector<ExprPtr> items;
    Expr tallest;
    bool is_tuple = false;
    while (!at_end()) {
        items.push_back(inline_if ? parse_expression() : parse_or());
        tallest.height = std::max(tallest.height, items.back()->height);
        if (!skip_operator(","))
            break;
        is_tuple = true;
    }
    if (!is_tuple && !items.empty())
        return std::move(items[0]);
    if (!is_tuple && !parenthesised)
        fail("expected an expression, found " + found());
    return make(line, {&tallest}, ListExpr{std::move(items), true});
}

ExprPtr ExpressionParser::parse_list() {
    const int line = current().line;
    expect_operator("[");
    std::vector<ExprPtr> items;
    Expr tallest;
    while (!is_operator("]")) {
        items.push_back(parse_expression());
        tallest.height = std::max(tallest.height, items.back()->height);
        if (!skip_operator(","))
            break;
    }
    expect_operator("]");
    return make(line, {&tallest}, ListExpr{std::move(items), false});
}

ExprPtr ExpressionParser::parse_dict() {
    const int line = current().line;
    expect_operator("{");
    std::vector<std::pair<ExprPtr, ExprPtr>> entries;
    Expr tallest;
    while (!is_operator("}")) {
        ExprPtr key = parse_expression();
        expect_operator(":");
        ExprPtr value = parse_expression();
        tallest.height = std::max({tallest.height, key->height, value->height});
        entries.emplace_back(std::move(key), std::move(value));
        if (!skip_operator(","))
            break;
    }
    expect_operator("}");
    return make(line, {&tallest}, DictExpr{std::move(entries)});
}

ExprPtr ExpressionParser::parse_postfix(ExprPtr node) {
    while (true) {
        if (is_operator("."))
            node = parse_attribute(std::move(node));
        else if (is_operator("["))
            node = parse_subscript(std::move(node));
        else if (is_operator("("))
            node = parse_call_of(std::move(node));
        else
            return node;
    }
}

ExprPtr ExpressionParser::parse_attribute(ExprPtr node) {
    const int line = current().line;
    expect_operator(".");
    const Expr* child = node.get();
    if (is(Token::Type::Integer)) {
        ExprPtr index = make(line, {}, Literal{Value(current().integer)});
        advance();
        return make(line, {child}, ItemExpr{std::move(node), std::move(index)});
    }
    std::string name = expect_name();
    return make(line, {child}, AttributeExpr{std::move(node), std::move(name)});
}

ExprPtr ExpressionParser::parse_subscript(ExprPtr node) {
    const int line = current().line;
    expect_operator("[");
    const auto part = [&]() -> ExprPtr { return is_operator(":") || is_operator("]") ? nullptr : parse_expression(); };
    ExprPtr start = part();
    if (!start && is_operator("]"))
        fail("expected an index, found ']'");
    const Expr* object = node.get();
    if (skip_operator("]")) {
        const Expr* index = start.get();
        return make(line, {object, index}, ItemExpr{std::move(node), std::move(start)});
    }
    if (is_operator(","))
        fail("an index with a comma is not supported");
    expect_operator(":");
    ExprPtr stop = part();
    ExprPtr step = skip_operator(":") ? part() : nullptr;
    expect_operator("]");
    const std::initializer_list<const Expr*> children{object, start.get(), stop.get(), step.get()};
    return make(line, children, SliceExpr{std::move(node), std::move(start), std::move(stop), std::move(step)});
}

int ExpressionParser::height_of(const Call& call) {
    int height = 1;
    for (const ExprPtr& value : call.positional)
        height = std::max(height, value->height);
    for (const auto& [name, value] : call.named)
        height = std::max(height, value->height);
    for (const ExprPtr* value : {&call.star, &call.double_star})
        height = std::max(height, *value ? (*value)->height : 1);
    return height;
}

Call ExpressionParser::parse_call() {
    Call call;
    expect_operator("(");
    while (!is_operator(")")) {
        if (skip_operator("*")) {
            if (call.star || call.double_star)
                fail("'*' may be given once, before '**'");
            call.star = parse_expression();
        } else if (skip_operator("**")) {
            if (call.double_star)
                fail("'**' may be given once");
            call.double_star = parse_expression();
        } else if (is(Token::Type::Name) && ahead().type == Token::Type::Operator && ahead().text == "=") {
            if (call.double_star)
                fail("a named argument may not follow '**'");
            std::string name = expect_name();
            advance();
            call.named.emplace_back(std::move(name), parse_expression());
        } else {
            if (call.star || call.double_star || !call.named.empty())
                fail("a positional argument may not follow a named one");
            call.positional.push_back(parse_expression());
        }
        if (!skip_operator(","))
            break;
    }
    expect_operator(")");
    return call;
}

ExprPtr ExpressionParser::parse_call_of(ExprPtr node) {
    const int line = current().line;
    CallExpr call{std::move(node), parse_call()};
    const Expr* callee = call.callee.get();
    Expr tallest;
    tallest.height = height_of(call.call);
    return make(line, {callee, &tallest}, std::move(call));
}

ExprPtr ExpressionParser::parse_filters(ExprPtr input, bool begun) {
    while (begun || skip_operator("|")) {
        begun = false;
        const int line = current().line;
        FilterExpr filter;
        filter.name = expect_name();
        while (skip_operator("."))
            filter.name.append(1, '.').append(expect_name());
        if (!find_filter(filter.name))
            note_unknown(line, "filter", filter.name);
        if (is_operator("("))
            filter.call = parse_call();
        Expr tallest;
        tallest.height = height_of(filter.call);
        const Expr* child = input.get();
        filter.input = std::move(input);
        input = make(line, {child, &tallest}, std::move(filter));
    }
    return input;
}

ExprPtr ExpressionParser::parse_test(ExprPtr node) {
    const int line = current().line;
    advance();
    const bool negated = skip_name("not");
    TestExpr test;
    test.name = expect_name();
    while (skip_operator("."))
        test.name.append(1, '.').append(expect_name());
    if (!find_test(test.name))
        note_unknown(line, "test", test.name);
    const bool value_follows = is(Token::Type::Name) || is(Token::Type::String) || is(Token::Type::Integer) ||
                               is(Token::Type::Float) || is_operator("[") || is_operator("{");
    if (is_operator("(")) {
        test.call = parse_call();
    } else if (value_follows && !is_name("else") && !is_name("or") && !is_name("and")) {
        if (is_name("is"))
            fail("tests cannot be chained with 'is'");
        test.call.positional.push_back(parse_postfix(parse_primary()));
    }
    Expr tallest;
    tallest.height = height_of(test.call);
    const Expr* child = node.get();
    test.input = std::move(node);
    ExprPtr result = make(line, {child, &tallest}, std::move(test));
    if (!negated)
        return result;
    child = result.get();
    return make(line, {child}, UnaryExpr{Op::Not, std::move(result)});
}

} // namespace loratrf::jinja
