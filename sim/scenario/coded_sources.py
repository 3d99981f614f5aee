"""Agreement of two coders, issue by issue, on a source coded twice in the States' profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.domain.errors import UsageError
from sim.procedure.councils import council_on
from sim.scenario import catalogue
from sim.scenario.compose import Composer
from sim.scenario.errors import Findings
from sim.scenario.reliability import krippendorff_alpha
from sim.scenario.schema import Profile
from sim.scenario.structure import validate_model

CODERS = 2


@dataclass(frozen=True)
class CodedPassage:
    """One issue of one speech with each coder's value.

    Attributes:
        state: Code of the speaker's State.
        day: Date of the speech.
        issue: Issue of the codebook.
        coders: Each coder's value; None if a coder codes nothing.
        kept: Whether a position rests on it.
    """

    state: str
    day: date
    issue: str
    coders: tuple[float | None, ...]
    kept: bool


@dataclass(frozen=True)
class PassageAgreement:
    """Agreement of two coders on one issue.

    Attributes:
        both, first, second: Speeches in which both coders, or only one of them, code the issue.
        kept: Claims that positions rest on.
        values: Krippendorff's alpha (interval) of the values that both give.
        heard: Krippendorff's alpha (nominal) of whether the issue is coded at all.
        apart: Mean difference of the values.
    """

    issue: str
    both: int
    first: int
    second: int
    kept: int
    values: float | None
    heard: float | None
    apart: float | None


def shipped_profiles() -> Iterator[Profile]:
    """Every shipped profile.

    Raises:
        ScenarioErrors: when a profile is invalid.
    """
    findings = Findings()
    composer = Composer(findings)
    for code in catalogue.profiles():
        path = catalogue.find_part(catalogue.PROFILES, code, None)
        tree = composer.read(path) if path is not None else None
        profile = validate_model(tree, Profile, findings) if tree is not None else None
        if profile is not None:
            yield profile
    findings.raise_if_any()


def coded_passages(profiles: Iterable[Profile], source: str) -> list[CodedPassage]:
    """The coders' values for a source, passage by passage, whether or not they were used.

    Raises:
        UsageError: when no passage of that source was coded by several coders.
    """
    passages: list[CodedPassage] = []
    coded_twice: set[str] = set()
    for profile in profiles:
        for issue, number in profile.positions.items():
            for claim in number.claims:
                entries = [profile.evidence[key] for key in claim.because]
                if claim.coders:
                    coded_twice |= {entry.source for entry in entries}
                    passages += [
                        CodedPassage(profile.profile, entry.date, issue, claim.coders, kept=True)
                        for entry in entries
                        if entry.source == source
                    ]
        for item in profile.left_out:
            coded_twice.add(item.source)
            if item.source == source:
                passages.append(
                    CodedPassage(profile.profile, item.date, item.issue, item.coders, kept=False)
                )
    if not passages:
        raise UsageError(
            f"no part of the source '{source}' was coded by several coders",
            remedy=f"one of {', '.join(sorted(coded_twice))}" if coded_twice else "",
        )
    return passages


def speeches(passages: Iterable[CodedPassage]) -> int:
    """The number of speeches that both coders read: one per Council member and coded year."""
    return sum(len(council_on(day).members) for day in {passage.day for passage in passages})


def agreement_by_issue(passages: Iterable[CodedPassage]) -> list[PassageAgreement]:
    """Agreement of the coders by issue, sorted by name; ``all`` comes last."""
    listed = list(passages)
    read = speeches(listed)
    issues = sorted({passage.issue for passage in listed})
    passage_agreements = [
        _agreement(issue, [p for p in listed if p.issue == issue], read) for issue in issues
    ]
    return [*passage_agreements, _agreement("all", listed, read * len(issues))]


def _agreement(issue: str, here: list[CodedPassage], read: int) -> PassageAgreement:
    """Agreement on one issue; ``read`` counts all passages, including those that code nothing."""
    values = np.array(
        [[np.nan if value is None else value for value in p.coders[:CODERS]] for p in here]
    )
    given = ~np.isnan(values)
    shared = values[given.all(axis=1)]
    silent = np.zeros((read - len(here), CODERS))
    heard = np.vstack([given.astype(float), silent])
    return PassageAgreement(
        issue=issue,
        both=len(shared),
        first=int((given[:, 0] & ~given[:, 1]).sum()),
        second=int((given[:, 1] & ~given[:, 0]).sum()),
        kept=sum(passage.kept for passage in here),
        values=krippendorff_alpha(shared.T, "interval") if len(shared) else None,
        heard=krippendorff_alpha(heard.T, "nominal"),
        apart=float(np.mean(np.ptp(shared, axis=1))) if len(shared) else None,
    )
