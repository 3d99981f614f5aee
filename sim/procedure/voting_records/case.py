"""One ballot read from a file: its votes or counts, gaps and errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sim.domain.ballots import Outcome, Vote
from sim.domain.folding import fold_name
from sim.domain.spellings import name_without_notes
from sim.domain.states import BY_NAME, name_of
from sim.procedure.terms import LAST_YEAR
from sim.procedure.voting_records.days import Order, day_of
from sim.procedure.voting_records.words import (
    NO_WORDS,
    YES_WORDS,
    is_unknown,
    outcome_in,
    says_only_adopted,
    says_without_vote,
)

FAULTY = "faulty"
"""The mark of a ballot that could not be decided, as a table that was printed keeps it."""


@dataclass(slots=True)
class RecordedBallot:
    """One ballot of a file.

    Attributes:
        kind: ``ballot`` for one row per vote, ``item`` for one row per ballot.
        votes, spelled: votes, and names as the file spells them, by code of the member.
        read_as: the interpretation of names that are neither a State's English name nor its code.
        bound: parties to the dispute whose votes are known, by code.
        bound_in_favour: of a tally, parties that can only have voted in favour, by code.
        unbound: members of which a row says that they are no party, by code.
        atrocities: whether the question is one of mass atrocities; None if the file does not say.
        stated: totals that rows of votes state beside them: yes, no and abstain.
        said_vetoers: permanent members that such rows say voted no.
        counts: yes, no, abstain, and members that did not vote.
        absent: of the last, those that the file reports as absent.
        permanent_noes: codes of the permanent members known to have voted no.
        unknown_noes: noes for which the file does not name the member.
        unknown_parties: names of parties to the dispute whose votes are not in the file.
        recorded: the outcome that the file records.
        without_vote: the text was adopted without a vote.
        blank_is_adoption: that outcome means so if the file has no numbers.
        missing: what the file lacks to decide the ballot.
        cells: the cells of the row by column name; empty for one row per vote.
    """

    kind: str
    label: str
    line: int
    date_text: str
    day: date | None = None
    procedural: bool = False
    nature: str = ""
    chapter: str = ""
    topic: str = ""
    atrocities: bool | None = None
    votes: dict[str, Vote] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    bound: list[str] = field(default_factory=list)
    bound_in_favour: list[str] = field(default_factory=list)
    unbound: set[str] = field(default_factory=set)
    stated: list[tuple[int | None, ...]] = field(default_factory=list)
    said_vetoers: list[str] = field(default_factory=list)
    counts: tuple[int, int, int, int] | None = None
    absent: int = 0
    permanent_noes: list[str] = field(default_factory=list)
    unknown_noes: int = 0
    unknown_parties: list[str] = field(default_factory=list)
    blind: bool = False
    recorded: Outcome | None = None
    without_vote: bool = False
    blank_is_adoption: bool = False
    errors: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)

    def fault(self, line: int, text: str) -> None:
        """Add an error on ``line``."""
        self.errors.append(f"line {line}: {text}")

    def fault_once(self, line: int, kind: str, text: str) -> None:
        """Add an error on ``line`` unless the ballot already has one of this ``kind``."""
        if not any(kind in error for error in self.errors):
            self.fault(line, f"{kind} {text}")

    def keep_fault(self, line: int, mark: str) -> None:
        """Leave a ballot undecided that a printed table marks as faulty in ``undecided``."""
        if mark.casefold() == FAULTY and not self.errors:
            self.fault(
                line, "the table marks it as faulty; correct it and clear its cell in 'undecided'"
            )

    def lacks(self, text: str) -> None:
        """Add a gap on the ballot's line."""
        self.missing.append(f"line {self.line}: {text}")

    def spell(self, code: str, name: str) -> None:
        """Store how the file spells a member, and how an unusual name was interpreted."""
        if BY_NAME.get(fold_name(name)) != code:
            self.read_as[name] = name_of(code, self.day)
        self.spelled[code] = name_without_notes(name)

    def set_day(self, order: Order, year: str = "") -> None:
        """Read the date; for years after the table of members, members are not verified."""
        day = day_of(self.date_text, order, year)
        if isinstance(day, str):
            self.fault(self.line, day)
            return
        self.day = day
        if year.removesuffix(".0").isdecimal() and int(year.removesuffix(".0")) != day.year:
            self.warnings.append(f"the column year says {year}; the date, {day}, is used")
        if day.year > LAST_YEAR:
            self.warnings.append(
                f"seats are known to {LAST_YEAR} only; the members of {day.year} are not verified"
            )

    def set_nature(self, line: int, text: str) -> None:
        """Read the nature of the question; elections are not decided under Article 27."""
        self.nature = text
        word = fold_name(text).replace(" ", "")
        if word in {"", "substantive", "nonprocedural"}:
            self.procedural = False
        elif word == "procedural":
            self.procedural = True
        elif word.startswith("elect"):
            self.fault(
                line,
                "an election of judges needs an absolute majority of the Council, eight of fifteen "
                "(six of eleven before 1966), and has no veto (Statute of the Court, Articles 8, "
                "10 and 12); Article 27 does not decide it",
            )
        else:
            self.fault(
                line, f"'{text}' is not the nature of a question; write procedural or substantive"
            )

    def set_atrocities(self, line: int, text: str) -> None:
        """Read whether the question is one of mass atrocities; blank if the row does not say."""
        word = text.casefold()
        if is_unknown(word):
            return
        if word not in YES_WORDS | NO_WORDS:
            self.fault(line, f"atrocities is '{text}'; write yes or no")
        elif self.atrocities is None:
            self.atrocities = word in YES_WORDS
        elif self.atrocities is not (word in YES_WORDS):
            self.fault_once(line, "atrocities is", "yes in one row and no in another")

    def record(self, text: str) -> None:
        """Store the outcome in ``text``, unless an earlier cell had one."""
        outcome = outcome_in(text)
        if outcome is None:
            return
        if self.recorded is None:
            self.recorded = outcome
        elif self.recorded is not outcome:
            different = "the file records two different outcomes of this ballot"
            if different not in self.warnings:
                self.warnings.append(different)
        if says_without_vote(text):
            self.without_vote = True
        self.blank_is_adoption = says_without_vote(text) or says_only_adopted(text)

    def settle_without_vote(self) -> None:
        """Settle a ballot without votes: adopted if the file says so, otherwise undecided."""
        self.without_vote = self.recorded is Outcome.ADOPTED and self.blank_is_adoption
        if not self.without_vote and not self.errors:
            self.lacks(
                "the tally is blank; give it, or say in a column outcome that the text was adopted "
                "without a vote"
            )
