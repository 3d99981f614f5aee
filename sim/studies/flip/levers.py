"""What a flip may change (text, preferences, institution), and the size of each move."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.errors import UsageError
from sim.domain.folding import listed_name
from sim.domain.spans import UNIT, Span, SpanKind
from sim.procedure.reforms import INSTITUTIONS, institution
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law
from sim.studies.flip.search import DIGITS, Lever, Option

CONSENT = ("gain", "fighting", "trust", "stance", "pledge")
"""Numbers of parties and of outside patrons, other than patrons' influence."""

LEAST_STEP = 0.001
"""Each step of each number is an option that the search holds."""


def stepped_lever(
    path: str, now: float, step: float, unit: float = 1.0, span: Span = UNIT
) -> Lever | None:
    """A number of a bounded span moved to multiples of ``step``; a move's size is length / unit.

    None if no multiple differs from its value.
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

    With ``surprise`` a move is measured in standard deviations of the number's prior, so that
    moving a well-known number is a large change; numbers without spread cannot be moved then.

    Raises:
        UsageError: when the step is not in (0, 1], an axis is not an issue, or nothing can move.
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
    if step < LEAST_STEP:
        raise UsageError(
            f"a step of {step:g} is too small",
            code="E006",
            why=f"the limit is {LEAST_STEP:g}, a thousand values of each number",
            remedy="use --step 0.1",
        )


def _lever(quantity: Quantity, step: float, surprise: bool) -> list[Lever]:
    """The lever that moves ``quantity``, or none if it cannot be moved."""
    if surprise and quantity.deviation == 0.0:
        return []
    unit = quantity.deviation if surprise else 1.0
    lever = stepped_lever(quantity.path, quantity.centre, step, unit, quantity.span)
    return [] if lever is None else [lever]


def text_levers(
    scenario: Scenario, draft: str, step: float, axes: Sequence[str] = ()
) -> list[Lever]:
    """The clauses of ``draft``; a move is measured on the issue's scale."""
    return number_levers(scenario, [f"drafts.{draft}.text"], step, axes)


def preference_levers(
    scenario: Scenario,
    who: Sequence[str],
    step: float,
    axes: Sequence[str] = (),
    *,
    surprise: bool = False,
) -> list[Lever]:
    """Levers on positions, closeness to penholders, and the views of parties and outside patrons.

    Of the actors in ``who``, or all if it is empty; upper and lower case are not distinguished.

    Raises:
        UsageError: when a name is not that of an actor with preferences.
    """
    _check_step(step)
    actors = (*scenario.members, *scenario.parties, *scenario.patrons)
    listed = [listed_name(name, actors) for name in who]
    unknown = [name for name in listed if name not in actors]
    if unknown:
        raise UsageError(
            f"{unknown[0]} is not a member, party or patron",
            where="--who",
            remedy=f"one of {', '.join(actors)}",
        )
    named = listed or list(scenario.members)
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
    """Levers on the closeness of the members called ``names`` to the penholders."""
    places = {f"members.{code}.closeness" for code in names}
    results = []
    for quantity in quantities(scenario):
        if quantity.path.rpartition(".")[0] in places:
            results += _lever(quantity, step, surprise)
    return results


def consent_levers(
    scenario: Scenario, names: Sequence[str], step: float, surprise: bool
) -> list[Lever]:
    """Levers on the views of the plan of the parties and outside patrons called ``names``."""
    results = []
    for quantity in quantities(scenario):
        head, _, rest = quantity.path.partition(".")
        name, _, number = rest.partition(".")
        if head not in ("parties", "patrons") or name not in names:
            continue
        if number in CONSENT or number.startswith("patrons."):
            results += _lever(quantity, step, surprise)
    return results


def institution_levers(scenario: Scenario) -> list[Lever]:
    """Levers on rules: institutions with the scenario's seats, and the manner of voting.

    The size of a change of institution is the difference in the quota plus the difference in the
    blocking number (no blocking counts as one more than the blocking seats), at least one. A secret
    ballot, another order of the ballots, and making a permanent member a party to the dispute count
    one each.
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
    standing = council_law(scenario).standing
    parties = [code for code in standing if code not in council.parties_to_dispute]
    choices = tuple(Option(",".join((*council.parties_to_dispute, p)), 1.0) for p in parties)
    if choices:
        results.append(Lever("council.parties_to_dispute", bound, choices))
    return results
