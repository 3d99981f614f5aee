"""Say in one sentence what is wrong with a message from a browser, where, and what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from sim.classroom.messages import AnyMessage
from sim.domain.texts import in_a_row, say
from sim.domain.visible import visible
from sim.domain.words import nearest

MOST_SHOWN = 60
"""Maximum length of a key or a name that is sent back."""
KINDS: Mapping[str, tuple[str, ...]] = {
    get_args(kind.model_fields["do"].annotation)[0]: tuple(
        sorted(kind.model_fields, key="seen".__eq__)
    )
    for kind in get_args(AnyMessage)
}
"""Values of ``do`` -> keys of that message."""

Ctx = Mapping[str, Any]

EXPECTED: Mapping[str, Callable[[Ctx], str]] = {
    "particular": lambda ctx: ctx["wanted"],
    "string_type": lambda _: say("a text"),
    "string_unicode": lambda _: say("a text"),
    "string_too_long": lambda ctx: say(
        "a text of at most {most} characters", most=ctx["max_length"]
    ),
    "string_too_short": lambda _: say("a text that is not empty"),
    "int_type": lambda _: say("a whole number"),
    "int_from_float": lambda _: say("a whole number"),
    "int_parsing_size": lambda _: say("a whole number"),
    "float_type": lambda _: say("a number"),
    "finite_number": lambda _: say("a number"),
    "greater_than_equal": lambda ctx: say("a number from {low}", low=f"{ctx['ge']:g}"),
    "less_than_equal": lambda ctx: say("a number up to {high}", high=f"{ctx['le']:g}"),
    "bool_type": lambda _: say("true or false"),
    "list_type": lambda _: say("a list"),
    "too_long": lambda ctx: say("a list of at most {most} entries", most=ctx["max_length"]),
    "dict_type": lambda _: say("an object"),
    "model_type": lambda _: say("an object"),
    "model_attributes_type": lambda _: say("an object"),
}
"""Types of error of a value -> what is expected instead."""


def message_problem(body: Mapping[str, Any], error: Mapping[str, Any]) -> str:
    """What is wrong with the message ``body``, by the first ``error`` that pydantic reports."""
    do = body.get("do")
    if not isinstance(do, str) or do not in KINDS:
        return _no_such_message(do)
    inner = [str(part) for part in error["loc"][1:] if part != "[key]"]  # the first is `do`
    place = _shown(".".join(inner)) or "do"
    wanted: str
    match error["type"]:
        case "missing":
            return say("'{place}' is missing from the message '{do}'.", place=place, do=do)
        case "extra_forbidden" if len(inner) == 1:
            return say(
                "the message '{do}' has no key '{place}'; its keys are {keys}.",
                do=do,
                place=place,
                keys=in_a_row(KINDS[do], ", "),
            )
        case "extra_forbidden":
            return say("the message '{do}' has no key '{place}'.", do=do, place=place)
        case "literal_error":
            wanted = say("one of {names}", names=str(error["ctx"]["expected"]).replace("'", ""))
        case kind if kind in EXPECTED:
            wanted = EXPECTED[kind](error.get("ctx", {}))
        case _:
            wanted = say("as `council schema message` describes it")
    return say(
        "'{place}' of the message '{do}' should be {wanted}.", place=place, do=do, wanted=wanted
    )


def _no_such_message(do: object) -> str:
    if not isinstance(do, str):
        return say("a message says in 'do' what it is, as a text.")
    near = nearest(do, tuple(KINDS)) if len(do) <= MOST_SHOWN else None
    sentence = say("there is no message '{do}'.", do=_shown(do))
    hint = (
        say("Did you mean {near}?", near=near)
        if near
        else say("`council schema message` lists all.")
    )
    return in_a_row([sentence, hint])


def _shown(text: str) -> str:
    """``text`` without control characters, cut to what can be sent back."""
    return visible(text.encode("utf-8", "replace").decode("utf-8"))[:MOST_SHOWN]
