"""Whatever is done to a file, the answer is a scenario or a list of faults, never a traceback."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario.codes import CODES
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_text
from sim.scenario.paths import number_paths
from sim.scenario.template import skeleton

SMALL = skeleton("small", date(2016, 10, 8))
LINES = SMALL.splitlines(keepends=True)
TREE = load_text(SMALL).tree
PATHS = sorted(number_paths(TREE))
JUNK = st.sampled_from(
    ["null", "[]", "{}", "-1", "1e400", ".nan", "9" * 400, "''", "yes", "[[1]]", "{is: }",
     "{is: 1}", "{claims: []}", "2016-10-08", "2016-13-41T99:99", "*a", "&a 1", "!x y", "? ", "- ",
     "\t", "<<: 1", "{when: [a]}", "{is: 0.5, because: {a: b}}", "{is: 0.5, because: [[a]]}",
     "S/2016/1", "a.b.c", "{is: 0.5, disagreement: -1}", "{claims: {is: 1}}"]
)  # fmt: skip
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def answer(text: str, *overrides: str, layers: list[str] | None = None) -> None:
    problems = ()
    try:
        load_text(text, overrides=overrides, layers=layers)
    except ScenarioErrors as errors:
        problems = errors.problems
    for problem in problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.remedy
        assert str(problem)


@SETTINGS
@given(st.data())
def test_a_value_replaced_by_junk(data):
    values = [i for i, line in enumerate(LINES) if ":" in line and not line.startswith("#")]
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(values))
        key = lines[at].split(":", 1)[0]
        lines[at] = f"{key}: {data.draw(JUNK)}\n"
    answer("".join(lines))


@SETTINGS
@given(st.data())
def test_lines_lost_doubled_and_moved(data):
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["lose", "double", "indent", "outdent", "swap"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "indent":
                lines[at] = "  " + lines[at]
            case "outdent":
                lines[at] = lines[at].lstrip()
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
    answer("".join(lines))


@SETTINGS
@given(st.integers(0, len(SMALL) - 1), st.text(max_size=5), st.integers(0, 30))
def test_characters_replaced(at, text, length):
    answer(SMALL[:at] + text + SMALL[at + length :])


@SETTINGS
@given(st.text(max_size=60))
def test_any_text(text):
    answer(text)


@SETTINGS
@given(st.sampled_from(PATHS), st.one_of(JUNK, st.text(max_size=10), st.floats().map(str)))
def test_any_value_of_an_override(path, value):
    answer(SMALL, f"{path}={value}")


@SETTINGS
@given(st.text(max_size=30), st.lists(st.text(max_size=8), max_size=3))
def test_any_override_and_any_layers(override, layers):
    answer(SMALL, override, layers=layers)
    answer(SMALL, f"council.{override}=1")


@settings(SETTINGS, max_examples=40)
@given(st.dictionaries(st.sampled_from([*TREE.mapping, "x"]), JUNK, min_size=1, max_size=3))
def test_any_change_to_a_base(changes):
    body = "".join(f"{key}: {value}\n" for key, value in changes.items())
    answer(f"base: aleppo-2016-10-08\n{body}")
