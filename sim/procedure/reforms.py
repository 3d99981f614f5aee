"""Institutions: the Charter, and reforms that each replace one of its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sim.domain.errors import UnknownNameError
from sim.procedure.assembly import UNITING_FOR_PEACE, AssemblyRule
from sim.procedure.council_law import CouncilLaw
from sim.procedure.councils import PERMANENT, rule_on, size_on
from sim.procedure.voting_rule import VotingRule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Institution:
    """The constitution of the Council. A field that is not set follows the Charter on the date.

    Attributes:
        replaces: the one provision that differs, in words.
        quota: affirmative votes needed.
        blocking: permanent noes that defeat a proposal; 0 if nobody can block.
        new_permanent: additional permanent seats; ``new_veto`` says whether they can block.
        claimants: codes of the States that supporters of the proposal name for those seats.
        elected: elected seats.
        restraint: permanent members that may not block while mass atrocities are at stake.
        assembly: when the General Assembly takes up a question.
        conference: a conference of any members that decides by simple majority without a veto.
    """

    name: str
    title: str
    replaces: str
    source: str
    checked: bool = True
    quota: int | None = None
    blocking: int = 1
    new_permanent: int = 0
    new_veto: bool = False
    claimants: tuple[str, ...] = ()
    elected: int | None = None
    restraint: tuple[str, ...] = ()
    assembly: AssemblyRule = field(default=UNITING_FOR_PEACE)
    conference: bool = False

    def voting_rule(self, day: date, members: int | None = None) -> VotingRule:
        """Quota and blocking number on ``day``.

        A conference decides by a majority of its ``members``, by default the number of seats.
        """
        if self.conference:
            return VotingRule(quota=(members or self.seats(day)) // 2 + 1, blocking=0)
        charter = rule_on(day)
        return VotingRule(quota=self.quota or charter.quota, blocking=self.blocking)

    def permanent_seats(self, day: date) -> int:  # noqa: ARG002 - a reform may date its seats
        """Number of permanent seats, with or without a veto."""
        return len(PERMANENT) + self.new_permanent

    def elected_seats(self, day: date) -> int:
        """Number of elected seats on ``day``."""
        return size_on(day).elected if self.elected is None else self.elected

    def seats(self, day: date) -> int:
        """Number of all seats on ``day``."""
        return self.permanent_seats(day) + self.elected_seats(day)

    def standing_codes(self, day: date) -> tuple[str, ...]:  # noqa: ARG002
        """Codes of the States with a permanent seat, with or without a veto."""
        return () if self.conference else PERMANENT + self.claimants

    def permanent_codes(
        self,
        day: date,  # noqa: ARG002
        *,
        atrocity: bool,
    ) -> tuple[str, ...]:
        """Codes of the States whose negative vote can block, as ``decide`` takes them.

        ``atrocity`` says that the question concerns genocide, crimes against humanity or war crimes
        on a large scale, in which case ``restraint`` applies.
        """
        if self.conference:
            return ()
        codes = PERMANENT + (self.claimants if self.new_veto else ())
        return tuple(code for code in codes if not (atrocity and code in self.restraint))

    def permanent_mask(
        self, members: Sequence[str], day: date, *, atrocity: bool
    ) -> NDArray[np.bool_]:
        """Bool (seat,): which of ``members``, in their order, can block."""
        codes = self.permanent_codes(day, atrocity=atrocity)
        import numpy as np  # callers that only need dates and names should not load NumPy

        return np.array([code in codes for code in members], dtype=np.bool_)

    def law_of(self, members: Sequence[str], day: date, *, atrocity: bool) -> CouncilLaw:
        """The law by which ``members`` decide on ``day``; ``atrocity`` as in `permanent_codes`."""
        able = self.permanent_codes(day, atrocity=atrocity)
        standing = self.standing_codes(day)
        return CouncilLaw(
            rule=self.voting_rule(day, len(members)),
            standing=tuple(code for code in members if code in standing),
            blockers=tuple(code for code in members if code in able),
            assembly=self.assembly,
        )

    def problems(self, members: Sequence[str], day: date) -> list[str]:
        """What is wrong with ``members`` as a Council of this institution; empty if nothing."""
        doubles = sorted({code for code in members if list(members).count(code) > 1})
        names = [f"{code} is listed more than once" for code in doubles]
        if self.conference:
            return names
        if len(members) != self.seats(day):
            names.append(f"{len(members)} members, but the Council has {self.seats(day)} seats")
        missing = [code for code in PERMANENT if code not in members]
        names += [f"{code}, a permanent member, is missing" for code in missing]
        return names


FOUR = ("BRA", "DEU", "IND", "JPN")
"""The Group of Four. Neither their text nor the African Union's names States for the African
seats."""

_CHARTER = Institution(
    "charter", "The Charter as it stands", "nothing", "Charter of the United Nations, Article 27"
)

_REFORMS = (
    Institution(
        "two-vetoes",
        "Two permanent noes to block",
        "Article 27(3): one permanent no no longer defeats a proposal, two do",
        "a proposal made in many forms since the 1990s; no text is on the table",
        blocking=2,
    ),
    Institution(
        "no-veto",
        "No veto",
        "Article 27(3): the concurring votes of the permanent members",
        "Article 27 without its second half; amending it needs the permanent members (Article 108)",
        blocking=0,
    ),
    Institution(
        "veto-restraint",
        "Restraint in the face of mass atrocities",
        "Article 27(3), for questions of mass atrocities only: no permanent no blocks",
        "French and Mexican political declaration (2015) and the ACT code of conduct (2015), read "
        "here as if they were law; they are pledges, and not all permanent members made them",
        restraint=PERMANENT,
    ),
    Institution(
        "veto-restraint-signed",
        "Restraint by the permanent members that pledged it",
        "Article 27(3), for mass atrocities: French and British noes do not block",
        "as veto-restraint; France (2015 declaration) and the United Kingdom (code of conduct)",
        checked=False,
        restraint=("FRA", "GBR"),
    ),
    Institution(
        "enlarged-24",
        "Twenty-four seats, five new permanent without a veto",
        "Articles 23 and 27: size and quota",
        "paper of the President of the Assembly, Razali Ismail, 20 March 1997; quota 15 of 24",
        checked=False,
        quota=15,
        new_permanent=5,
        claimants=("DEU", "JPN"),
        elected=14,
    ),
    Institution(
        "enlarged-25",
        "Twenty-five seats, six new permanent without a veto",
        "Articles 23 and 27: size and quota",
        "draft A/59/L.64 of the Group of Four (2005); quota 14 of 25",
        checked=False,
        quota=14,
        new_permanent=6,
        claimants=FOUR,
        elected=14,
    ),
    Institution(
        "enlarged-25-veto",
        "Twenty-five seats, six new permanent with a veto, two of them unnamed",
        "Articles 23 and 27: size, quota and who can block",
        "the Group of Four's seats with the veto that they first asked for; quota 14 of 25",
        checked=False,
        quota=14,
        new_permanent=6,
        new_veto=True,
        claimants=FOUR,
        elected=14,
    ),
    Institution(
        "enlarged-25-elected",
        "Twenty-five seats, all new ones elected",
        "Articles 23 and 27: size and quota",
        "draft A/59/L.68 of the group Uniting for Consensus (2005); quota 15 of 25",
        checked=False,
        quota=15,
        elected=20,
    ),
    Institution(
        "enlarged-26",
        "Twenty-six seats, six new permanent with a veto, two of them unnamed",
        "Articles 23 and 27: size, quota and who can block",
        "Ezulwini consensus and draft A/59/L.67 of the African Union (2005); the quota is our "
        "reading, three fifths of the seats as now",
        checked=False,
        quota=16,
        new_permanent=6,
        new_veto=True,
        claimants=FOUR,
        elected=15,
    ),
    Institution(
        "assembly-automatic",
        "A veto calls the emergency session automatically",
        "Assembly resolution 377 A (V): no vote is needed to call the session",
        "a change to 377 A (V) of our own making, one step beyond resolution 76/262",
        assembly=AssemblyRule(automatic=True),
    ),
    Institution(
        "assembly-none",
        "No emergency sessions",
        "Assembly resolution 377 A (V): taken away",
        "the law before 3 November 1950",
        assembly=AssemblyRule(emergency=False),
    ),
    Institution(
        "assembly-substantive",
        "The call for an emergency session can be vetoed",
        "Assembly resolution 377 A (V): the Council's call becomes a substantive question",
        "the Soviet reading of 1950, which practice rejected",
        assembly=AssemblyRule(call_is_procedural=False),
    ),
)

_CONFERENCE = Institution(
    "conference",
    "A conference of any members, which decides by more than half of them",
    "Articles 23 and 27: this is not the Council; for tables of preferences from elsewhere",
    "the plain majority rule of May (1952)",
    blocking=0,
    conference=True,
)

INSTITUTIONS: dict[str, Institution] = {
    item.name: item for item in (_CHARTER, *_REFORMS, _CONFERENCE)
}
"""Name -> institution; adding one takes an entry here, a test and a line in the docs."""


def institution(name: str) -> Institution:
    """The institution called ``name``.

    Raises:
        UnknownNameError: if there is none; the message lists the names that exist.
    """
    try:
        return INSTITUTIONS[name]
    except KeyError:
        raise UnknownNameError(
            f"no institution is called '{name}'; there are {', '.join(INSTITUTIONS)}"
        ) from None
