#pragma once
// The parsed form of a template.

#include "backend/text/jinja_value.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace loratrf::jinja {

struct Expr;
struct Stmt;
using ExprPtr = std::unique_ptr<Expr>;
using Body = std::vector<std::unique_ptr<Stmt>>;

struct Call {
    std::vector<ExprPtr> positional;
    std::vector<std::pair<std::string, ExprPtr>> named;
    ExprPtr star;        // *args, may be null
    ExprPtr double_star; // **kwargs, may be null
};

enum class Op { Add, Sub, Mul, Div, FloorDiv, Mod, Pow, Eq, Ne, Lt, Le, Gt, Ge, In, NotIn, And, Or, Not, Minus, Plus };

struct Literal {
    Value value;
};
struct NameExpr {
    std::string name;
};
struct ListExpr {
    std::vector<ExprPtr> items;
    bool tuple = false;
};
struct DictExpr {
    std::vector<std::pair<ExprPtr, ExprPtr>> entries;
};
struct UnaryExpr {
    Op op;
    ExprPtr operand;
};
struct BinaryExpr { // arithmetic, and, or
    Op op;
    ExprPtr left;
    ExprPtr right;
};
struct CompareExpr { // a < b < c
    ExprPtr first;
    std::vector<std::pair<Op, ExprPtr>> rest;
};
struct ConcatExpr {
    std::vector<ExprPtr> parts;
};
struct ConditionalExpr {
    ExprPtr test;
    ExprPtr yes;
    ExprPtr no; // may be null: undefined
};
struct AttributeExpr {
    ExprPtr object;
    std::string name;
};
struct ItemExpr {
    ExprPtr object;
    ExprPtr index;
};
struct SliceExpr { // each may be null
    ExprPtr object;
    ExprPtr start;
    ExprPtr stop;
    ExprPtr step;
};
struct CallExpr {
    ExprPtr callee;
    Call call;
};
struct FilterExpr {
    ExprPtr input; // null: the text of a filter block or block assignment
    std::string name;
    Call call;
};
struct TestExpr {
    ExprPtr input;
    std::string name;
    Call call;
};

struct Expr {
    int line = 0;
    int height = 1; // of the tree, kept below a limit so that no walk through it can exhaust the stack
    std::variant<Literal, NameExpr, ListExpr, DictExpr, UnaryExpr, BinaryExpr, CompareExpr, ConcatExpr, ConditionalExpr,
                 AttributeExpr, ItemExpr, SliceExpr, CallExpr, FilterExpr, TestExpr>
        node;
};

// What can be assigned to: a name, an attribute of a namespace, or a tuple of targets.
struct Target {
    std::string name;
    std::string attribute; // of the namespace `name`, when not empty
    std::vector<Target> tuple;
    bool is_tuple = false;
};

struct Parameter {
    std::string name;
    ExprPtr fallback; // may be null
};

struct DataStmt {
    Text text;
};
struct PrintStmt {
    std::vector<ExprPtr> values;
};
struct IfStmt {
    std::vector<std::pair<ExprPtr, Body>> branches;
    Body otherwise;
};
struct ForStmt {
    Target target;
    ExprPtr items;
    ExprPtr filter; // may be null
    Body body;
    Body otherwise;
};
struct SetStmt {
    Target target;
    ExprPtr value;
};
struct SetBlockStmt {
    Target target;
    ExprPtr filter; // may be null
    Body body;
};
struct WithStmt {
    std::vector<std::pair<Target, ExprPtr>> assignments;
    Body body;
};
struct MacroStmt {
    std::string name; // "caller" in a call block
    std::vector<Parameter> parameters;
    Body body;
    bool uses_varargs = false;
    bool uses_kwargs = false;
    bool uses_caller = false;
};
struct CallBlockStmt {
    ExprPtr call; // always a CallExpr
    MacroStmt caller;
};
struct FilterBlockStmt {
    ExprPtr filter;
    Body body;
};
struct GenerationStmt { // transformers' mark for what the assistant wrote
    Body body;
};
struct BreakStmt {};
struct ContinueStmt {};

struct Stmt {
    int line = 0;
    std::variant<DataStmt, PrintStmt, IfStmt, ForStmt, SetStmt, SetBlockStmt, WithStmt, MacroStmt, CallBlockStmt,
                 FilterBlockStmt, GenerationStmt, BreakStmt, ContinueStmt>
        node;
};

} // namespace loratrf::jinja
