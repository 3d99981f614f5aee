"""A digest of a function: of its code, and of what it refers to outside."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

INSTALLED = tuple(
    Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "purelib", "platlib")
)
"""Folders whose modules are told by their names: their code is that of an installed version."""
OURS = Path(__file__).resolve().parents[1]


def code_digest(function: Callable[..., Any]) -> str:
    """Twelve hexadecimal digits that change when a function could give other results.

    Covers its code, defaults and closure, and the functions, classes and values of its module that
    it names, and those that they name. Functions of this package and of installed ones are told by
    their names. If it refers to something that cannot be told apart from another, such as an open
    file, the digest is another one each time.
    """
    digest = hashlib.sha256()
    try:
        for part in _parts(function, set()):
            digest.update(part.encode() + b"\0")
    except TypeError:
        return uuid.uuid4().hex[:12]
    return digest.hexdigest()[:12]


def _parts(value: object, seen: set[int]) -> Iterator[str]:
    """Texts that tell ``value`` apart; ``seen`` are functions and classes told, and what is begun.

    Raises:
        TypeError: for a kind of value that cannot be told apart.
    """
    if isinstance(value, (int, float, complex, str, bytes, type(None), type(...))):
        yield f"{type(value).__name__} {value!r}"
    elif id(value) in seen:
        yield "again"
    else:
        seen.add(id(value))
        yield from _composite(value, seen)
        if not isinstance(value, (FunctionType, type)):
            seen.discard(id(value))  # an equal value may be the same object in one process only


def _composite(value: Any, seen: set[int]) -> Iterator[str]:
    yield type(value).__qualname__
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.hasobject:
            raise TypeError("an array of objects")
        yield f"{array.dtype.str} {array.shape} {hashlib.sha256(array.tobytes()).hexdigest()}"
    elif isinstance(value, (ModuleType, BuiltinFunctionType, np.ufunc)):
        yield f"{getattr(value, '__module__', '')}.{value.__name__}"
    elif isinstance(value, (FunctionType, type)) and _is_installed(value):
        yield f"{value.__module__}.{value.__qualname__}"
    elif isinstance(value, FunctionType):
        yield from _function(value, seen)
    else:
        for part in _contents(value):
            yield from _parts(part, seen)


def _contents(value: Any) -> Sequence[object]:
    """What a container, a class, a bound method or an object consists of."""
    if isinstance(value, Mapping):
        return [side for pair in value.items() for side in pair]
    if isinstance(value, Set):
        return sorted(value, key=repr)
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, (staticmethod, classmethod)):
        return [value.__func__]
    if isinstance(value, property):
        return [value.fget]
    if isinstance(value, type):
        own = {k: v for k, v in vars(value).items() if k not in ("__dict__", "__weakref__")}
        return [value.__qualname__, *value.__bases__, own]
    if hasattr(value, "py_func"):  # compiled
        return [value.py_func]
    if hasattr(value, "__wrapped__"):
        return [value.__wrapped__]
    if _is_installed(type(value)):
        raise TypeError(f"a {type(value).__name__}")
    return [type(value), vars(value)]


def _function(function: FunctionType, seen: set[int]) -> Iterator[str]:
    code = function.__code__
    yield from _code(code)
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    named = {name: function.__globals__[name] for name in _named(code, function.__globals__)}
    for part in (function.__defaults__, function.__kwdefaults__, cells, named):
        yield from _parts(part, seen)


def _code(code: CodeType) -> Iterator[str]:
    yield f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {code.co_argcount}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code(constant)
        else:
            yield repr(sorted(constant, key=repr) if isinstance(constant, frozenset) else constant)


def _named(code: CodeType, known: Mapping[str, object]) -> list[str]:
    """The names of the module that code refers to, in a fixed order."""
    names = {name for name in code.co_names if name in known}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names.update(_named(constant, known))
    return sorted(names)


def _is_installed(value: Any) -> bool:
    """Whether a function or class is this package's, the standard library's or an installed one."""
    module = sys.modules.get(value.__module__)
    path = getattr(module, "__file__", None)
    if path is None:
        return bool(value.__module__ == "builtins")
    place = Path(path).resolve()
    return place.is_relative_to(OURS) or any(place.is_relative_to(root) for root in INSTALLED)
