"""Tables of other models, read and solved; what cannot be read is refused with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.scenario.load import load_text
from sim.scenario.priors import quantities
from sim.studies.models.solvers import SOLVERS, weighted_mean
from sim.studies.models.table_import import (
    NOTES,
    PreferenceTableError,
    read_preferences,
    scenario_text,
)
from tests.facts import facts


def test_copenhagen_has_the_published_weighted_means() -> None:
    found = read_preferences(facts("peers/copenhagen.csv"))
    published = [61.576, 58.145, 30.707, 52.236, 51.950, 57.621, 64.621]
    np.testing.assert_allclose(weighted_mean(found.table).outcome, published, atol=5.1e-4)
    assert len(found.table.actors) == 11
    russia = found.table.actors.index("Russia")
    assert np.isnan(found.table.position[russia, found.table.issues.index("Extra")])


def test_every_solver_stays_on_the_scale_of_every_published_table() -> None:
    for name in ("copenhagen", "ktab_SOE-Pol-Comp", "ktab_dummyData_3Dim"):
        table = read_preferences(facts(f"peers/{name}.csv")).table
        for solver in SOLVERS.values():
            outcome = solver(table).outcome
            assert ((outcome >= table.low) & (outcome <= table.high)).all(), (name, solver)


def test_ktab_names_its_dimensions_and_its_actors() -> None:
    found = read_preferences(facts("peers/ktab_SOE-Pol-Comp.csv"))
    assert found.table.issues == ("Policy", "Competitive")
    assert found.table.actors[0] == "XJ"
    assert found.descriptions[0] == "Xi Jinping"
    assert found.table.capability[0].tolist() == [100.0, 100.0]
    assert found.table.salience[0].tolist() == [0.24, 0.48]
    third = read_preferences(facts("peers/ktab_dummyData_3Dim.csv"))
    assert third.table.issues == ("dimension 1", "dimension 2", "dimension 3")


KTAB = 'name,"what, it is",2,1\nActor,Description,Power,Pstn1,Sal1\na,A,1,{x},50\nb,B,1,60,50\n'


def test_ktab_with_a_comma_in_its_description(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=40))
    assert weighted_mean(read_preferences(file).table).outcome.tolist() == [50.0]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (KTAB.format(x="nan"), 3, "the position of a on dimension 1 is 'nan'"),
        (KTAB.format(x="many"), 3, "the position of a on dimension 1 is 'many'"),
        (KTAB.format(x=40).replace(",2,1", ",3,1", 1), 1, "declares 3 actors and has 2"),
        (KTAB.format(x=40).replace("b,B", "a,B"), 4, "two rows"),
        ("", 1, "no rows"),
        ("hello\nworld\nthere\n", 1, "two counts"),
        ("#A\ta\n#P\tk\n#D\tb\tk\t1\t1\t1\n", 3, "'b' has no #A line"),
        ("#A\ta\n#P\tk\n#D\ta\tk\t1\t1\n", 3, "needs 5 cells and has 4"),
        ("#A\ta\n#Q\tk\n", 2, "starts with '#Q'"),
        (KTAB.format(x=40).replace(",2,1", ",2,0", 1), 1, "two counts"),
        (KTAB.format(x=40).replace(",2,1", ",0,1", 1), 1, "two counts"),
        (KTAB.format(x=40).replace(",2,1", ",2,\u00b9", 1), 1, "two counts"),
        (KTAB.format(x=40).replace(",2,1", f",2,{'9' * 5000}", 1), 1, "two counts"),
        (KTAB.format(x="1_0"), 3, "the position of a on dimension 1 is '1_0'"),
        (KTAB.format(x="\u0664\u0660"), 3, "the position of a on dimension 1 is"),
        (KTAB.format(x="inf"), 3, "the position of a on dimension 1 is 'inf'"),
        (KTAB.format(x=""), 3, "the position of a on dimension 1 is ''"),
        (KTAB.format(x=40).replace("b,B,1,", "b,B,1e308,"), 4, "the power of b is 1e308"),
        (KTAB.format(x=40).replace("60,50", "60,-5"), 4, "the salience of b on dimension 1"),
        (KTAB.format(x=40).replace("b,B,1,", "b,B,-1,"), 4, "the power of b on dimension 1"),
        (KTAB.format(x=40).replace("b,B", ",B"), 4, "no name"),
        (KTAB.format(x=40).replace("b,B", "b," + "B" * 200_000), 4, "field larger"),
        ("#A\ta\n#P\tk\n#M\tk\t0\n#M\tk\t1e308\n#D\ta\tk\t1\t1\t1\n", 4, "a point is 1e308"),
        ("#A\ta\n#P\t\n#D\ta\t\t1\t1\t1\n", 2, "no name"),
        ("#A\ta\n#P\tk\n", 1, "no position"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text)
    with pytest.raises(PreferenceTableError) as caught:
        read_preferences(file)
    assert what in caught.value.what
    assert caught.value.where.endswith(f":{line}")


def test_positions_off_the_scale_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=140))
    with pytest.raises(PreferenceTableError, match="the position of a on dimension 1 is outside"):
        read_preferences(file)


@pytest.mark.parametrize("name", ["copenhagen", "ktab_SOE-Pol-Comp", "ktab_dummyData_3Dim"])
def test_an_imported_table_is_a_valid_scenario(name: str) -> None:
    path = facts(f"peers/{name}.csv")
    table = read_preferences(path).table
    scenario = load_text(scenario_text(path)).scenario
    assert len(scenario.members) == len(table.actors)
    assert len(scenario.issues) == len(table.issues)
    centre = {quantity.path: quantity for quantity in quantities(scenario)}
    for a, code in enumerate(scenario.members):
        for k, issue in enumerate(scenario.issues):
            told = centre[f"members.{code}.positions.{issue}"]
            if np.isnan(table.position[a, k]):
                assert told.grade == "assumed"
                assert centre[f"members.{code}.saliences.{issue}"].centre == 0.0
            else:
                scaled = (table.position[a, k] - table.low[k]) / table.span[k]
                assert told.centre == pytest.approx(scaled, abs=1e-5)
                assert told.grade == "inferred"


def test_actors_whose_names_fall_together_stay_apart(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=40).replace("a,A", "A b,A").replace("b,B", "A-b,B"))
    assert list(load_text(scenario_text(file)).scenario.members) == ["a-b", "a-b-2"]


def test_what_the_table_does_not_say_is_marked_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=40))
    text = scenario_text(file)
    assert text.startswith("# Imported from t.csv")
    for key, note in NOTES.items():
        (line,) = (line for line in text.splitlines() if line.endswith(f"# {note}"))
        assert line.strip().startswith(f"{key[-1]}:")


MARKED = [
    "#/ a comment in words",
    "#A\tnorth",
    "#A\tsouth",
    "#P\tfishing",
    "#M\tfishing\t0",
    "#M\tfishing\t10",
    "#D\tnorth\tfishing\t2\t0.5\t1",
    "#D\tsouth\tfishing\t9\t0.8\t1",
    "#O\tfishing\t7",
]


def test_comments_and_outcomes_of_the_format_are_passed(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("\n".join(MARKED))
    table = read_preferences(tmp_path / "t.txt").table
    assert table.actors == ("north", "south")
    assert table.position[:, 0].tolist() == [2.0, 9.0]


def test_a_ktab_table_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    text = (
        'demo;"two groups, in all";2;1\nActor;Description;Power;Position;Salience\n'
        "north;North;100;30,5;80\nsouth;South;60;75;40\n"
    )
    (tmp_path / "t.csv").write_text(text)
    table = read_preferences(tmp_path / "t.csv").table
    assert table.position[:, 0].tolist() == [30.5, 75.0]
    assert table.salience[:, 0].tolist() == [0.8, 0.4]


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("#D\tnorth\tfishing\t12\t0.5\t1", 7, "the position of north on fishing"),
        ("#D\tnorth\tfishing\t2\t1.5\t1", 7, "the salience of north on fishing"),
        ("#D\tnorth\tfishing\t2\t0.5\t-1", 7, "the power of north on fishing"),
        ("#D\tnorth\tfishing\t2\t0.5\tmuch", 7, "the power of north on fishing"),
    ],
)
def test_a_refusal_names_line_and_actor(tmp_path: Path, wrong: str, line: int, said: str) -> None:
    (tmp_path / "t.txt").write_text("\n".join([*MARKED[:6], wrong, *MARKED[7:]]))
    with pytest.raises(PreferenceTableError, match=said) as caught:
        read_preferences(tmp_path / "t.txt")
    assert caught.value.where.endswith(f":{line}")


@pytest.mark.parametrize(
    "name", ["1e5", "007", "0x1F", "1", "0.5", "null", "true", "no", "9" * 5000, "b" * 300, "..."]
)
def test_an_actor_of_any_name_makes_a_valid_scenario(tmp_path: Path, name: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=40).replace("a,A", f"{name},A"))
    scenario = load_text(scenario_text(file)).scenario
    assert [member.name for member in scenario.members.values()] == [name, "b"]


def test_a_salience_next_to_nothing_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(KTAB.format(x=40).replace("60,50", "60,1e-308"))
    member = load_text(scenario_text(file)).scenario.members["b"]
    assert member.saliences["dimension-1"].claims[0].value == 0.0


def test_a_table_too_large_for_a_scenario_is_refused(tmp_path: Path) -> None:
    head, columns, *_ = KTAB.splitlines()
    rows = [f"a{n},A,1,40,50" for n in range(201)]
    file = tmp_path / "t.csv"
    file.write_text("\n".join([head.replace(",2,1", ",201,1"), columns, *rows]))
    with pytest.raises(PreferenceTableError, match="members has 201 entries"):
        scenario_text(file)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Actor,Desc,Power,Salience,Position", "column 4 is named 'Salience'"),
        ("Actor,Desc,Tax salience,Power,Tax position", "column 3 is named 'Tax salience'"),
        ("Actor,Desc,Power,Tax Pos,Power", "column 5 is named 'Power'"),
    ],
)
def test_ktab_columns_in_another_order_are_refused(tmp_path: Path, names: str, told: str) -> None:
    path = tmp_path / "table.csv"
    rows = "a,x,1,2,3\nb,y,1,2,3\n"
    path.write_text(f'made,"two",2,1\n{names}\n{rows}')
    with pytest.raises(PreferenceTableError, match=told):
        read_preferences(path)
    path.write_text(f'made,"two",2,1\nActor,Desc,Power,Tax position,Tax salience\n{rows}')
    assert read_preferences(path).table.issues == ("Tax",)
