#include "expression_tree.h"

#include <algorithm>
#include <string_view>

#include "expression_nodes.h"

namespace pyinstr::python {
namespace {

using nodes::Part;
using nodes::Parts;

// ---- operators, by what Python's own syntax tree calls them

struct UnaryOperator {
  std::string_view name;
  unaryfunc function;
};

struct BinaryOperator {
  std::string_view name;
  binaryfunc function;
};

PyObject* negated(PyObject* operand) {
  const int truth = PyObject_IsTrue(operand);
  return truth < 0 ? nullptr : PyBool_FromLong(truth == 0);
}

PyObject* power(PyObject* left, PyObject* right) { return PyNumber_Power(left, right, Py_None); }

template <int operation>
PyObject* compared(PyObject* left, PyObject* right) {
  return PyObject_RichCompare(left, right, operation);
}

template <bool wanted>
PyObject* same(PyObject* left, PyObject* right) {
  return PyBool_FromLong((left == right) == wanted);
}

template <bool wanted>
PyObject* contained(PyObject* item, PyObject* in) {
  const int found = PySequence_Contains(in, item);
  return found < 0 ? nullptr : PyBool_FromLong((found == 1) == wanted);
}

constexpr std::array unary_operators = {
    UnaryOperator{"Not", negated},
    UnaryOperator{"USub", PyNumber_Negative},
    UnaryOperator{"UAdd", PyNumber_Positive},
    UnaryOperator{"Invert", PyNumber_Invert},
};

constexpr std::array binary_operators = {
    BinaryOperator{"Add", PyNumber_Add},           BinaryOperator{"Sub", PyNumber_Subtract},
    BinaryOperator{"Mult", PyNumber_Multiply},     BinaryOperator{"Div", PyNumber_TrueDivide},
    BinaryOperator{"FloorDiv", PyNumber_FloorDivide}, BinaryOperator{"Mod", PyNumber_Remainder},
    BinaryOperator{"Pow", power},                  BinaryOperator{"MatMult", PyNumber_MatrixMultiply},
    BinaryOperator{"LShift", PyNumber_Lshift},     BinaryOperator{"RShift", PyNumber_Rshift},
    BinaryOperator{"BitAnd", PyNumber_And},        BinaryOperator{"BitOr", PyNumber_Or},
    BinaryOperator{"BitXor", PyNumber_Xor},
};

constexpr std::array comparing_operators = {
    BinaryOperator{"Lt", compared<Py_LT>}, BinaryOperator{"LtE", compared<Py_LE>},
    BinaryOperator{"Eq", compared<Py_EQ>}, BinaryOperator{"NotEq", compared<Py_NE>},
    BinaryOperator{"Gt", compared<Py_GT>}, BinaryOperator{"GtE", compared<Py_GE>},
    BinaryOperator{"Is", same<true>},      BinaryOperator{"IsNot", same<false>},
    BinaryOperator{"In", contained<true>}, BinaryOperator{"NotIn", contained<false>},
};

/// Functions that look at the frame that calls them, which would be the program's.
constexpr std::array<std::string_view, 8> look_at_frames = {"locals", "globals", "vars",       "dir",
                                                            "eval",   "exec",    "__import__", "super"};

template <typename Table>
auto function_of(const Table& table, std::string_view name) -> decltype(table.front().function) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.name == name; });
  return row == table.end() ? nullptr : row->function;
}

// ---- reading

const nodes::Constant* as_constant(const Part& part) { return dynamic_cast<const nodes::Constant*>(part.get()); }
bool is_constant(const Part& part) { return as_constant(part) != nullptr; }

/// What only constants make is made once, if it can be.
Part folded(Part made) {
  py::object value = made->value({});
  if (value) return std::make_unique<nodes::Constant>(std::move(value));
  PyErr_Clear();
  return made;
}

/// The name of a node's class.
std::string kind_of(py::handle node) { return py::cast<std::string>(py::type::handle_of(node).attr("__name__")); }

/// Makes nodes of those of Python's syntax tree. What it has no class for is null, and so is what that is part of.
class Reader {
 public:
  Part read(py::handle node);
  std::vector<py::object> take_names() { return std::move(names_); }

 private:
  using Reading = Part (Reader::*)(py::handle);
  struct Row {
    std::string_view kind;
    Reading reading;
  };
  static const std::array<Row, 12> rows;

  Part constant(py::handle node) { return std::make_unique<nodes::Constant>(node.attr("value")); }
  Part name(py::handle node);
  Part attribute(py::handle node);
  Part subscript(py::handle node);
  Part slice(py::handle node);
  Part tuple(py::handle node);
  Part unary(py::handle node);
  Part binary(py::handle node);
  Part comparison(py::handle node);
  Part junction(py::handle node);
  Part choice(py::handle node);
  Part call(py::handle node);
  Part method_call(py::handle function, const Parts& arguments);

  bool read_all(py::handle list, Parts& parts);
  Part container(py::handle node);
  Part bound(py::handle node) { return node.is_none() ? std::make_unique<nodes::Constant>(py::none()) : read(node); }

  std::vector<py::object> names_;
  int left_ = 64;  ///< parts that it may still have: a tree is gone through by recursion
};

const std::array<Reader::Row, 12> Reader::rows = {
    Row{"Constant", &Reader::constant},     Row{"Name", &Reader::name},       Row{"Attribute", &Reader::attribute},
    Row{"Subscript", &Reader::subscript},   Row{"Slice", &Reader::slice},     Row{"Tuple", &Reader::tuple},
    Row{"UnaryOp", &Reader::unary},         Row{"BinOp", &Reader::binary},    Row{"Compare", &Reader::comparison},
    Row{"BoolOp", &Reader::junction},       Row{"IfExp", &Reader::choice},   Row{"Call", &Reader::call},
};

Part Reader::read(py::handle node) {
  if (--left_ < 0) return nullptr;
  const std::string kind = kind_of(node);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.kind == kind; });
  return row == rows.end() ? nullptr : (this->*row->reading)(node);
}

bool Reader::read_all(py::handle list, Parts& parts) {
  for (const py::handle node : list) {
    parts.push_back(read(node));
    if (!parts.back()) return false;
  }
  return true;
}

Part Reader::name(py::handle node) {
  const py::object id = node.attr("id");
  if (py::cast<std::string>(id) == "__debug__") return nullptr;  // a constant of the compiler's
  const auto same_name = [&](const py::object& one) { return one.equal(id); };
  const auto found = std::find_if(names_.begin(), names_.end(), same_name);
  const auto number = static_cast<std::size_t>(found - names_.begin());
  if (found == names_.end()) names_.push_back(id);
  return std::make_unique<nodes::Name>(id, number);
}

Part Reader::attribute(py::handle node) {
  Part of = read(node.attr("value"));
  return of ? std::make_unique<nodes::Attribute>(std::move(of), node.attr("attr")) : nullptr;
}

Part Reader::subscript(py::handle node) {
  Part of = read(node.attr("value"));
  Part index = of ? read(node.attr("slice")) : nullptr;
  return index ? std::make_unique<nodes::Binary>(PyObject_GetItem, std::move(of), std::move(index)) : nullptr;
}

Part Reader::slice(py::handle node) {
  Part start = bound(node.attr("lower"));
  Part stop = start ? bound(node.attr("upper")) : nullptr;
  Part step = stop ? bound(node.attr("step")) : nullptr;
  return step ? std::make_unique<nodes::Slice>(std::move(start), std::move(stop), std::move(step)) : nullptr;
}

Part Reader::tuple(py::handle node) {
  Parts parts;
  if (!read_all(node.attr("elts"), parts)) return nullptr;
  const bool constant = std::all_of(parts.begin(), parts.end(), is_constant);
  Part made = std::make_unique<nodes::Tuple>(std::move(parts));
  return constant ? folded(std::move(made)) : std::move(made);
}

/// `[1, 2]` and `{1, 2}` behind `in`: as the compiler does, what nobody can get hold of is not made anew each time.
Part Reader::container(py::handle node) {
  const std::string kind = kind_of(node);
  if (kind != "List" && kind != "Set") return read(node);
  Part made = tuple(node);
  if (kind == "List" || !made) return made;
  return is_constant(made) ? folded(std::make_unique<nodes::Unary>(PyFrozenSet_New, std::move(made))) : nullptr;
}

Part Reader::unary(py::handle node) {
  const unaryfunc function = function_of(unary_operators, kind_of(node.attr("op")));
  Part operand = function == nullptr ? nullptr : read(node.attr("operand"));
  if (!operand) return nullptr;
  const bool constant = is_constant(operand);
  Part made = std::make_unique<nodes::Unary>(function, std::move(operand));
  return constant ? folded(std::move(made)) : std::move(made);
}

Part Reader::binary(py::handle node) {
  const binaryfunc function = function_of(binary_operators, kind_of(node.attr("op")));
  Part left = function == nullptr ? nullptr : read(node.attr("left"));
  Part right = left ? read(node.attr("right")) : nullptr;
  return right ? std::make_unique<nodes::Binary>(function, std::move(left), std::move(right)) : nullptr;
}

Part Reader::comparison(py::handle node) {
  std::vector<binaryfunc> functions;
  for (const py::handle operation : node.attr("ops")) {
    functions.push_back(function_of(comparing_operators, kind_of(operation)));
    if (functions.back() == nullptr) return nullptr;
  }
  Parts operands;
  operands.push_back(read(node.attr("left")));
  for (const py::handle operand : node.attr("comparators")) {
    if (!operands.back()) return nullptr;
    const binaryfunc function = functions[operands.size() - 1];
    const bool holds = function == contained<true> || function == contained<false>;
    operands.push_back(holds ? container(operand) : read(operand));
  }
  if (!operands.back()) return nullptr;
  if (functions.size() > 1) return std::make_unique<nodes::Chain>(std::move(functions), std::move(operands));
  return std::make_unique<nodes::Binary>(functions.front(), std::move(operands[0]), std::move(operands[1]));
}

Part Reader::junction(py::handle node) {
  Parts parts;
  if (!read_all(node.attr("values"), parts)) return nullptr;
  return std::make_unique<nodes::Junction>(kind_of(node.attr("op")) == "Or", std::move(parts));
}

Part Reader::choice(py::handle node) {
  Part condition = read(node.attr("test"));
  Part then = condition ? read(node.attr("body")) : nullptr;
  Part otherwise = then ? read(node.attr("orelse")) : nullptr;
  if (!otherwise) return nullptr;
  return std::make_unique<nodes::Choice>(std::move(condition), std::move(then), std::move(otherwise));
}

Part Reader::call(py::handle node) {
  const py::object function = node.attr("func");
  const py::list arguments = node.attr("args");
  if (py::len(node.attr("keywords")) != 0 || arguments.size() > nodes::Call::most_arguments) return nullptr;
  const std::string named = py::hasattr(function, "id") ? py::cast<std::string>(function.attr("id")) : "";
  if (std::find(look_at_frames.begin(), look_at_frames.end(), named) != look_at_frames.end()) return nullptr;
  Parts parts;
  if (!read_all(arguments, parts)) return nullptr;
  if (kind_of(function) == "Attribute" && std::all_of(parts.begin(), parts.end(), is_constant)) {
    return method_call(function, parts);
  }
  Part called = read(function);
  return called ? std::make_unique<nodes::Call>(std::move(called), std::move(parts)) : nullptr;
}

Part Reader::method_call(py::handle function, const Parts& arguments) {
  Part object = read(function.attr("value"));
  if (!object) return nullptr;
  std::vector<py::object> constants;
  for (const Part& one : arguments) constants.push_back(as_constant(one)->constant());
  return std::make_unique<nodes::MethodCall>(std::move(object), function.attr("attr"), std::move(constants));
}

}  // namespace

ExpressionTree read_tree(const std::string& text) {
  ExpressionTree tree;
  if (!compat::knows_variables) return tree;  // nobody could ask it
  const auto syntax = py::reinterpret_steal<py::object>(compat::syntax_tree(text.c_str()));
  if (!syntax) PyErr_Clear();
  if (!syntax) return tree;
  try {
    Reader reader;
    tree.root = reader.read(syntax.attr("body"));
    tree.names = reader.take_names();
  } catch (const py::error_already_set&) {
    tree.root = nullptr;  // there was no memory
  }
  return tree;
}

}  // namespace pyinstr::python
