"""The command line reference, from the commands themselves."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any

import typer.main

from sim.cli.main import app

INTRODUCTION = """\
# Command line

This page contains the output of `council COMMAND --help` for all commands. Commands write data to
stdout, and progress and warnings to stderr. The exit codes are:

| code | meaning |
|---:|---|
| 0 | success; a vetoed draft is a result like any other |
| 1 | failure; the message says why |
| 2 | invalid command line |
| 3 | invalid scenario |
| 4 | `flip` searched its whole grid and found no change that reaches the goal |
| 5 | `replay --verify` found a difference |
| 130 | interrupted with Ctrl-C; what was written so far, if anything, is kept |

`run` and `validate` cache their answers until something that they depend on changes;
`COUNCIL_ANSWERS=0` disables the cache. Colours are off in a pipe, or if `NO_COLOR` is set.
`COUNCIL_TRACEBACK=1` shows the traceback of an unexpected error.
"""


def page() -> str:
    """The whole page, in Markdown."""
    group = typer.main.get_command(app)
    return "\n".join(
        [INTRODUCTION, *(line for entry in _under(group, "council") for line in entry)]
    )


def _under(group: Any, prefix: str) -> list[list[str]]:
    """The sections of all commands of ``group``, by panel and in the order of registration."""
    sections: list[list[str]] = []
    panel = None
    for name, command in group.commands.items():
        heading = getattr(command, "rich_help_panel", None)
        if prefix == "council" and isinstance(heading, str) and heading != panel:
            panel = heading
            sections.append([f"## {panel}", ""])
        sections.append(_section(command, f"{prefix} {name}"))
        if hasattr(command, "commands"):
            sections.extend(_under(command, f"{prefix} {name}"))
    return sections


def _section(command: Any, path: str) -> list[str]:
    lines = [f"### {path}", "", inspect.cleandoc(command.help or "").replace("\f", ""), ""]
    if hasattr(command, "commands"):
        return lines
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join(
        ["council", *path.split()[1:], "[OPTIONS]" if options else "", *map(_usage, arguments)]
    )
    lines += ["```text", " ".join(usage.split()), "```", ""]
    rows = [(f"`{_metavar(p)}`", _help(p)) for p in arguments]
    rows += [(_spelling(p), _help(p)) for p in options if p.name != "help"]
    if rows:
        lines += ["| | |", "|---|---|", *(f"| {left} | {right} |" for left, right in rows), ""]
    return lines


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _usage(argument: Any) -> str:
    text = _metavar(argument) + ("..." if argument.nargs == -1 else "")
    return text if argument.required else f"[{text}]"


def _spelling(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return names if option.is_flag else f"{names} {_values(option)}"


def _values(option: Any) -> str:
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "`" + "\\|".join(str(choice.value) for choice in kind) + "`"
    return f"`{_metavar(option)}`"


def _help(parameter: Any) -> str:
    text = " ".join((parameter.help or "").split()).replace("|", "\\|")
    default = parameter.default
    if default in (None, False, "", (), []) or parameter.required or callable(default):
        return text
    return f"{text} Default: `{getattr(default, 'value', default)}`."
