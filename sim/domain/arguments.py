"""Read the arguments of public calls by their kind, in one place, before any work starts.

A kind is a function of a value and the name of its argument. It returns the value as the callee
wants it, or raises a ``UsageError`` that names the argument. ``reads_arguments`` applies kinds to
the parameters of a function.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError

Kind = Callable[[Any, str], Any]
"""Reads a value, given the name of its argument."""
LONGEST = 80
"""Characters of a value that an error shows."""
MOST_OF_A_PATH = 4096
"""Characters of a path; operating systems accept no longer one."""
_SEVERAL = Parameter.VAR_POSITIONAL

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def shown(value: object) -> str:
    """A value as an error shows it: its ``repr``, shortened."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 (a foreign class, or an int with too many digits to print)
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def wrong_argument(value: object, name: str, why: str, remedy: str) -> UsageError:
    """The error for an argument of the wrong kind."""
    return UsageError(f"{name} is {shown(value)}", why=why, remedy=remedy)


def as_string(value: Any, name: str) -> str:
    """A text that is not empty.

    Raises:
        UsageError: when it is no text, or an empty one.
    """
    if not isinstance(value, str):
        raise wrong_argument(value, name, "it is not a text", f"pass a text: {name}='...'")
    if not value.strip():
        raise wrong_argument(value, name, "it is empty", f"pass a text: {name}='...'")
    return str(value)


def as_any_text(value: Any, name: str) -> str:
    """A text, which may be empty.

    Raises:
        UsageError: when it is no text.
    """
    if not isinstance(value, str):
        raise wrong_argument(value, name, "it is not a text", f"pass a text: {name}='...'")
    return str(value)


def as_texts(value: Any, name: str) -> tuple[str, ...]:
    """One text, or any number of them in a list, a set or another iterable; as a tuple.

    Raises:
        UsageError: when it is neither, or one of the texts is empty.
    """
    if isinstance(value, str):
        return (as_string(value, name),)
    listed = isinstance(value, Iterable) and not isinstance(value, (Mapping, bytes, bytearray))
    entries = tuple(value) if listed else (None,)
    if not all(isinstance(entry, str) for entry in entries):
        raise UsageError(
            f"{name} is neither a text nor a list of texts",
            why=f"it is {shown(value)}",
            remedy=f"{name}=['...']",
        )
    return tuple(as_string(entry, f"{name}[{place}]") for place, entry in enumerate(entries))


def as_flag(value: Any, name: str) -> bool:
    """A truth value, of Python or NumPy.

    Raises:
        UsageError: when it is none.
    """
    plain = value.item() if type(value).__name__ == "bool" and hasattr(value, "item") else value
    if not isinstance(plain, bool):
        raise wrong_argument(
            value, name, "it is neither True nor False", f"{name}=True or {name}=False"
        )
    return plain


def as_day(value: Any, name: str) -> date:
    """A date, or a text such as ``2016-10-08``; of a time, its date.

    Raises:
        UsageError: when it is neither.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise wrong_argument(
            value, name, "it is not a date", "pass a datetime.date, or a text such as '2016-10-08'"
        ) from None


def as_path(value: Any, name: str) -> Path:
    """The path of a file or folder.

    Raises:
        UsageError: when it is none, or no file can have it.
    """
    named = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(named, str) or not named.strip():
        raise wrong_argument(
            value, name, "it is not the path of a file", "pass a text or a pathlib.Path"
        )
    if "\0" in named or len(named) > MOST_OF_A_PATH:
        why = "a path cannot contain the character NUL" if "\0" in named else "it is too long"
        raise wrong_argument(value, name, why, "pass the path of a file")
    return Path(named)


def as_vote_word(value: Any, name: str) -> str:
    """A :class:`Vote`, or the word of one, as its word.

    Raises:
        UsageError: when it is neither.
    """
    if isinstance(value, Vote):
        return value.word
    if not isinstance(value, str):
        raise wrong_argument(
            value, name, "it is not a vote", "a sim.Vote, or its word, such as 'abstain'"
        )
    return as_string(value, name)


def as_mapping(value: Any, name: str) -> Mapping[str, Any]:
    """A mapping whose keys are texts.

    Raises:
        UsageError: when it is none.
    """
    if not isinstance(value, Mapping):
        raise wrong_argument(
            value, name, "it is not a mapping", f"pass a dict: {name}={{'...': ...}}"
        )
    for key in value:
        if not isinstance(key, str):
            raise wrong_argument(key, f"a key of {name}", "it is not a text", "use texts as keys")
    return value


def instance_of(what: str, remedy: str, *classes: Callable[[], type]) -> Kind:
    """A kind for instances of classes, each given by a function, so that its import can wait."""

    def read(value: Any, name: str) -> Any:
        if not isinstance(value, tuple(each() for each in classes)):
            raise wrong_argument(value, name, f"it is not {what}", remedy)
        return value

    return read


def optional(kind: Kind) -> Kind:
    """The kind for which None is accepted as well."""

    def read(value: Any, name: str) -> Any:
        return None if value is None else kind(value, name)

    return read


def reads_arguments(
    kinds: Mapping[str, Kind], **own: Kind
) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
    """Read the arguments of a function by the kinds of its parameters, before it is called.

    Args:
        kinds: Name of a parameter -> its kind, shared by many functions. Parameters that are not
            in it, and defaults, are passed as they are.
        **own: Kinds of this function's own; they come first.

    The kind of ``*names`` reads each of them. A call that does not fit the signature raises
    Python's ``TypeError``.
    """

    def decorate(function: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
        shape = signature(function)
        known = {**kinds, **own}
        mine = {name: known[name] for name in shape.parameters if name in known}
        several = {name for name in mine if shape.parameters[name].kind is _SEVERAL}

        @wraps(function)
        def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            try:
                bound = shape.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)  # Python's own message names the function
            for name, value in bound.arguments.items():
                if name in several:
                    bound.arguments[name] = tuple(mine[name](each, name) for each in value)
                elif name in mine:
                    bound.arguments[name] = mine[name](value, name)
            return function(*bound.args, **bound.kwargs)

        return call

    return decorate
