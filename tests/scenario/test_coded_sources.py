"""Sources that two coders coded apart: how far they agree by issue."""

from __future__ import annotations

from datetime import date

import pytest

from sim.domain.errors import UsageError
from sim.scenario.coded_sources import agreement_by_issue, coded_passages, shipped_profiles
from sim.scenario.schema import Profile

DAYS = (date(2012, 10, 1), date(2013, 10, 1))
SPEECHES = 30
"""Of the Council's members in two years."""


def profile(code: str, positions: dict[str, object], left_out: list[dict[str, object]]) -> Profile:
    """A profile that rests on two speeches, `first` and `second`."""
    evidence = {
        key: {
            "source": "debate", "place": "paragraph 1", "date": day, "claim": "Something.",
            "attribution": "stated", "costliness": "talk",
        }
        for key, day in zip(("first", "second"), DAYS, strict=True)
    }  # fmt: skip
    return Profile.model_validate(
        {"profile": code, "name": code, "evidence": evidence, "positions": positions}
        | {"left_out": left_out}
    )


def left(issue: str, coders: list[object]) -> dict[str, object]:
    return {"issue": issue, "coders": coders, "source": "debate", "date": DAYS[0], "why": "Praise."}


CODED = (
    profile(
        "AAA",
        {
            "halt": [
                {"is": 0.5, "coders": [0.25, 0.75], "because": "first"},
                {"is": 1, "coders": [1, 1], "because": "second"},
            ],
            "relief": [{"is": 0.75, "coders": ["-", 0.75], "because": "first"}],
        },
        [left("relief", [0.5, "-"])],
    ),
    profile("BBB", {"halt": [{"is": 0, "coders": [0, 0], "because": "second"}]}, []),
)


def test_agreement_is_that_of_values_and_that_of_hearing() -> None:
    halt, relief, both = agreement_by_issue(coded_passages(CODED, "debate"))
    assert (halt.issue, halt.both, halt.first, halt.second, halt.kept) == ("halt", 3, 0, 0, 3)
    # Observed: one pair of six values differs by .5. Expected: mean squared difference of the
    # fifteen pairs of 0, 0, .25, .75, 1, 1.
    assert halt.values == pytest.approx(1 - (0.25 / 3) / (6.75 / 15))
    assert halt.heard == 1.0
    assert halt.apart == pytest.approx(0.5 / 3)
    assert (relief.both, relief.first, relief.second, relief.kept) == (0, 1, 1, 1)
    assert relief.values is None
    assert relief.heard == pytest.approx(1 - (2 / SPEECHES) / (2 * 2 * 58 / (60 * 59)))
    assert (both.issue, both.both, both.first, both.second, both.kept) == ("all", 3, 1, 1, 4)


def test_a_source_that_nobody_coded_twice_is_told() -> None:
    with pytest.raises(UsageError, match="'minutes' was coded by several") as caught:
        coded_passages(CODED, "minutes")
    assert caught.value.remedy == "one of debate"


def test_every_claim_on_a_speech_has_both_coders() -> None:
    alone = [
        (found.profile, issue, claim.because)
        for found in shipped_profiles()
        for issue, number in found.positions.items()
        for claim in number.claims
        if not claim.coders
        and any(found.evidence[key].source == "general-debate" for key in claim.because)
    ]
    assert alone == []


def test_a_claim_is_kept_or_left_out_and_never_both() -> None:
    seen: set[tuple[str, date, str]] = set()
    for passage in coded_passages(shipped_profiles(), "general-debate"):
        key = (passage.state, passage.day, passage.issue)
        assert key not in seen
        seen.add(key)
        if not passage.kept:
            assert None in passage.coders, f"{key}: both coders hear it"
