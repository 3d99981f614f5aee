"""A code means one error, everywhere, and every error that is raised has an explanation."""

from __future__ import annotations

import re
from importlib import import_module

from sim.cli.codes import TABLES, explanation, explanations
from sim.domain.errors import EXPLANATIONS
from tests.conftest import REPOSITORY

USED = re.compile(r"""code=["']([A-Z]+\d+)["']""")


def test_every_table_of_codes_is_listed() -> None:
    tables = {f"sim.{path.parent.name}.codes" for path in REPOSITORY.glob("sim/*/codes.py")}
    assert tables - {"sim.cli.codes"} == set(TABLES)


def test_no_code_means_two_things() -> None:
    tables = [EXPLANATIONS, *(import_module(name).CODES for name in TABLES)]
    assert sum(map(len, tables)) == len(explanations())


def test_every_code_that_is_raised_is_explained() -> None:
    known = explanations()
    unknown = [
        f"{path.relative_to(REPOSITORY)}: {code}"
        for path in sorted(REPOSITORY.glob("sim/**/*.py"))
        for code in USED.findall(path.read_text())
        if code not in known
    ]
    assert not unknown


def test_a_room_raises_only_codes_of_its_own_range() -> None:
    ranges = {"scenario": "123456", "studies": "7", "classroom": "8", "web": "8", "lessons": "8"}
    foreign = [
        f"{path.relative_to(REPOSITORY)}: {code}"
        for room, digits in ranges.items()
        for path in sorted(REPOSITORY.glob(f"sim/{room}/**/*.py"))
        for code in USED.findall(path.read_text())
        if code[1] not in f"0{digits}"
    ]
    assert not foreign


def test_explanations_say_all_three_things() -> None:
    for code, entry in explanations().items():
        assert re.fullmatch(r"E\d{3}", code)
        assert entry.title
        assert entry.why
        assert entry.remedy


def test_codes_are_found_in_any_case_and_unknown_ones_are_not() -> None:
    assert explanation(" e001 ") == EXPLANATIONS["E001"]
    assert explanation("E000") is None
