"""Immutable data of a meeting: its law, proposals, motions, questions and ballots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sim.domain.ballots import Vote
from sim.procedure.article27 import Count, Words
from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.vocabulary import (
    Basis,
    MotionKind,
    Nature,
    ProposalKind,
    QuestionKind,
    Status,
)
from sim.procedure.voting_rule import VotingRule


@dataclass(frozen=True, slots=True)
class Law:
    """Members, President and voting rule, which are fixed for the meeting.

    Attributes:
        members: codes in the English order of their names on ``day``.
        permanent: codes whose negative vote can block a text on the item.
        unrestrained: codes whose negative vote can block a question of another kind, to which a
            reform that restrains the veto on the item does not apply.
        vetoed: symbols of texts on the same item that were vetoed at earlier meetings.
        announced: a ballot stays open until the President announces the result; if false, the last
            vote closes it.
        secret: texts are voted on by secret ballot.
        parties: parties to the dispute under consideration, which abstain on drafts under
            Chapter VI (Article 27(3)).
        part_titles: titles of parts of texts that have another name in acts, by that name.
    """

    day: date
    members: tuple[str, ...]
    permanent: tuple[str, ...]
    unrestrained: tuple[str, ...]
    rule: VotingRule
    president: str
    institution: str = "charter"
    vetoed: tuple[str, ...] = ()
    announced: bool = False
    secret: bool = False
    parties: tuple[str, ...] = ()
    part_titles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Special circumstances of a meeting.

    Attributes:
        atrocity: the item concerns mass atrocities, for which a reform may restrain the veto.
        vetoed: symbols of texts on the same item that were vetoed at earlier meetings.
        announced: a ballot stays open until the President announces its result.
        secret: texts are voted on by secret ballot, which is a reform: the Council votes openly.
        parties: parties to the dispute under consideration.
    """

    atrocity: bool = False
    vetoed: tuple[str, ...] = ()
    announced: bool = False
    secret: bool = False
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A participant without a vote.

    Attributes:
        rule: the provision under which it was invited.
        before: the one under which it had been invited before it was seated as a party to a
            dispute; it applies again if the Council overrules that finding.
        by: the participant that proposed the invitation.
    """

    name: str
    rule: Basis
    before: Basis | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, an amendment or a substantive motion before the Council.

    Attributes:
        nature: procedural or substantive, as the kind of proposal, the mover or a ruling says.
        to: symbol of the text that an amendment would change.
        distance: how far an amendment is removed from the text in substance, from 0 to 1.
        adds_or_deletes: an amendment that only adds or deletes words.
        parts: names of the parts that the text has or had, if known.
        more: it has words besides those parts, which are not voted on separately.
        deletes: parts of the text that an amendment deletes.
        deleted: parts that amendments or revisions have taken out of the text.
        separate: parts that are voted separately at a member's request.
        whole: parts for which the mover objected to a separate vote.
        sponsors: those that submitted it and those that joined later (``joined``).
        consents: movers of the text that have accepted an amendment, if there are several movers.
        about: the State that an application for membership is about.
        after: the vetoed text on which a call for an emergency special session rests.
        nature_settled: a ruling or a vote has decided its nature.
        nature_decided: the Council itself decided it, by overruling a ruling or by a vote that
            carried; no ruling contradicts it.
        nature_asked: it was withdrawn while the question of its nature waited for an answer.
        bound: parties to a dispute that must abstain under Article 27(3).
        parties: those of them that ``bound_by`` named in submitting it, now or before. They must
            abstain unless it binds.
        binding: it binds under Chapter VII, as its mover says; ``binding_in`` are the parts that
            say so, if those are known.
        makes_binding: of an amendment: whether the text then binds by what it brings; None leaves
            that as it is. A text that no longer binds by one of several parts that say so does by
            the others.
        voted: a vote has been taken with respect to it.
        paragraphs: the full text as submitted, if there is one; for an amendment, the new
            paragraph.
    """

    symbol: str
    mover: str
    title: str = ""
    sponsors: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    kind: ProposalKind = ProposalKind.DRAFT
    nature: Nature = Nature.SUBSTANTIVE
    to: str = ""
    distance: float = 0.0
    adds_or_deletes: bool = False
    parts: tuple[str, ...] = ()
    more: bool = False
    deletes: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    bound_by: str = ""
    binding: bool = False
    binding_in: tuple[str, ...] = ()
    makes_binding: bool | None = None
    seconders: tuple[str, ...] = ()
    requested_by: str = ""
    separate: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    about: str = ""
    after: str = ""
    voted: bool = False
    status: Status = Status.OPEN
    amended_by: tuple[str, ...] = ()
    lost_parts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    nature_settled: bool = False
    nature_decided: bool = False
    nature_asked: bool = False

    @property
    def procedural(self) -> bool:
        """Whether Article 27(2) decides it."""
        return self.nature is Nature.PROCEDURAL

    @property
    def movers(self) -> tuple[str, ...]:
        """All members that submitted it: joint sponsors are joint movers."""
        together = (code for code in self.sponsors if code not in self.joined)
        return tuple(dict.fromkeys((self.mover, *together)))

    @property
    def keepers(self) -> tuple[str, ...]:
        """All that seconded or sponsor it, and can maintain it if it is withdrawn (rule 35)."""
        return tuple(dict.fromkeys((*self.seconders, *self.sponsors)))

    @property
    def divided(self) -> bool:
        """Whether parts of it are voted on separately."""
        return any(self.has(part) for part in self.separate)

    @property
    def present(self) -> tuple[str, ...]:
        """The known parts that the text has: neither deleted from it nor rejected."""
        return tuple(part for part in self.parts if self.has(part))

    def has(self, part: str) -> bool:
        """Whether ``part`` is in the text, as far as all its parts are known."""
        gone = part in self.deleted or part in self.lost_parts
        return not gone and (not self.parts or part in self.parts)

    @property
    def nothing_left(self) -> bool:
        """Whether nothing of the text remains, as far as all its parts are known.

        Parts that members name to have them voted separately need not be all that it has. An
        amendment that deletes something has that left, whatever becomes of its own parts.
        """
        return bool(self.parts) and not (self.present or self.deletes or self.more)

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self.status is Status.OPEN


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion (rules 28, 33, 48, 51, 56 and 57), pending or not.

    Attributes:
        bound: parties to the dispute that must abstain on it under Article 27(3).
        after: texts that were before the Council when a principal motion was moved (rule 32).
        number: of several principal motions of one kind that are before the Council, counted from
            1. Other motions of one kind have one name, and are told apart by their detail.
        moved: how many acts had been done when it was moved; the earlier of two has precedence.
        seconders: the members that can maintain it if it is withdrawn (rule 35).
        nature_asked: it was withdrawn while the question of its nature waited for an answer.
    """

    what: MotionKind
    mover: str
    detail: str = ""
    nature: Nature = Nature.PROCEDURAL
    nature_settled: bool = False
    nature_decided: bool = False
    bound: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    number: int = 1
    moved: int = 0
    seconders: tuple[str, ...] = ()
    nature_asked: bool = False

    @property
    def called(self) -> str:
        """The name by which questions, orders of voting and acts refer to it."""
        return self.what.value if self.number == 1 else f"{self.what.value} {self.number}"

    @property
    def procedural(self) -> bool:
        """Whether Article 27(2) decides it."""
        return self.nature is Nature.PROCEDURAL


@dataclass(frozen=True, slots=True)
class Question:
    """The question that the Council decides next, by consent or by a vote."""

    kind: QuestionKind
    text: str
    by: str
    procedural: bool = True
    subject: str = ""
    names: tuple[str, ...] = ()
    detail: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """A State's application for membership and its stage (rules 58 to 60)."""

    state: str
    referred: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class BallotRecord:
    """A completed ballot: question, votes in seating order, count, and result in words."""

    question: Question
    votes: Mapping[str, Vote]
    count: Count
    words: Words
    carried: bool

    @property
    def open_votes(self) -> Mapping[str, Vote]:
        """How each member voted, as everyone may know it: nothing of a secret ballot."""
        return {} if self.question.secret else self.votes


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """An entry of the log: an act and its ruling.

    Attributes:
        ballot: the vote that the act completed, if it completed one.
        chair: the member that presides after the act.
    """

    act: Act
    ruling: Ruling
    ballot: BallotRecord | None = None
    chair: str = ""
