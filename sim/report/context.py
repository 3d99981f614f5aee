"""Add data from the scenario to a run: names, evidence, assumptions, positions, diary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sim.domain.ballots import Vote
from sim.domain.events import Event, EventType
from sim.domain.evidence import Attribution
from sim.domain.shortnames import short_name
from sim.domain.states import english_order, in_sentence, name_of
from sim.domain.words import listed
from sim.procedure.councils import president_on
from sim.procedure.reforms import institution
from sim.report.data import (
    EvidenceEntry,
    RunData,
    Seat,
    SeatingPlan,
    Space,
    WorldEvent,
)
from sim.report.names import KeyNames, day
from sim.report.study import Study
from sim.scenario.intervention_lines import interventions
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import presiding_on
from sim.studies.run.published import Assumptions

_MOST_NAMED = 3
_HALF = 0.5
"""Position of a member on an issue without coding (docs: model, section 3)."""


def with_scenario(run: RunData, scenario: Scenario, events: Sequence[Event] = ()) -> RunData:
    """The run with data from its scenario and from the events of its modal world."""
    numbers = quantities(scenario)
    names = names_from(scenario)
    world = world_events(events) or run.events
    record = scenario.record_of_votes
    return replace(
        run,
        ballots=tuple(
            replace(
                ballot,
                rule=names.spelled(ballot.rule),
                president=_presiding(run, scenario, ballot.draft),
            )
            for ballot in run.ballots
        ),
        title=scenario.title,
        question=" ".join(scenario.question.split()),
        council=council_from(scenario),
        evidence=evidence_from(scenario, _cited(run, scenario, numbers), _about(numbers, names)),
        assumptions=assumptions_from(numbers),
        events=world,
        space=space_from(scenario, numbers, world),
        recorded={}
        if record is None
        else {
            draft: {code: Vote.from_word(vote) for code, vote in votes.items()}
            for draft, votes in record.votes.items()
        },
        parties={key: name for key, name in names.actors.items() if key not in scenario.members},
        names=names,
    )


def _presiding(run: RunData, scenario: Scenario, draft: str) -> str | None:
    """The President on the day of the last ballot on ``draft`` in the central case, if known."""
    days = [date.fromisoformat(ballot.time[:10]) for ballot in run.dated if ballot.draft == draft]
    try:
        return presiding_on(scenario, max(days)) if days else None
    except LookupError:
        return None


def names_from(scenario: Scenario) -> KeyNames:
    """Names of actors, issues and events; events before the first round include their date."""
    on = scenario.council.date
    actors = {code: member.name or name_of(code, on) for code, member in scenario.members.items()}
    actors |= {key: patron.name for key, patron in scenario.patrons.items()}
    actors |= {key: party.name for key, party in scenario.parties.items()}
    if scenario.envoy is not None:
        actors["envoy"] = f"the {scenario.envoy.name}"
    things = {}
    for key, event in scenario.events.items():
        early = event.at < scenario.clock.start
        things[key] = f"{event.title.rstrip('.')}{f' ({day(event.at)})' if early else ''}"
    for place, statement in enumerate(scenario.statements):
        who = in_sentence(short_name(actors.get(statement.speaker, statement.speaker)))
        things[f"statements.{place}"] = f"Statement of {who} on {statement.draft}"
    if scenario.city is not None:
        things["city"] = scenario.city.name[:1].lower() + scenario.city.name[1:]
    if scenario.plan is not None:
        things |= {key: term.title for key, term in scenario.plan.revisions.items()}
        things["plan"] = scenario.plan.title
    return KeyNames(
        actors,
        {key: issue.title for key, issue in scenario.issues.items()},
        things,
        scenario.clock.start,
        scenario.clock.round_hours,
    )


def world_events(events: Sequence[Event]) -> tuple[WorldEvent, ...]:
    """The events of one world as report data."""
    return tuple(
        WorldEvent(e.round, "", "", str(e.type), e.actor, e.draft, numbers=dict(e.numbers))
        for e in events
    )


def council_from(scenario: Scenario) -> SeatingPlan:
    """The seats of the day with the names then in use, and the President."""
    on = scenario.council.date
    law = institution(scenario.council.institution)
    codes = english_order(list(scenario.members), on)
    permanent = law.standing_codes(on)
    president = scenario.council.president
    if president is None:
        try:
            president = president_on(on)
        except LookupError:
            president = None
    seats = tuple(
        Seat(code, scenario.members[code].name or name_of(code, on), code in permanent)
        for code in codes
    )
    return SeatingPlan(seats, president, on.isoformat(), law.voting_rule(on, len(codes)).quota)


def evidence_from(
    scenario: Scenario, keys: Sequence[str], about: Mapping[str, str]
) -> dict[str, EvidenceEntry]:
    """Evidence entries by key, with source titles and the members they are about."""
    entries = {}
    for key in keys:
        item = scenario.evidence[key]
        source = scenario.sources.get(item.source)
        entries[key] = EvidenceEntry(
            key=key,
            claim=" ".join(item.claim.split()),
            source=source.title if source else item.source,
            place=item.place,
            speaker=item.speaker,
            date=item.date.isoformat(),
            attribution=item.attribution.value,
            costliness=item.costliness.value,
            layer=source.layer if source else "",
            about=about.get(key, ""),
            checked=source.checked if source else True,
        )
    return entries


def study_context(scenario: Scenario, command: str, seed: int | None, replicates: int) -> Study:
    """The study data of a page about ``scenario``, with the evidence it may cite."""
    numbers = quantities(scenario)
    names = names_from(scenario)
    behind = {
        number.path: tuple(key for key in number.evidence if key in scenario.evidence)
        for number in numbers
    }
    cited = list(dict.fromkeys(key for keys in behind.values() for key in keys))
    return Study(
        title=scenario.title,
        scenario=scenario.scenario,
        command=command,
        seed=seed,
        replicates=replicates,
        evidence=evidence_from(scenario, cited, _about(numbers, names)),
        assumed=sum(number.grade == Attribution.ASSUMED for number in numbers),
        numbers=len(numbers),
        names=names,
        grades={number.path: number.grade for number in numbers},
        centres={number.path: number.centre for number in numbers},
        asked=interventions(scenario),
        behind=behind,
        sources={key: source.title for key, source in scenario.sources.items()},
        statements={
            f"statements.{n}.pull": f"{said.speaker} on {said.draft}, {said.at.day} {said.at:%B}"
            for n, said in enumerate(scenario.statements)
        },
    )


def _about(numbers: Sequence[Quantity], names: KeyNames) -> dict[str, str]:
    """Evidence key -> members and parties whose numbers rest on it, if few."""
    entries: dict[str, dict[str, None]] = {}
    for number in numbers:
        kind, _, rest = number.path.partition(".")
        if kind in ("members", "parties", "patrons"):
            actor = names.actor(rest.partition(".")[0])
            for key in number.evidence:
                entries.setdefault(key, {})[actor] = None
    return {key: listed(list(who)) for key, who in entries.items() if len(who) <= _MOST_NAMED}


def _cited(run: RunData, scenario: Scenario, numbers: Sequence[Quantity]) -> list[str]:
    """Keys of evidence for the run's reasons and the scenario's numbers, events and statements."""
    keys: dict[str, None] = {}
    for ballot in run.ballots:
        for reasons in ballot.reasons.values():
            keys |= dict.fromkeys(key for reason in reasons for key in reason.evidence)
    for number in numbers:
        keys |= dict.fromkeys(number.evidence)
    for statement in scenario.statements:
        keys |= dict.fromkeys(statement.because)
    for event in scenario.events.values():
        keys |= dict.fromkeys(event.because)
    return [key for key in keys if key in scenario.evidence]


def assumptions_from(numbers: Sequence[Quantity]) -> Assumptions:
    """The number of assumed numbers, and which they are."""
    assumed = tuple(n.path for n in numbers if n.grade == Attribution.ASSUMED)
    return Assumptions(len(numbers), len(assumed), assumed)


def space_from(
    scenario: Scenario, numbers: Sequence[Quantity], events: Sequence[WorldEvent]
) -> Space:
    """Central positions, and the states of each text from first draft through amendments."""
    centre = {number.path: number.centre for number in numbers}
    issues = {key: issue.title for key, issue in scenario.issues.items()}
    members = {
        code: {issue: centre.get(f"members.{code}.positions.{issue}", _HALF) for issue in issues}
        for code in scenario.members
    }
    status_quo = {issue: centre.get(f"status_quo.{issue}", 0.0) for issue in issues}
    texts = {}
    for symbol, draft in scenario.drafts.items():
        first = {issue: centre[f"drafts.{symbol}.text.{issue}"] for issue in draft.text}
        texts[symbol] = _path(symbol, {**status_quo, **first}, events)
    plan = None
    if scenario.plan is not None:
        plan_positions = {issue: centre[f"plan.text.{issue}"] for issue in scenario.plan.text}
        plan = {**status_quo, **plan_positions}
    return Space(issues, members, status_quo, texts, plan)


def _path(
    symbol: str, first: Mapping[str, float], events: Sequence[WorldEvent]
) -> tuple[Mapping[str, float], ...]:
    """The states of a text: the first, and one after each amendment."""
    states = [dict(first)]
    for event in events:
        if event.type == EventType.AMEND and event.draft == symbol:
            changes = {
                key.removeprefix("to_"): value
                for key, value in event.numbers.items()
                if key.startswith("to_")
            }
            states.append({**states[-1], **changes})
    return tuple(states)
