"""A meeting of nine browsers in eight pictures: ``python docs/_tools/meeting_strip.py FILE.webp``.

Serves the meeting of 8 October 2016, signs in a teacher, a projector and seven delegations, each in
a browser of its own, and goes from the lobby to the debrief. The other eight members are the
engine's. Needs chromium, its driver and the extra ``dev``.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docs._tools.strips import Frame, chromium, picture_of, write_strip  # noqa: E402
from tests.web.browser import Served, browser, started  # noqa: E402
from tests.web.test_browser import (  # noqa: E402
    click,
    reads,
    sign_in,
    sit,
    step_until,
    type_in,
    wait,
)

CASE = "aleppo-2016-10-08"
SEATS = ("CHN", "EGY", "ESP", "FRA", "RUS", "USA", "VEN")
PHONES = ("EGY", "VEN")
VOTES = {
    "S/2016/846": dict.fromkeys(SEATS, "yes") | {"CHN": "abstain", "RUS": "no", "VEN": "no"},
    "S/2016/847": dict.fromkeys(SEATS, "no") | {"CHN": "yes", "EGY": "yes", "RUS": "yes",
                                                "VEN": "yes"},
}  # fmt: skip
"""What the class votes here: as on record."""


def main(target: Path) -> None:
    """Write the strip to ``target``."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        words = ("sim", "serve", CASE, "--port", "0", "--pace", "0", "--new", "--log-dir", folder)
        served = started(words, by_command=True)
        stack.callback(served.close)
        screens = {
            name: stack.enter_context(
                browser(Path(folder, name), *((390, 844) if name in PHONES else (1440, 900)))
            )
            for name in ("teacher", "projector", *SEATS)
        }
        frames = list(meeting(served, screens))
        write_strip(target, frames, stack.enter_context(chromium()))


def meeting(served: Served, screens: Mapping[str, Any]) -> Iterator[Frame]:
    """Words and picture of each step."""
    teacher, projector = screens["teacher"], screens["projector"]
    egypt, france, russia = screens["EGY"], screens["FRA"], screens["RUS"]

    sign_in(teacher, served, "teacher")
    sign_in(projector, served, "projector")
    reads(projector, served.code)
    for seat in SEATS:
        sit(screens[seat], served, seat)
    reads(projector, "Venezuela")
    yield picture_of(projector, "The lobby on the projector: seven delegations have joined.")

    click(teacher, "[data-focus=phase-negotiation]")
    click(egypt, "[data-focus='S/2016/846-for']")
    click(egypt, "#ask-clause option:nth-child(3)")
    click(egypt, "[data-focus=ask-go]")
    click(france, "#tab-asks")
    yield picture_of(egypt, "Consultations on a phone: Egypt takes a stand and asks for a clause.")
    yield picture_of(france, "France reads the request beside its text, its brief and the record.")
    click(france, "[data-focus=ask-0-false]")

    click(teacher, "[data-focus=phase-meeting]")
    type_in(russia, "[id='act.call-agenda']", "The situation in the Middle East")
    click(russia, "[data-focus=go-call]")
    reads(projector, "called to order")
    click(russia, "[data-focus=go-adopt_agenda]")
    click(russia, "[data-focus=go-no_objection]")
    reads(egypt, "S/2016/847")
    yield picture_of(russia, "The Russian Federation presides: the agenda is adopted.")

    for text, cast in VOTES.items():
        step_until(teacher, lambda: egypt.find_elements("css selector", "[data-vote]"))
        reads(projector, f"Vote: {text}")
        for seat, vote in cast.items():
            click(screens[seat], f"[data-vote={vote}]")
            if text == "S/2016/846" and seat == "EGY":
                yield picture_of(egypt, "The vote on a phone: press, then confirm.")
            click(screens[seat], "[data-focus=vote-confirm]")
        step_until(
            teacher, lambda t=text: f"{t}: " in projector.find_element("id", "now-body").text
        )
        if text == "S/2016/846":
            yield picture_of(projector, "The result on the projector, with the rule that decided.")

    click(teacher, "[data-focus=phase-debrief]")
    click(teacher, "#tab-debrief")
    click(teacher, "[data-focus=compare]")
    wait(lambda: "On record" in teacher.find_element("id", "debrief-body").text)
    yield picture_of(teacher, "The debrief at the teacher's desk: class, history and engine.")
    wait(lambda: "On record" in projector.find_element("id", "debrief-body").text)
    projector.execute_script("document.getElementById('debrief-body').scrollIntoView()")
    yield picture_of(projector, "The same on the projector: three votes for each seat.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
