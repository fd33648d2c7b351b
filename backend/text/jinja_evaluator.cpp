#include "backend/text/jinja_evaluator.h"

#include "backend/text/jinja_builtins.h"

#include <algorithm>

namespace loratrf::jinja {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace

class Evaluator::Level {
public:
    explicit Level(Evaluator& evaluator) : m_evaluator(evaluator) {
        if (m_evaluator.m_depth >= m_evaluator.m_rt.limits.depth)
            throw Fault{"nested too deep; look for a macro that calls itself without end"};
        ++m_evaluator.m_depth;
        m_evaluator.m_rt.step();
    }
    ~Level() { --m_evaluator.m_depth; }
    Level(const Level&) = delete;

private:
    Evaluator& m_evaluator;
};

class Evaluator::Inner {
public:
    Inner(Evaluator& evaluator, Scope* parent)
        : m_evaluator(evaluator), m_outer(evaluator.m_scope), m_scope(std::make_unique<Scope>(parent)) {
        m_evaluator.m_scope = m_scope.get();
    }
    ~Inner() { leave(); }
    Inner(const Inner&) = delete;

private:
    void leave() {
        m_evaluator.m_scope = m_outer;
        if (m_scope->captured)
            m_evaluator.m_kept.push_back(std::move(m_scope));
    }
    Evaluator& m_evaluator;
    Scope* m_outer;
    std::unique_ptr<Scope> m_scope;
};

Evaluator::Evaluator(Runtime& runtime, const Value& context) : m_rt(runtime) {
    for (const auto& [name, value] : context.dict().entries)
        m_globals.names[name.text().bytes()] = value;
}

Text Evaluator::render(const Body& body) {
    Text out;
    m_out = &out;
    const Inner scope(*this, &m_globals);
    run(body);
    return out;
}

void Evaluator::print(const Value& value) {
    const Text text = m_rt.to_text(value);
    m_printed += text.size();
    if (m_printed > m_rt.limits.output_bytes)
        throw Fault{"more than " + std::to_string(m_rt.limits.output_bytes) + " bytes of text were rendered"};
    m_out->append(text);
}

Evaluator::Flow Evaluator::run(const Body& body) {
    for (const auto& stmt : body)
        if (const Flow flow = run(*stmt); flow != Flow::Next)
            return flow;
    return Flow::Next;
}

Evaluator::Flow Evaluator::run(const Stmt& stmt) {
    const Level level(*this);
    m_rt.line = stmt.line;
    return std::visit(Overloaded{
                          [&](const DataStmt& data) {
                              print(Value(data.text));
                              return Flow::Next;
                          },
                          [&](const PrintStmt& output) {
                              for (const ExprPtr& value : output.values)
                                  print(eval(*value));
                              return Flow::Next;
                          },
                          [&](const IfStmt& choice) { return run_if(choice); },
                          [&](const ForStmt& loop) { return run_for(loop); },
                          [&](const SetStmt& set) {
                              assign(set.target, eval(*set.value));
                              return Flow::Next;
                          },
                          [&](const SetBlockStmt& set) { return run_set_block(set); },
                          [&](const WithStmt& with) { return run_with(with); },
                          [&](const MacroStmt& macro) {
                              m_scope->names[macro.name] = make_macro(macro);
                              return Flow::Next;
                          },
                          [&](const CallBlockStmt& block) {
                              run_call_block(block);
                              return Flow::Next;
                          },
                          [&](const FilterBlockStmt& block) { return run_filter_block(block); },
                          [&](const GenerationStmt& generation) { return run_into(*m_out, generation.body); },
                          [&](const BreakStmt&) { return Flow::Break; },
                          [&](const ContinueStmt&) { return Flow::Continue; },
                      },
                      stmt.node);
}

Evaluator::Flow Evaluator::run_if(const IfStmt& stmt) {
    for (const auto& [test, body] : stmt.branches)
        if (is_true(eval(*test)))
            return run(body);
    return run(stmt.otherwise);
}

std::vector<Value> Evaluator::loop_items(const ForStmt& stmt) {
    std::vector<Value> items = m_rt.items_of(eval(*stmt.items));
    if (!stmt.filter)
        return items;
    std::vector<Value> kept;
    for (const Value& item : items) {
        const Inner scope(*this, m_scope);
        assign(stmt.target, item);
        if (is_true(eval(*stmt.filter)))
            kept.push_back(item);
    }
    return kept;
}

Evaluator::Flow Evaluator::run_for(const ForStmt& stmt) {
    const std::vector<Value> items = loop_items(stmt);
    // As in jinja2, 'else' also runs when every round was left by break or continue.
    bool completed = false;
    if (!items.empty()) {
        const Value loop = make_loop(items);
        for (size_t i = 0; i < items.size(); ++i) {
            m_rt.step();
            update_loop(loop.space(), items, i);
            const Inner scope(*this, m_scope);
            m_scope->names["loop"] = loop;
            assign(stmt.target, items[i]);
            const Flow flow = run(stmt.body);
            if (flow == Flow::Break)
                break;
            completed |= flow == Flow::Next;
        }
    }
    if (completed || stmt.otherwise.empty())
        return Flow::Next;
    const Inner scope(*this, m_scope);
    return run(stmt.otherwise);
}

namespace {

Value loop_cycle(Namespace& loop, const Arguments& arguments) {
    if (arguments.positional.empty())
        throw Fault{"loop.cycle() needs at least one value"};
    const auto index = static_cast<size_t>(loop.find("index0")->integer());
    return arguments.positional[index % arguments.positional.size()];
}

Value loop_changed(Runtime& rt, std::optional<Value>& last, Arguments& arguments) {
    Value now = rt.make_sequence(arguments.positional, Sequence::Flavor::Tuple);
    const bool changed = !last || !rt.equal(*last, now);
    last = std::move(now);
    return Value(changed);
}

Value native(std::string name, std::function<Value(Runtime&, Arguments&)> call) {
    return Value(std::make_shared<const Callable>(Callable{std::move(name), std::move(call)}));
}

} // namespace

Value Evaluator::make_loop(const std::vector<Value>& items) {
    Value loop = m_rt.make_namespace();
    Namespace* space = &loop.space();
    space->read_only = true;
    space->set("length", Value(static_cast<int64_t>(items.size())));
    space->set("depth", Value(static_cast<int64_t>(1)));
    space->set("depth0", Value(static_cast<int64_t>(0)));
    space->set("cycle", native("cycle", [space](Runtime&, Arguments& values) { return loop_cycle(*space, values); }));
    const auto last = std::make_shared<std::optional<Value>>();
    space->set("changed",
               native("changed", [last](Runtime& rt, Arguments& values) { return loop_changed(rt, *last, values); }));
    return loop;
}

void Evaluator::update_loop(Namespace& loop, const std::vector<Value>& items, size_t i) {
    const auto number = [](size_t value) { return Value(static_cast<int64_t>(value)); };
    loop.set("index", number(i + 1));
    loop.set("index0", number(i));
    loop.set("revindex", number(items.size() - i));
    loop.set("revindex0", number(items.size() - i - 1));
    loop.set("first", Value(i == 0));
    loop.set("last", Value(i + 1 == items.size()));
    loop.set("previtem", i > 0 ? items[i - 1] : Value::undefined("there is no previous item"));
    loop.set("nextitem", i + 1 < items.size() ? items[i + 1] : Value::undefined("there is no next item"));
}

Evaluator::Flow Evaluator::run_into(Text& out, const Body& body) {
    Text* const outer = std::exchange(m_out, &out);
    const Inner scope(*this, m_scope);
    const Flow flow = run(body);
    m_out = outer;
    return flow;
}

Evaluator::Flow Evaluator::run_set_block(const SetBlockStmt& stmt) {
    Text text;
    const Flow flow = run_into(text, stmt.body);
    if (flow != Flow::Next)
        return flow;
    Value value = m_rt.make_text(std::move(text));
    if (stmt.filter)
        value = eval_filter(std::get<FilterExpr>(stmt.filter->node), stmt.filter->line, &value);
    assign(stmt.target, value);
    return Flow::Next;
}

Evaluator::Flow Evaluator::run_filter_block(const FilterBlockStmt& stmt) {
    Text text;
    const Flow flow = run_into(text, stmt.body);
    const Value value = m_rt.make_text(std::move(text));
    if (flow == Flow::Next)
        print(eval_filter(std::get<FilterExpr>(stmt.filter->node), stmt.filter->line, &value));
    return flow;
}

Evaluator::Flow Evaluator::run_with(const WithStmt& stmt) {
    std::vector<Value> values;
    for (const auto& assignment : stmt.assignments)
        values.push_back(eval(*assignment.second));
    const Inner scope(*this, m_scope);
    for (size_t i = 0; i < values.size(); ++i)
        assign(stmt.assignments[i].first, values[i]);
    return run(stmt.body);
}

void Evaluator::run_call_block(const CallBlockStmt& stmt) {
    const Value caller = make_macro(stmt.caller);
    print(eval_call(std::get<CallExpr>(stmt.call->node), stmt.call->line, &caller));
}

void Evaluator::assign(const Target& target, const Value& value) {
    if (target.is_tuple) {
        const std::vector<Value> items = m_rt.items_of(value);
        if (items.size() != target.tuple.size())
            throw Fault{"expected " + std::to_string(target.tuple.size()) + " values to unpack, found " +
                        std::to_string(items.size())};
        for (size_t i = 0; i < items.size(); ++i)
            assign(target.tuple[i], items[i]);
    } else if (target.attribute.empty()) {
        m_scope->names[target.name] = value;
    } else {
        const Value space = eval_name(target.name);
        if (!space.is(Value::Kind::Namespace) || space.space().read_only)
            throw Fault{"cannot assign to an attribute of " + in_quotes(target.name) + ", which is no namespace"};
        if (target.attribute.starts_with("_"))
            throw Fault{"an attribute of a namespace may not begin with '_'"};
        m_rt.step(space.space().attributes.size() / 8);
        space.space().set(target.attribute, value);
    }
}

Value Evaluator::eval(const Expr& expr) {
    const Level level(*this);
    m_rt.line = expr.line;
    return std::visit(
        Overloaded{
            [&](const Literal& literal) { return literal.value; },
            [&](const NameExpr& name) { return eval_name(name.name); },
            [&](const ListExpr& list) {
                return m_rt.make_sequence(eval_all(list.items),
                                          list.tuple ? Sequence::Flavor::Tuple : Sequence::Flavor::List);
            },
            [&](const DictExpr& dict) {
                std::vector<std::pair<Value, Value>> entries;
                for (const auto& [key, value] : dict.entries) {
                    Value evaluated = eval(*key);
                    entries.emplace_back(std::move(evaluated), eval(*value));
                }
                return m_rt.make_dict(std::move(entries));
            },
            [&](const UnaryExpr& operation) { return unary(m_rt, operation.op, eval(*operation.operand)); },
            [&](const BinaryExpr& binary) { return eval_binary(binary); },
            [&](const CompareExpr& compare) { return eval_compare(compare); },
            [&](const ConcatExpr& concat) {
                Text text;
                for (const ExprPtr& part : concat.parts) {
                    const Text piece = m_rt.to_text(eval(*part));
                    m_rt.made_bytes(piece.size());
                    text.append(piece);
                }
                return Value(std::move(text));
            },
            [&](const ConditionalExpr& choice) { return eval_conditional(choice); },
            [&](const AttributeExpr& attribute) {
                const Value object = eval(*attribute.object);
                m_rt.line = expr.line;
                return get_attribute(m_rt, object, attribute.name);
            },
            [&](const ItemExpr& item) {
                const Value object = eval(*item.object);
                const Value index = eval(*item.index);
                return get_item(m_rt, object, index);
            },
            [&](const SliceExpr& slice) {
                const Value object = eval(*slice.object);
                const auto part = [&](const ExprPtr& bound) { return bound ? eval(*bound) : Value::none(); };
                const Value start = part(slice.start);
                const Value stop = part(slice.stop);
                return get_slice(m_rt, object, start, stop, part(slice.step));
            },
            [&](const CallExpr& call) { return eval_call(call, expr.line, nullptr); },
            [&](const FilterExpr& filter) { return eval_filter(filter, expr.line, nullptr); },
            [&](const TestExpr& test) { return eval_test(test, expr.line); },
        },
        expr.node);
}

Value Evaluator::eval_name(const std::string& name) {
    for (Scope* scope = m_scope; scope; scope = scope->parent)
        if (const auto found = scope->names.find(name); found != scope->names.end())
            return found->second;
    Value global = find_global(name);
    return global.is_undefined() ? Value::undefined(in_quotes(name) + " is undefined") : global;
}

Value Evaluator::eval_binary(const BinaryExpr& expr) {
    Value left = eval(*expr.left);
    if (expr.op == Op::And || expr.op == Op::Or)
        return is_true(left) == (expr.op == Op::Or) ? left : eval(*expr.right);
    return arithmetic(m_rt, expr.op, left, eval(*expr.right));
}

Value Evaluator::eval_compare(const CompareExpr& expr) {
    Value left = eval(*expr.first);
    for (const auto& [op, operand] : expr.rest) {
        Value right = eval(*operand);
        if (!compare_values(m_rt, op, left, right))
            return Value(false);
        left = std::move(right);
    }
    return Value(true);
}

Value Evaluator::eval_conditional(const ConditionalExpr& expr) {
    if (is_true(eval(*expr.test)))
        return eval(*expr.yes);
    return expr.no ? eval(*expr.no) : Value::undefined("the inline if has no 'else' and its condition is false");
}

std::vector<Value> Evaluator::eval_all(const std::vector<ExprPtr>& exprs) {
    std::vector<Value> values;
    values.reserve(exprs.size());
    for (const ExprPtr& expr : exprs)
        values.push_back(eval(*expr));
    return values;
}

Arguments Evaluator::eval_arguments(const Call& call) {
    Arguments arguments;
    arguments.positional = eval_all(call.positional);
    for (const auto& [name, value] : call.named)
        arguments.named.emplace_back(name, eval(*value));
    if (call.star)
        for (Value& item : m_rt.items_of(eval(*call.star)))
            arguments.positional.push_back(std::move(item));
    if (!call.double_star)
        return arguments;
    const Value named = eval(*call.double_star);
    if (!named.is_dict())
        throw Fault{"'**' needs a mapping, found " + type_name(named)};
    for (const auto& [key, value] : named.dict().entries)
        arguments.named.emplace_back(text_of(key, "a name behind '**'").bytes(), value);
    return arguments;
}

Value Evaluator::eval_call(const CallExpr& expr, int line, const Value* caller) {
    const Value callee = eval(*expr.callee);
    Arguments arguments = eval_arguments(expr.call);
    if (caller)
        arguments.named.emplace_back("caller", *caller);
    m_rt.line = line;
    return call_value(m_rt, callee, arguments);
}

// `input` stands in at the beginning of the chain, where a filter block or block assignment has no expression.
Value Evaluator::eval_filter(const FilterExpr& expr, int line, const Value* input) {
    const FilterExpr* inner = expr.input ? std::get_if<FilterExpr>(&expr.input->node) : nullptr;
    const Value value = !expr.input      ? *input
                        : input && inner ? eval_filter(*inner, expr.input->line, input)
                                         : eval(*expr.input);
    Arguments arguments = eval_arguments(expr.call);
    m_rt.line = line;
    return call_filter(m_rt, expr.name, value, arguments);
}

Value Evaluator::eval_test(const TestExpr& expr, int line) {
    const Value value = eval(*expr.input);
    Arguments arguments = eval_arguments(expr.call);
    m_rt.line = line;
    return Value(call_test(m_rt, expr.name, value, arguments));
}

Value Evaluator::make_macro(const MacroStmt& macro) {
    for (Scope* scope = m_scope; scope && !scope->captured; scope = scope->parent)
        scope->captured = true;
    Scope* const defined_in = m_scope;
    return native(macro.name, [this, &macro, defined_in](Runtime&, Arguments& arguments) {
        return call_macro(macro, *defined_in, arguments);
    });
}

Value Evaluator::call_macro(const MacroStmt& macro, Scope& defined_in, Arguments& arguments) {
    const Level level(*this);
    Text text;
    Text* const outer = std::exchange(m_out, &text);
    const Inner scope(*this, &defined_in);
    bind_parameters(macro, arguments);
    run(macro.body);
    m_out = outer;
    return m_rt.make_text(std::move(text));
}

void Evaluator::bind_parameters(const MacroStmt& macro, Arguments& arguments) {
    const size_t count = macro.parameters.size();
    const auto take_named = [&](const std::string& name) -> std::optional<Value> {
        const auto found = std::find_if(arguments.named.begin(), arguments.named.end(),
                                        [&](const auto& argument) { return argument.first == name; });
        if (found == arguments.named.end())
            return std::nullopt;
        Value value = std::move(found->second);
        arguments.named.erase(found);
        return value;
    };
    const std::string what = "the macro " + in_quotes(macro.name);
    for (size_t i = 0; i < count; ++i) {
        const Parameter& parameter = macro.parameters[i];
        std::optional<Value> value;
        if (i < arguments.positional.size())
            value = arguments.positional[i];
        else
            value = take_named(parameter.name);
        if (!value && parameter.fallback)
            value = eval(*parameter.fallback);
        m_scope->names[parameter.name] =
            value ? *value : Value::undefined("the parameter " + in_quotes(parameter.name) + " was not provided");
    }
    if (macro.uses_caller)
        m_scope->names["caller"] = take_named("caller").value_or(Value::undefined("no caller is defined"));
    if (macro.uses_kwargs) {
        std::vector<std::pair<Value, Value>> entries;
        for (auto& [name, value] : std::exchange(arguments.named, {}))
            entries.emplace_back(Value(Text(name)), std::move(value));
        m_scope->names["kwargs"] = m_rt.make_dict(std::move(entries));
    }
    if (!arguments.named.empty())
        throw Fault{what + " takes no argument named " + in_quotes(arguments.named[0].first)};
    if (macro.uses_varargs) {
        const auto first_extra =
            arguments.positional.begin() + static_cast<std::ptrdiff_t>(std::min(count, arguments.positional.size()));
        m_scope->names["varargs"] =
            m_rt.make_sequence(std::vector<Value>(first_extra, arguments.positional.end()), Sequence::Flavor::Tuple);
    } else if (arguments.positional.size() > count) {
        throw Fault{what + " takes at most " + std::to_string(count) + " values"};
    }
}

} // namespace loratrf::jinja
