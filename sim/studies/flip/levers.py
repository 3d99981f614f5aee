"""What a flip may change: text, preferences, institution; and how far each move counts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.errors import UsageError
from sim.domain.spans import UNIT, Span, SpanKind
from sim.procedure.reforms import INSTITUTIONS, institution
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario
from sim.studies.flip.search import DIGITS, Lever, Option

CONSENT = ("gain", "fighting", "trust", "stance", "pledge")
"""What parties and their patrons outside the Council want, beside patrons' influence."""


def stepped_lever(
    path: str, now: float, step: float, unit: float = 1.0, span: Span = UNIT
) -> Lever | None:
    """A number of a bounded span moved to the multiples of ``step``; a move counts length / unit.

    None where no multiple differs from the value it has.
    """
    count = round((span.high - span.low) / step)
    options = []
    for i in range(count + 1):
        value = round(min(span.high, span.low + i * step), DIGITS)
        cost = round(abs(value - now) / unit, DIGITS)
        if cost > 0.0:
            options.append(Option(value, cost))
    return Lever(path, now, tuple(options)) if options else None


def number_levers(
    scenario: Scenario,
    prefixes: Sequence[str],
    step: float,
    axes: Sequence[str] = (),
    *,
    surprise: bool = False,
) -> list[Lever]:
    """The numbers from 0 to 1 under ``prefixes``, of the issues ``axes`` (all if empty).

    With ``surprise`` a move counts in standard deviations of the number's prior, so that moving
    what is well known is a large change; a number without spread then cannot be moved.

    Raises:
        UsageError: when the step is not in (0, 1], an axis is no issue, or nothing can be moved.
    """
    _check_step(step)
    unknown = [name for name in axes if name not in scenario.issues]
    if unknown:
        raise UsageError(
            f"'{unknown[0]}' is not an issue of the scenario",
            where="--axes",
            remedy=f"one of {', '.join(scenario.issues)}",
        )
    results = []
    for quantity in quantities(scenario):
        head, _, issue = quantity.path.rpartition(".")
        if head not in prefixes or quantity.kind is not SpanKind.UNIT or "@" in issue:
            continue
        if axes and issue not in axes:
            continue
        results += _lever(quantity, step, surprise)
    if not results:
        raise UsageError(
            "there is nothing to change",
            why=f"no number under {', '.join(prefixes)} on the issues asked for",
            remedy="name other issues with --axes, or another --change",
        )
    return results


def _check_step(step: float) -> None:
    if not 0.0 < step <= 1.0:
        raise UsageError(f"a step of {step:g} does not cut the scale", remedy="use --step 0.1")


def _lever(quantity: Quantity, step: float, surprise: bool) -> list[Lever]:
    """The one lever that moves ``quantity``, or none where it cannot be moved."""
    if surprise and quantity.deviation == 0.0:
        return []
    unit = quantity.deviation if surprise else 1.0
    lever = stepped_lever(quantity.path, quantity.centre, step, unit, quantity.span)
    return [] if lever is None else [lever]


def text_levers(
    scenario: Scenario, draft: str, step: float, axes: Sequence[str] = ()
) -> list[Lever]:
    """The clauses of ``draft``; a move counts its length on the issue's scale."""
    return number_levers(scenario, [f"drafts.{draft}.text"], step, axes)


def preference_levers(
    scenario: Scenario,
    who: Sequence[str],
    step: float,
    axes: Sequence[str] = (),
    *,
    surprise: bool = False,
) -> list[Lever]:
    """What ``who`` wants, how close it is to the pens, what parties and outside patrons weigh.

    All members if ``who`` is empty. Case does not matter.

    Raises:
        UsageError: when a name is that of nobody who wants something.
    """
    _check_step(step)
    actors = (*scenario.members, *scenario.parties, *scenario.patrons)
    names = {name.upper(): name for name in actors}
    unknown = [name for name in who if name.upper() not in names]
    if unknown:
        raise UsageError(
            f"{unknown[0]} is not a member, party or patron",
            where="--who",
            remedy=f"one of {', '.join(actors)}",
        )
    named = [names[name.upper()] for name in who] or list(scenario.members)
    members = [name for name in named if name in scenario.members]
    levers = consent_levers(scenario, [n for n in named if n not in members], step, surprise)
    if members:
        prefixes = [f"members.{code}.positions" for code in members]
        levers = number_levers(scenario, prefixes, step, axes, surprise=surprise) + levers
        levers += [] if axes else closeness_levers(scenario, members, step, surprise)
    return levers


def closeness_levers(
    scenario: Scenario, names: Sequence[str], step: float, surprise: bool
) -> list[Lever]:
    """How close the members called ``names`` are to those who hold the pens."""
    places = {f"members.{code}.closeness" for code in names}
    results = []
    for quantity in quantities(scenario):
        if quantity.path.rpartition(".")[0] in places:
            results += _lever(quantity, step, surprise)
    return results


def consent_levers(
    scenario: Scenario, names: Sequence[str], step: float, surprise: bool
) -> list[Lever]:
    """What the parties and the patrons outside the Council called ``names`` weigh of the plan."""
    results = []
    for quantity in quantities(scenario):
        head, _, rest = quantity.path.partition(".")
        name, _, what = rest.partition(".")
        if head not in ("parties", "patrons") or name not in names:
            continue
        if what in CONSENT or what.startswith("patrons."):
            results += _lever(quantity, step, surprise)
    return results


def institution_levers(scenario: Scenario) -> list[Lever]:
    """The rules: institutions with the seats that the scenario has, and the manner of voting.

    An institution counts the votes by which its quota differs and the noes by which its blocking
    number differs (no blocking at all counts as one more than there are blocking seats), at least
    one; a secret ballot, another order of the ballots, and holding a permanent member to be a
    party to the dispute count one each.
    """
    council = scenario.council
    now, day = institution(council.institution), council.date
    results = []
    options = []
    for name, law in INSTITUTIONS.items():
        if name == council.institution or law.conference != now.conference:
            continue
        if law.seats(day) != now.seats(day):
            continue
        if law.problems(tuple(scenario.members), day):
            continue
        here, there = now.voting_rule(day), law.voting_rule(day)
        blockers = len(now.permanent_codes(day, atrocity=True))
        change = abs(there.quota - here.quota)
        change += abs((there.blocking or blockers + 1) - (here.blocking or blockers + 1))
        options.append(Option(name, float(max(1, change))))
    if options:
        results.append(Lever("council.institution", council.institution, tuple(options)))
    ballot = "false" if council.secret_ballot else "true"
    secret = str(council.secret_ballot).lower()
    results.append(Lever("council.secret_ballot", secret, (Option(ballot, 1.0),)))
    if len(scenario.drafts) > 1:
        order = council.order or tuple(scenario.drafts)
        turned = ",".join(reversed(order))
        results.append(Lever("council.order", ",".join(order), (Option(turned, 1.0),)))
    bound = ",".join(council.parties_to_dispute)
    parties = [code for code in now.permanent_codes(day) if code not in council.parties_to_dispute]
    choices = tuple(Option(",".join((*council.parties_to_dispute, p)), 1.0) for p in parties)
    if choices:
        results.append(Lever("council.parties_to_dispute", bound, choices))
    return results
