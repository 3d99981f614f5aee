"""A ballot in a paragraph: who is explained, what is told together, and the record beside it."""

from __future__ import annotations

from sim.domain.ballots import Vote
from sim.studies.run.paragraph import ballot_paragraph
from sim.studies.run.published import Ballot, Tally
from sim.studies.run.reasons import Reason

NAMES = {"CHN": "China", "RUS": "Russia", "USA": "the United States", "FRA": "France"}


def reason(text: str, amount: float, term: str = "issue", *, common: bool = False) -> Reason:
    return Reason(term, "", text, amount, (), common)


PRESUMED = reason("as usual", 9.0, "presumption", common=True)
FOES = (reason("against which it usually votes: it agreed in 0 of 6", 5.0, "closeness"), PRESUMED)
SHY = (reason("with which it agreed in 1 of 6", -3.0, "closeness"), PRESUMED)


def ballot(votes: dict[str, str], reasons: dict[str, tuple[Reason, ...]]) -> Ballot:
    counts = [sum(vote == one.word for vote in votes.values()) for one in (*list(Vote)[:3],)]
    tally = Tally(counts[0], counts[2], counts[1], 0)
    return Ballot(
        "S/1", "", ("FRA",), tally, "adopted", (), votes, "", 0.25, reasons, (), (), {}, 1.0
    )


def told(votes: dict[str, str], reasons: dict[str, tuple[Reason, ...]], **record: str) -> str:
    recorded = dict.fromkeys(votes, "yes") | record
    return ballot_paragraph(ballot(votes, reasons), NAMES.__getitem__, recorded)


def test_dissenters_with_the_same_reasons_are_told_together() -> None:
    votes = {"CHN": "no", "RUS": "no", "FRA": "yes"}
    text = told(votes, {"CHN": FOES, "RUS": FOES}, CHN="no", RUS="no")
    assert text.startswith(
        "In the central case S/1 has 1 in favour, 2 against and 0 abstentions, with a chance of "
        "adoption of 25%. China and Russia vote no: against which each usually votes: each agreed "
        "in 0 of 6."
    )
    assert text.endswith(
        "On record it had 1 in favour, 2 against and 0 abstentions: all votes as in the central "
        "case."
    )


def test_a_yes_that_was_none_on_record_is_told_with_what_speaks_against_it() -> None:
    votes = {"USA": "yes", "FRA": "yes"}
    text = told(votes, {"USA": SHY, "FRA": (PRESUMED,)}, USA="abstain")
    assert (
        "The United States votes yes, as members usually do when a text is put to the vote, "
        "although with which it agreed in 1 of 6."
    ) in text
    assert "France" not in text
    assert text.endswith("; different from the central case: the United States.")


def test_what_weighs_little_is_left_out_and_both_sides_are_told() -> None:
    mixed = (reason("much for it", 4.0), reason("some against", -2.0), reason("little", 0.1))
    text = told({"CHN": "abstain"}, {"CHN": mixed}, CHN="abstain")
    assert "China abstains: much for it; although some against." in text
    assert "little" not in text


def test_more_than_three_groups_are_counted() -> None:
    codes = ("CHN", "RUS", "USA", "FRA")
    reasons = {code: (reason(f"reason {n}", 1.0 + n),) for n, code in enumerate(codes)}
    text = told(dict.fromkeys(codes, "no"), reasons, **dict.fromkeys(codes, "no"))
    assert "1 more member did not vote yes here or on record." in text
