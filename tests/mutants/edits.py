"""Every single edit of a Python file that could be a slip of the author's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
CALLS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "minimum": "maximum",
    "maximum": "minimum",
    "floor": "ceil",
    "ceil": "floor",
}


@dataclass(frozen=True)
class Edit:
    """The source between two byte offsets is replaced; ``line`` counts from 1."""

    file: str
    line: int
    start: int
    end: int
    new: str

    def applied(self, source: bytes) -> bytes:
        """The edited source."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def edits(file: str, source: bytes) -> list[Edit]:
    """All edits of a file, in the order of its nodes; words, types and decorators stay."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found = []
    for node in _walk(ast.parse(source)):
        for new in _changes(node):
            if isinstance(node, (ast.expr, ast.stmt)):
                start = starts[node.lineno - 1] + node.col_offset
                end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
                found.append(Edit(file, node.lineno, start, end, new))
    return found


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose value the program uses when it runs."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases"):
            continue
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Assign) and _listed(node)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.JoinedStr):
                continue
            if isinstance(child, ast.AST) and not _docstring(child):
                yield from _walk(child)


def _docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _listed(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)


def _changes(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Compare(left, [op, *more], comparators) if type(op) in COMPARISONS:
            ops = [COMPARISONS[type(op)](), *more]
            yield f"({ast.unparse(ast.Compare(left, ops, comparators))})"
        case ast.BinOp(left, op, right) if type(op) in ARITHMETIC and not _text(node):
            yield f"({ast.unparse(ast.BinOp(left, ARITHMETIC[type(op)](), right))})"
        case ast.BoolOp(op, values):
            other: ast.boolop = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield f"({ast.unparse(operand)})"
        case ast.IfExp(test, body, orelse):
            yield f"({ast.unparse(ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse))})"
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() | float() as value):
            yield f"({value + 1})" if isinstance(value, int) else f"({value * 2 or 1.0})"
        case ast.Call(ast.Name(name), args, keywords) if name in CALLS:
            yield ast.unparse(ast.Call(ast.Name(CALLS[name]), args, keywords))
        case ast.Call(ast.Attribute(value, name), args, keywords) if name in CALLS:
            yield ast.unparse(ast.Call(ast.Attribute(value, CALLS[name]), args, keywords))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return None"
        case ast.Expr(ast.Call()) | ast.AugAssign():
            yield "pass"
        case ast.Continue():
            yield "break"
        case ast.Break():
            yield "continue"
        case _:
            return


def _text(node: ast.BinOp) -> bool:
    """Whether words are joined or formatted; numbers are what slips."""
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, (str, bytes)))
        for side in (node.left, node.right)
    )
