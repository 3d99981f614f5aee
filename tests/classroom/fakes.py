"""Members that vote as a table says, for tests that are not about the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sim.domain.intervals import Interval
from sim.lessons.advice import Advice, DraftAim, SeatMove, WeighedMove, untold
from sim.lessons.members import Inclination, Pins, SponsorsReply, Texts, Wish, WorldShares
from sim.scenario.schema import Scenario
from tests.classroom.scene import MEMBERS, NORTH


class Fake:
    """North for the first text and against the second, and the other way round."""

    def knowing(self, scenario: Scenario) -> Fake:
        return self

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        return {
            draft: {code: self._one(code, place) for code in MEMBERS}
            for place, draft in enumerate(texts)
        }

    def _one(self, code: str, place: int) -> Inclination:
        if code in ("AGO", "CHN"):
            return Inclination("abstain", 0.1, 0.8, 0.1, ("undecided",))
        likes = (code in NORTH) == (place == 0) or code == "EGY"
        if likes:
            return Inclination("yes", 0.9, 0.1, 0.0, ("close to its aims",))
        return Inclination("no", 0.0, 0.1, 0.9, ("far from its aims",))

    def wish(self, member: str, draft: str, texts: Texts) -> Wish | None:
        return Wish("flights", 0.5, "less of it")

    def gain(self, member: str, draft: str, change: Wish, texts: Texts) -> float:
        more = (change.value or 0.0) - texts[draft].get(change.issue, 0.0)
        return more if member in NORTH else -more

    def sound(self, member: str, draft: str, texts: Texts) -> tuple[str, ...]:
        return (f"{member} on {draft}: exposed against many.", "It asks for less.")

    def advise(
        self,
        member: str,
        texts: Texts,
        drafts: Collection[str],
        tell: Callable[[int, int], None] = untold,
    ) -> Advice:
        draft = next(iter(drafts))
        tell(0, 1)
        move = SeatMove("vote", draft, "no")
        gain = Interval(-0.5, -0.6, -0.4)
        weighed = WeighedMove(
            move, f"vote no on {draft}", 0.75, gain, gain, "Your own vote decides."
        )
        return Advice(150, (DraftAim(draft, 0.25, 0.75),), (weighed,), ("say so in public",))

    def weight_of_word(self, member: str, draft: str, texts: Texts, *, support: bool) -> float:
        return 4.0

    def answer(self, draft: str, wish: Wish, texts: Texts) -> SponsorsReply:
        return SponsorsReply(wish.value == 0.5, "it costs little")

    def worlds(self, texts: Texts, pins: Pins | None = None) -> Mapping[str, WorldShares]:
        outcomes = {"adopted": 0.25, "vetoed": 0.75, "not_adopted": 0.0}
        if pins and all(vote != "no" for votes in pins.values() for vote in votes.values()):
            outcomes = {"adopted": 0.75, "vetoed": 0.25, "not_adopted": 0.0}
        views = self.inclinations(texts)
        return {
            draft: WorldShares(
                outcomes,
                {
                    code: {"yes": v.yes, "abstain": v.abstain, "no": v.no}
                    for code, v in mine.items()
                },
                1.0,
                40,
            )
            for draft, mine in views.items()
        }
