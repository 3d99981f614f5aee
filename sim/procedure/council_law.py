"""What decides a text in one Council: votes needed, who can block, and what follows a veto."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.procedure.assembly import UNITING_FROM, VETO_DEBATE_FROM, AssemblyRule
from sim.procedure.voting_rule import VotingRule


@dataclass(frozen=True, slots=True)
class TextLaw:
    """What decides one text.

    Attributes:
        quota: affirmative votes needed.
        blocking: noes of ``blockers`` that defeat the text; 0 if nobody can block it.
        blockers: codes of the members whose noes count towards ``blocking``.
        bound: codes of the members that must abstain (Article 27(3), proviso).
        procedural: whether Article 27(2) applies.
    """

    quota: int
    blocking: int
    blockers: tuple[str, ...]
    bound: tuple[str, ...]
    procedural: bool

    def blocked_by(self, noes: Sequence[str]) -> tuple[str, ...]:
        """Those of ``noes`` that defeat the text together if it has its quota; empty if none do."""
        against = tuple(code for code in noes if code in self.blockers)
        return against if 0 < self.blocking <= len(against) else ()


@dataclass(frozen=True, slots=True)
class CouncilLaw:
    """The voting law of one Council.

    Attributes:
        rule: quota, and noes that block.
        standing: members with a permanent seat, with or without a veto.
        blockers: members whose noes count towards those that block.
        assembly: what follows a veto in the General Assembly.
    """

    rule: VotingRule
    standing: tuple[str, ...]
    blockers: tuple[str, ...]
    assembly: AssemblyRule

    def on_text(self, *, procedural: bool, bound: Sequence[str] = ()) -> TextLaw:
        """The law on one text. ``bound`` are the parties that must abstain on it.

        The proviso does not apply to procedural questions. Source: Charter, Article 27.
        """
        must = () if procedural else tuple(bound)
        able = () if procedural else tuple(code for code in self.blockers if code not in must)
        blocking = self.rule.blocking if 0 < self.rule.blocking <= len(able) else 0
        return TextLaw(self.rule.quota, blocking, able if blocking else (), must, procedural)


def session_called(law: AssemblyRule, day: date) -> bool:
    """Whether a veto on ``day`` calls the Assembly's emergency session by itself.

    Source: a reform of resolution 377 A (V) of 3 November 1950.
    """
    return law.emergency and law.automatic and day >= UNITING_FROM


def session_possible(law: AssemblyRule, day: date) -> bool:
    """Whether the Council can call an emergency session on ``day``; source: 377 A (V)."""
    return law.emergency and not law.automatic and day >= UNITING_FROM


def debate_follows(law: AssemblyRule, day: date) -> bool:
    """Whether the Assembly debates a veto cast on ``day``; source: resolution 76/262.

    It does not where the veto itself calls an emergency session on the same situation.
    """
    return day >= VETO_DEBATE_FROM and not session_called(law, day)
