#pragma once
// Walks the parsed template and writes its text.

#include "backend/text/jinja_ast.h"

#include <unordered_map>

namespace loratrf::jinja {

class Evaluator {
public:
    // `context` is a dict; `runtime` must be the one that made it.
    Evaluator(Runtime& runtime, const Value& context);
    Text render(const Body& body); // throws Fault; runtime.line then tells where

private:
    enum class Flow { Next, Break, Continue };

    struct Scope {
        explicit Scope(Scope* outer) : parent(outer) {}
        Scope* parent;
        std::unordered_map<std::string, Value> names;
        bool captured = false; // a macro refers to it
    };
    class Level; // counts nested evaluations
    class Inner; // a scope for the time of a block

    Flow run(const Body& body);
    Flow run(const Stmt& stmt);
    Flow run_if(const IfStmt& stmt);
    Flow run_for(const ForStmt& stmt);
    std::vector<Value> loop_items(const ForStmt& stmt);
    Flow run_set_block(const SetBlockStmt& stmt);
    Flow run_with(const WithStmt& stmt);
    Flow run_filter_block(const FilterBlockStmt& stmt);
    void run_call_block(const CallBlockStmt& stmt);
    Flow run_into(Text& out, const Body& body); // in a scope of its own
    void assign(const Target& target, const Value& value);
    void print(const Value& value);

    Value eval(const Expr& expr);
    Value eval_name(const std::string& name);
    Value eval_binary(const BinaryExpr& expr);
    Value eval_compare(const CompareExpr& expr);
    Value eval_conditional(const ConditionalExpr& expr);
    Value eval_call(const CallExpr& expr, int line, const Value* caller);
    Value eval_filter(const FilterExpr& expr, int line, const Value* input);
    Value eval_test(const TestExpr& expr, int line);
    std::vector<Value> eval_all(const std::vector<ExprPtr>& exprs);
    Arguments eval_arguments(const Call& call);

    Value make_macro(const MacroStmt& macro);
    Value call_macro(const MacroStmt& macro, Scope& defined_in, Arguments& arguments);
    void bind_parameters(const MacroStmt& macro, Arguments& arguments);
    Value make_loop(const std::vector<Value>& items);
    void update_loop(Namespace& loop, const std::vector<Value>& items, size_t i);

    Runtime& m_rt;
    std::vector<std::unique_ptr<Scope>> m_kept; // captured scopes, until the rendering ends
    Scope m_globals{nullptr};
    Scope* m_scope = &m_globals;
    Text* m_out = nullptr;
    int m_depth = 0;
    size_t m_printed = 0;
};

} // namespace loratrf::jinja
