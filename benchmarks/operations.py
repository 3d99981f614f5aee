"""Operations counted: the very kernels, uncompiled, with every + - x / and root counted.

Run as a program in an interpreter with ``NUMBA_DISABLE_JIT=1``: prints, for some replicates of the
flagship, the seconds that the kernels take as plain Python and the operations that they perform.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import Any

COUNTED: Counter[str] = Counter()
NAMES = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}


def count(name: str, left: Any, right: Any) -> Any:
    """The result of an operation; counted, once for each element, when it is on real numbers."""
    result = _DO[name](left, right)
    if isinstance(result, float):
        COUNTED[name] += 1
    elif getattr(getattr(result, "dtype", None), "kind", "") == "f":
        COUNTED[name] += result.size
    return result


_DO = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
}


class Counting(ast.NodeTransformer):
    """Every arithmetic operation of a module becomes a call that counts it."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        name = NAMES.get(type(node.op))
        return node if name is None else _call(name, node.left, node.right, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        name = NAMES.get(type(node.op))
        if name is None:
            return node
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        value = _call(name, read, node.value, node)
        return ast.fix_missing_locations(
            ast.copy_location(ast.Assign(targets=[node.target], value=value), node)
        )


def _call(name: str, left: ast.expr, right: ast.expr, place: ast.AST) -> ast.Call:
    call = ast.Call(ast.Name("_count", ast.Load()), [ast.Constant(name), left, right], [])
    return ast.fix_missing_locations(ast.copy_location(call, place))


class _Loader(importlib.machinery.SourceFileLoader):
    def source_to_code(self, data: Any, path: Any, **_: Any) -> Any:  # type: ignore[override]
        tree = Counting().visit(ast.parse(data, path))
        return compile(ast.fix_missing_locations(tree), path, "exec")

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002 - the loader is of one module
        # Never the cached bytecode, which counts nothing.
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_count"] = count
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self.names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(name, spec.origin)
        return spec


def kernel_modules() -> frozenset[str]:
    """The names of the modules that hold kernels."""
    from sim.compiled import KERNEL_FILES

    return frozenset("sim." + name.removesuffix(".py").replace("/", ".") for name in KERNEL_FILES)


def _forget() -> None:
    for name in [name for name in sys.modules if name == "sim" or name.startswith("sim.")]:
        del sys.modules[name]
    for name in [n for n in sys.modules if n.startswith("benchmarks.") and n != __name__]:
        del sys.modules[name]


def _run(replicates: int) -> float:
    from benchmarks.engines import job
    from sim.engines.run import worlds

    work = job()
    begun = time.perf_counter()
    worlds(work, 0, replicates)
    return time.perf_counter() - begun


def main() -> None:
    """Print seconds and operations of the flagship's first replicates, as JSON."""
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        raise SystemExit("operations are counted uncompiled: set NUMBA_DISABLE_JIT=1")
    replicates = int(sys.argv[1])
    seconds = _run(replicates)
    modules = kernel_modules()
    _forget()
    sys.meta_path.insert(0, _Finder(modules))
    _run(replicates)
    told = {"replicates": replicates, "seconds": seconds, "operations": dict(COUNTED)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
