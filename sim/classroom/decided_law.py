"""What a meeting has decided on the law of a vote, and the case under that law for the engine.

The Council may decide that a State is no party to the dispute, or that a text is a question of
procedure; a mover may name parties or submit a text again under another chapter. Simulated members,
shares of worlds and what-ifs follow it, text by text.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.text_votes import text_decided
from sim.lessons.counted import BallotLaw, law_of_case
from sim.procedure.meeting import BallotRecord, Meeting
from sim.procedure.meeting.vocabulary import Nature, QuestionKind
from sim.scenario.schema import Draft, Scenario


def last_ballot(meeting: Meeting | None, symbol: str) -> BallotRecord | None:
    """The last ballot on a text as a whole; None if the text was decided later without one."""
    if meeting is None:
        return None
    decided = text_decided(meeting, symbol)
    for entry in reversed(meeting.log):
        act, ballot = entry.act.done, entry.ballot
        asked = ballot.question if ballot is not None else None
        if asked is not None and asked.kind == "proposal" and asked.subject == symbol:
            return ballot
        submitted = act.kind == "table" and act.data.get("symbol") == symbol
        if decided and submitted and entry.ruling.in_order:
            return None  # earlier ballots were on the text as submitted before
    return None


def law_of_ballot(meeting: Meeting, ballot: BallotRecord) -> BallotLaw:
    """The law by which ``ballot`` was counted; a later decision on a party does not change it."""
    bound = (code for code in meeting.law.members if meeting.name(code) in ballot.count.bound)
    return BallotLaw(ballot.question.procedural, tuple(bound))


def unseated_in(meeting: Meeting, ballot: BallotRecord | None) -> tuple[str, ...]:
    """Members that could not vote in ``ballot``, or now if it is None: no credentials (rule 17)."""
    unseated: dict[str, None] = {}
    for entry in meeting.log:
        if ballot is not None and entry.ballot is ballot:
            break
        done = entry.ballot
        if done is not None and done.carried and done.question.kind is QuestionKind.CREDENTIALS:
            unseated[done.question.subject] = None
        if entry.ruling.in_order and entry.act.done.kind == "accredit":
            unseated.pop(entry.act.done.by, None)
    return tuple(unseated)


def law_now(scenario: Scenario, meeting: Meeting | None, symbol: str) -> BallotLaw:
    """The law of the vote on a text: of its ballot, of the text as submitted, or of the case."""
    case = _plain(law_of_case(scenario, symbol))
    if meeting is None:
        return case
    proposal = meeting.proposal(symbol)
    if proposal is None:
        left = tuple(code for code in case.bound if code not in meeting.no_parties)
        return BallotLaw(case.procedural, left)
    ballot = None if proposal.open else last_ballot(meeting, symbol)
    if ballot is not None:
        return law_of_ballot(meeting, ballot)
    members = (code for code in meeting.law.members if code in proposal.bound)
    return _plain(BallotLaw(proposal.procedural, tuple(members)))


Laws = Mapping[str, BallotLaw]
"""Text -> the law of the vote on it."""


def laws_decided(scenario: Scenario, meeting: Meeting | None) -> Laws:
    """The law of the vote on each text; empty if the meeting has it as the case says."""
    if meeting is None:
        return {}
    laws = {symbol: law_now(scenario, meeting, symbol) for symbol in scenario.drafts}
    same = all(same_law(law, law_of_case(scenario, symbol)) for symbol, law in laws.items())
    return {} if same else laws


def case_under(scenario: Scenario, laws: Laws) -> Scenario:
    """``scenario`` with ``laws``; itself if there are none.

    A State that must abstain on some texts only is a party to the dispute there: other texts are as
    texts that bind, on which no party abstains. If several States must abstain on different texts,
    their votes are fixed.
    """
    if not laws:
        return scenario
    binding_on = [law.bound for law in laws.values() if law.bound]
    states = dict.fromkeys(
        code for bound in (scenario.council.parties_to_dispute, *binding_on) for code in bound
    )
    parties = tuple(
        code for code in states if binding_on and all(code in bound for bound in binding_on)
    )
    drafts = {
        symbol: _under(draft, laws[symbol], parties) for symbol, draft in scenario.drafts.items()
    }
    pins = dict(scenario.pins)
    for symbol, law in laws.items():
        for code in law.bound:
            if code not in parties:
                pins[code] = {**pins.get(code, {}), symbol: "abstain"}
    council = scenario.council.model_copy(update={"parties_to_dispute": parties})
    return scenario.model_copy(update={"council": council, "drafts": drafts, "pins": pins})


def _under(draft: Draft, law: BallotLaw, parties: tuple[str, ...]) -> Draft:
    nature = Nature.PROCEDURAL if law.procedural else Nature.SUBSTANTIVE
    binding = draft.binding if law.procedural or not parties else not law.bound
    return draft.model_copy(update={"nature": nature.value, "binding": binding})


def bound_in(law: BallotLaw) -> tuple[str, ...]:
    """The members that must abstain under ``law``: none on a question of procedure."""
    return _plain(law).bound


def _plain(law: BallotLaw) -> BallotLaw:
    """``law`` with nobody bound on a question of procedure."""
    return BallotLaw(law.procedural, () if law.procedural else law.bound)


def same_law(first: BallotLaw, second: BallotLaw) -> bool:
    """Whether two laws decide every ballot alike."""
    first, second = _plain(first), _plain(second)
    return first.procedural == second.procedural and set(first.bound) == set(second.bound)


def fixed_in(meeting: Meeting | None, ballot: BallotRecord | None, law: BallotLaw) -> set[str]:
    """Members that had no other vote on a text: bound to abstain, or not represented."""
    unseated = unseated_in(meeting, ballot) if meeting is not None else ()
    return {*bound_in(law), *unseated}
