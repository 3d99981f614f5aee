"""The diary: every event a sentence, in order, with its numbers and nobody's words."""

from __future__ import annotations

from datetime import datetime

import pytest

from sim.domain.ballots import Vote
from sim.domain.events import EventType
from sim.negotiation.answers import Refusal
from sim.report.data import WorldEvent
from sim.report.names import KeyNames, when
from sim.report.narrative import ALONE, diary, names_in_run, sentence, tell
from sim.report.sentences import SENTENCES
from tests.report.fixtures import FIRST, run_data

NAMES = KeyNames(
    {"RUS": "Russian Federation", "CHN": "China", "envoy": "the envoy", "groups": "Armed groups"},
    {"halt": "Halt of bombing", "access": "Access"},
    {"storm": "A storm breaks.", "pilots": "Neutral pilots"},
    datetime(2016, 10, 6, 6),  # noqa: DTZ001
    6.0,
)


def told(type_: str, actor: str = "RUS", draft: str = "A", /, **numbers: float) -> str:
    """The sentence of one event."""
    (one,) = tell([WorldEvent(0, "", "", type_, actor, draft, numbers=numbers)], NAMES)
    return one.words


def test_the_days_come_in_order_with_their_names() -> None:
    run = run_data()
    entries = diary(run.events, names_in_run(run))
    assert entries[0].heading == "Thursday 6 October 2016, 00:00"
    assert [entry.round for entry in entries] == sorted(entry.round for entry in entries)
    # Two votes, two rallies, and a demand with its answer make one sentence each.
    assert sum(len(entry.sentences) for entry in entries) == len(run.events) - 3


def test_rounds_without_times_take_them_from_the_clock() -> None:
    (entry,) = diary([WorldEvent(3, "", "", EventType.BLUE, "RUS", "A")], NAMES)
    assert entry.heading == "Friday 7 October 2016, 00:00"
    (entry,) = diary([WorldEvent(3, "", "", EventType.BLUE, "RUS", "A")], KeyNames())
    assert entry.heading == "Round 4"


def test_votes_are_told_as_one_roll_call() -> None:
    run = run_data()
    sentences = [s for entry in diary(run.events, names_in_run(run)) for s in entry.sentences]
    (roll,) = [s for s in sentences if "put to the vote" in s]
    assert roll == f"{FIRST} is put to the vote. China votes against; Angola abstains."


def test_roll_calls_of_two_drafts_do_not_mix() -> None:
    events = [
        WorldEvent(0, "", "", EventType.VOTE, "RUS", draft, numbers={"vote": vote})
        for draft, vote in (("A", 0.0), ("B", 2.0))
    ]
    (entry,) = diary(events, NAMES)
    assert entry.sentences == (
        "A is put to the vote. Russia votes in favour.",
        "B is put to the vote. Russia votes against.",
    )


def test_statements_for_and_against_are_told_apart() -> None:
    events = [
        WorldEvent(0, "", "", EventType.STATEMENT, actor, "A", numbers={"pull": pull})
        for actor, pull in (("RUS", -0.1), ("CHN", -0.1), ("USA", 0.2))
    ]
    assert [one.words for one in tell(events, NAMES)] == [
        "Russia and China speak out against A.",
        "The USA speaks out for A.",
    ]


def test_every_type_of_event_has_its_sentence() -> None:
    assert set(SENTENCES) | {EventType.VOTE} == set(EventType)


@pytest.mark.parametrize("kind", [*EventType, "something_new"])
@pytest.mark.parametrize("full", [False, True])
def test_every_type_gives_one_sentence_with_or_without_numbers(kind: str, full: bool) -> None:
    some = {"to_halt": 0.4, "index": -0.1, "outcome": 1.0, "left": 0.3, "pull": 0.1, "vote": 1.0}
    words = told(str(kind), **(some if full else {}))
    assert words.endswith(".")
    assert words[0].isupper()
    assert "None" not in words
    assert "  " not in words


def test_numbers_are_told() -> None:
    assert told(
        "ask", wanted=1.0, from_halt=0.25, to_halt=0.5, from_access=0.5, to_access=0.25
    ) == (
        "Russia would abstain on A if it were to go further on halt of bombing (0.25 to 0.50) and "
        "ask less on access (0.50 to 0.25)."
    )
    assert told("ask", to_halt=0.5, adopted_before=0.1, adopted_after=0.4) == (
        "Russia asks that A go further on halt of bombing (to 0.50) "
        "(chance of adoption 10% before, 40% after)."
    )
    assert told("refuse", "envoy", index=-0.214) == "The envoy: no to the plan (−0.21 in all)."
    assert told("refuse", "groups", index=-0.2, plan=0.1, fighting=-0.3, patrons=0.0) == (
        "Armed groups: no to the plan (−0.20 in all: fighting on −0.30, the terms +0.10)."
    )
    assert told("outcome", "", outcome=2.0, yes=4.0, no=9.0, abstain=2.0, expected=0.001) == (
        "A is not adopted with 4 votes in favour, 9 against and 2 abstentions; its chance of "
        "adoption was under 1%."
    )
    assert told("hold", to_halt=0.1) == "The sponsors of A keep their text and refuse."
    assert told("destruction", "", "", share=0.52) == (
        "At this rate half of the city is now in ruins."
    )
    assert told("hold", cost_CHN=0.1, worth_CHN=0.4, value_CHN=0.004, gain=0.004) == (
        "The sponsors of A keep their text: it would cost China 25% of its gain; with the chances "
        "of adoption, 0.00 for China, too little to open the text again."
    )
    assert told("ask", "envoy", wanted=2.0, to_halt=0.5) == (
        "The envoy offers the sponsors of A a text of his own, which would go further on halt of "
        "bombing (to 0.50)."
    ), "he has no vote to give"
    assert told("stop", "envoy", left=0.75) == (
        "The departure stops: 75% of the fighters have left."
    )
    assert told("circulate_statement", "press", from_halt=0.0, to_halt=0.3) == (
        "The President circulates a press statement under the silence procedure; compared with "
        "the status quo it would go further on halt of bombing (0.00 to 0.30)."
    )
    assert told("event", "storm") == "A storm breaks."
    assert told("revise_plan", "pilots") == "The envoy adds a term to the plan: Neutral pilots."


def exchange(round_: int, answer: str, **numbers: float) -> list[WorldEvent]:
    """Russia's demand and the answer of the sponsors, Angola and China."""
    asked = {"wanted": 2.0, "from_halt": 1.0, "to_halt": 0.5}
    return [
        WorldEvent(round_, "", "", "ask", "RUS", "A", numbers=asked),
        WorldEvent(round_, "", "", answer, "CHN", "A", numbers=asked | numbers),
    ]


def test_a_demand_and_its_answer_are_one_entry_that_says_what_it_costs() -> None:
    bill = {"cost_CHN": 0.1, "worth_CHN": 0.4, "value_CHN": 0.02}
    told_ = tell(exchange(0, "amend", **bill, cost_AGO=-0.1, worth_AGO=0.4, value_AGO=0.3), NAMES)
    assert [one.words for one in told_] == [
        (
            "Russia would vote for A if it were to ask less on halt of bombing (1.00 to 0.50). The "
            "sponsors agree: it costs China 25% of its gain and AGO nothing; with the chances of "
            "adoption, +0.02 for China and +0.30 for AGO."
        )
    ]


def test_a_demand_that_was_turned_down_is_not_told_at_length_again() -> None:
    told_ = tell([*exchange(0, "hold"), *exchange(1, "hold"), *exchange(2, "amend")], NAMES)
    words = [one.words for one in told_]
    assert words[0].endswith("The sponsors keep their text.")
    assert words[1] == "Russia asks for much the same on A; the sponsors refuse."
    assert words[2].endswith("The sponsors agree.")


def test_the_departure_is_told_by_its_quarters() -> None:
    shares = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    events = [
        WorldEvent(n, "", "", EventType.EXECUTE, "envoy", numbers={"left": share})
        for n, share in enumerate(shares)
    ]
    shown = [one.event.numbers["left"] for one in tell(events, NAMES)]
    assert shown == [0.1, 0.3, 0.5, 0.8, 1.0]


def test_a_vote_by_itself_is_a_sentence_too() -> None:
    vote = WorldEvent(0, "", "", EventType.VOTE, "RUS", "A", numbers={"vote": 2.0})
    assert set(ALONE) == set(Vote)
    assert sentence(vote, NAMES) == "Russia votes against A."


def test_a_vote_on_which_all_agree_names_nobody() -> None:
    events = [
        WorldEvent(0, "", "", EventType.VOTE, actor, "A", numbers={"vote": 0.0})
        for actor in ("RUS", "CHN")
    ]
    (one,) = tell(events, NAMES)
    assert one.words == "A is put to the vote. All 2 members vote in favour."


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2016-10-08T14:40", "Saturday 8 October 2016, 14:40"),
        ("2016-10-06T00:00:00+02:00", "Thursday 6 October 2016, 00:00"),
        ("noon", "noon"),
    ],
)
def test_times_are_told_in_english_whatever_the_locale(time: str, words: str) -> None:
    assert when(time) == words


def test_why_sponsors_refuse_is_told_in_words_of_its_own() -> None:
    def answer(reason: Refusal, **numbers: float) -> str:
        (one,) = tell(exchange(0, "hold", reason=float(reason), **numbers), NAMES)
        return one.words.partition(". ")[2]

    bill = {"cost_CHN": 0.1, "worth_CHN": 0.4, "value_CHN": 0.004, "gain": 0.004}
    assert answer(Refusal.STOPPED, stopped_USA=0.94) == (
        "The sponsors keep their text: the USA would still stop it (chance of a no 94%)."
    )
    assert answer(Refusal.STOPPED, stopped_USA=0.94, stopped_CHN=0.6) == (
        "The sponsors keep their text: the USA and China would still stop it (chance of a no 94% "
        "and 60%)."
    )
    assert answer(Refusal.DISBELIEVED, still=0.45) == (
        "The sponsors keep their text: they would still estimate the chance of a no by Russia "
        "at 45%."
    )
    assert answer(Refusal.PASSES, adopted_before=0.97) == (
        "The sponsors keep their text: it passes without the change (chance 97%)."
    )
    assert answer(Refusal.SHORT, nine=0.2) == (
        "The sponsors keep their text: it would still be short of votes (chance of enough votes "
        "20%)."
    )
    assert answer(Refusal.SHOWN, show=-0.2, won=0.1) == (
        "The sponsors keep their text: they would rather expose the veto (weaker exposure −0.20, "
        "better odds +0.10)."
    )
    assert answer(Refusal.LITTLE, **bill).endswith("too little to open the text again.")
    assert "25% of its gain" in answer(Refusal.DEAR, **bill | {"gain": -0.1})
    assert len({answer(reason, **bill, stopped_USA=0.9) for reason in Refusal}) == len(Refusal) - 1


def test_what_sponsors_reckon_with_and_choose_is_told_with_its_numbers() -> None:
    assert told("weigh", "CHN", of_RUS=0.62, low=0.19, high=0.92, before=0.4) == (
        "The sponsors of A estimate the chance of a no at 62% for Russia (19% to 92% given what "
        "they know; 40% before)."
    )
    numbers = {
        "took": 4.0, "sigma": 0.65, "implied": 0.8, "silent": 0.1, "carried": 0.9,
        "table_RUS": 0.1, "withdraw_RUS": 0.0, "assembly_RUS": 0.12,
    }  # fmt: skip
    assert told("choose", "RUS", **numbers) == (
        "The sponsors drop A and take the matter to the General Assembly. To Russia a vote on it "
        "+0.10, withdrawing it 0.00 and the General Assembly +0.12 (two thirds there: 90%). A vote "
        "is the sponsors' best option if exposing a veto is worth at least 0.80 of an adoption "
        "(sigma); these are assumed to value it at 0.65."
    )
    del numbers["implied"]
    assert told("choose", "RUS", **numbers).endswith(
        "No value of exposing a veto would make a vote the sponsors' best option."
    )
