"""The reference of the acts of a meeting, from the tables in which the law declares them."""

from __future__ import annotations

from sim.procedure.meeting import ACTS, Field
from sim.procedure.meeting.kinds import ActKind
from sim.procedure.meeting.play import CHAIR_ACTS, FAMILIES

INTRODUCTION = """\
# Acts of a meeting

This page lists every act of a meeting and its fields. An act that is out of order is refused, with
the rule and the reason. An act with an invalid field is refused before anything is done. `council
schema act` prints the acts as JSON Schema, `council schema message` the messages that a screen in a
class may send. For how a meeting works, see [the law of the
room](../explanation/law.md#a-meeting-is-a-list-of-acts).

Fields in **bold** are required. A field of type *names* takes one text or a list of texts.

In a class, an amendment can be sent as a clause in place of another (`change` in the message). The
room then numbers it after its text, such as S/2016/846/A.1, and works out `proposal`, `symbol`,
`title`, `distance` and `adds_or_deletes` from the clause. Values sent in these fields are ignored.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return INTRODUCTION + "\n".join(
        _family(family.__doc__ or "", family.KINDS) for family in FAMILIES
    )


def _family(about: str, kinds: tuple[ActKind, ...]) -> str:
    title = about.splitlines()[0].rstrip(".").split(":")[0]
    rows = [f"\n## {title}\n", "| act | what it does | rule | fields |", "|---|---|---|---|"]
    return "\n".join([*rows, *(_row(ACTS[kind.name]) for kind in kinds)])


def _row(kind: ActKind) -> str:
    who = " (the chair)" if kind.name in CHAIR_ACTS else ""
    fields = "<br>".join(map(_field, kind.fields)) or "none"
    return f"| `{kind.name}` | {kind.label}{who} | {kind.rule} | {fields} |"


def _field(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    kind = {"text": "text", "names": "names", "flag": "true or false", "number": "number"}
    what = f"{name}, {kind[field.type]}{_range(field)}: {field.described}"
    if field.choices:
        what += f" ({', '.join(f'`{choice}`' for choice in field.choices)})"
    elif field.source is not None:
        what += f" (from: {field.source.value})"
    return what.replace("|", "\\|")


def _range(field: Field) -> str:
    if field.type != "number":
        return ""
    return f" from {field.low:g}" + ("" if field.high is None else f" to {field.high:g}")
