"""Refuse options that would have no effect beside others of the same command line."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from sim.domain.errors import UsageError


def typed(context: typer.Context, *names: str) -> bool:
    """Whether one of the parameters was typed on the command line."""
    sources = [context.get_parameter_source(name) for name in names]
    return any(source is not None and source.name == "COMMANDLINE" for source in sources)


def refuse_unused(
    context: typer.Context, mode: str, *, used: Iterable[str] = (), unused: Iterable[str] = ()
) -> None:
    """Refuse options and arguments of the command line that have no effect with ``mode``.

    Args:
        context: The command line.
        mode: What makes them useless, such as ``with --ablate``.
        used: Names of the parameters that have an effect; all others have none. Or:
        unused: Names of the parameters that have none.

    Raises:
        UsageError: one was typed.
    """
    used, unused = set(used), set(unused)
    for parameter in context.command.params:
        name = parameter.name or ""
        if typed(context, name) and (name not in used if used else name in unused):
            is_option = parameter.param_type_name == "option"
            shown = parameter.opts[0] if is_option else name.upper()
            raise UsageError(f"{shown} has no effect {mode}", where=shown, remedy="omit it")
