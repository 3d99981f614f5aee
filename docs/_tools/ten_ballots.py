"""The page docs/explanation/ten-ballots.md, written from the reasons of the engine as it is.

Usage: python docs/_tools/ten_ballots.py [--check]

From each of the ten dossiers with the most coded ballots: the ballot on which most members did not
vote yes, the latest of equals. Nobody chooses, and nothing is written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.domain.shortnames import short_name  # noqa: E402
from sim.domain.states import in_sentence, name_of  # noqa: E402
from sim.scenario.dossiers.read import shipped_dossiers  # noqa: E402
from sim.scenario.dossiers.schema import Dossier, DossierBallot  # noqa: E402
from sim.scenario.errors import Findings  # noqa: E402
from sim.scenario.load import load_text  # noqa: E402
from sim.studies.run.answer import modal_ballots, modal_world  # noqa: E402
from sim.studies.run.paragraph import ballot_paragraph  # noqa: E402

PAGE = ROOT / "docs/explanation/ten-ballots.md"
BODY = re.compile(r"<!-- ballots -->.*?<!-- end -->", re.DOTALL)
TEN = 10


def chosen() -> list[tuple[Dossier, str, DossierBallot]]:
    """Ten dossiers, the largest first, each with a ballot."""
    findings = Findings()
    dossiers = [one.dossier for one in shipped_dossiers(findings) if one.dossier.fold]
    findings.raise_if_any()
    dossiers.sort(key=lambda one: (-len(one.ballots), one.dossier))
    found = []
    for dossier in dossiers[:TEN]:
        symbol, ballot = max(
            dossier.ballots.items(),
            key=lambda pair: (len(pair[1].against) + len(pair[1].abstained), pair[1].date),
        )
        found.append((dossier, symbol, ballot))
    return found


def section(dossier: Dossier, symbol: str, ballot: DossierBallot) -> str:
    """A heading and a paragraph."""
    text = f"scenario: one\ntitle: One ballot\ndossier: {dossier.dossier}\nballot: {symbol}\n"
    scenario = load_text(text).scenario
    votes = dict.fromkeys(scenario.members, "yes")
    votes |= dict.fromkeys(ballot.against, "no") | dict.fromkeys(ballot.abstained, "abstain")
    votes |= dict.fromkeys(ballot.absent, "absent")

    def called(code: str) -> str:
        member = scenario.members.get(code)
        name = (member.name if member else None) or name_of(code, ballot.date)
        return in_sentence(short_name(name))

    told = next(b for b in modal_ballots(modal_world(scenario)) if b.draft == symbol)
    day = f"{ballot.date.day} {ballot.date:%B %Y}"
    return f"## {dossier.title}: {symbol}, {day}\n\n{ballot_paragraph(told, called, votes)}\n"


def written(page: str) -> str:
    """``page`` with the ballots as the engine tells them."""
    body = "\n".join(section(*one) for one in chosen())
    return BODY.sub(lambda _: f"<!-- ballots -->\n{body}<!-- end -->", page)


def main() -> int:
    """Write the page, or with ``--check`` say whether it is as the engine has it."""
    now = PAGE.read_text(encoding="utf-8")
    new = written(now)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(new, encoding="utf-8")
    elif new != now:
        print(f"{PAGE.name} is out of date; write it with: python docs/_tools/ten_ballots.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
