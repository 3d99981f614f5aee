"""Two forms of one test: the same items, other orders, keys that match the boxes; and the gain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lessons.answer_sheets import (
    AnswerSheetError,
    answer_line,
    blank_sheet,
    read_answers,
)
from sim.lessons.cases import case
from sim.lessons.gain import EVERY, TopicGain, class_gain
from sim.lessons.pack import render_forms
from sim.lessons.paired import PairedForm, paired_forms, told_by_record
from sim.lessons.quiz import question
from sim.report.document import table_of
from sim.report.tables import as_csv
from sim.scenario.load import load_scenario

FORMS = paired_forms(("veto", "rule-33"), 8, 4)


@pytest.mark.parametrize("seed", range(25))
def test_both_forms_ask_the_same_in_another_order(seed: int) -> None:
    before, after = paired_forms(("veto", "amendments", "presidency"), 9, seed)
    assert len(before.items) == 9
    assert {i.asked.case for i in before.items} == {i.asked.case for i in after.items}
    assert len({i.asked.case for i in before.items}) == 9
    second = {i.asked.case: i for i in after.items}
    for mine, theirs in zip(before.items, after.items, strict=True):
        other = second[mine.asked.case]
        assert mine.asked.case != theirs.asked.case, "no item stands at its place again"
        assert set(mine.asked.choices) == set(other.asked.choices)
        assert set(mine.asked.rules) == set(other.asked.rules)
        pairs = [*zip(mine.asked.choices, other.asked.choices, strict=True)]
        pairs += zip(mine.asked.rules, other.asked.rules, strict=True)
        assert all(one != another for one, another in pairs), "no box stands at its place again"
        assert mine.topic == other.topic


def test_topics_are_drawn_in_turn_and_filled_where_they_run_out() -> None:
    before, _ = paired_forms(("veto", "rule-33"), 8, 4)
    topics = [i.topic for i in before.items]
    assert topics.count("veto") == topics.count("rule-33") == 4
    many, _ = paired_forms(("reform",), 12, 0)
    own = [i for i in many.items if i.topic == "reform"]
    assert len(many.items) == 12
    assert 0 < len(own) < 12
    for item in many.items:
        assert item.topic in case(item.asked.case).topics


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form)
def test_the_key_matches_the_boxes_as_they_are_printed(form: PairedForm) -> None:
    pages = render_forms(FORMS, "A test")
    sheet, key = pages[f"{form.form}test.html"], pages[f"{form.form}test-key.html"]
    assert "☑" not in sheet
    printed = re.findall(r'<li class="strip">(.*?)</li>', key, re.S)
    asked = re.findall(r'<li class="strip">(.*?)</li>', sheet, re.S)
    assert len(printed) == len(form.items)
    for item, told, blank in zip(form.items, printed, asked, strict=True):
        ticked = re.findall(r"☑ <b>(.)</b> ([^<]+)</span>", told)
        assert "".join(mark for mark, _ in ticked) == item.key
        original = question(case(item.asked.case), 4)
        assert [words for _, words in ticked] == [original.answer, original.rule]
        boxes = [re.findall(r"[☐☑] <b>(.)</b> ([^<]+)</span>", text) for text in (told, blank)]
        assert boxes[0] == boxes[1], "key and sheet offer the same boxes"


def test_no_item_tells_a_class_how_its_own_case_ended() -> None:
    flagship = load_scenario("aleppo-2016-10-08")
    hidden = told_by_record(flagship)
    assert {49, 50} <= hidden
    for seed in range(10):
        form, _ = paired_forms(("aleppo", "veto"), 20, seed, hidden)
        for item in form.items:
            assert "S/2016/84" not in item.asked.stem + item.asked.outcome + item.asked.why
            assert "8 October 2016" not in item.asked.stem


def written(folder: Path, form: PairedForm, rows: list[tuple[str, list[str]]]) -> Path:
    path = folder / f"{form.form}.csv"
    path.write_text(blank_sheet(form) + "".join(answer_line(*row) for row in rows))
    return path


def wrong(item_key: str) -> str:
    return ("A" if item_key[0] != "A" else "B") + ("1" if item_key[1] != "1" else "2")


def answers(form: PairedForm, cases: set[int]) -> list[str]:
    """Answers that are right on ``cases`` and wrong on every other item."""
    return [i.key if i.asked.case in cases else wrong(i.key) for i in form.items]


def test_the_gain_is_counted_by_topic(tmp_path: Path) -> None:
    before, after = FORMS
    veto = {i.asked.case for i in before.items if i.topic == "veto"}
    everything = {i.asked.case for i in before.items}
    one = next(iter(veto))
    known = {"a": {one}, "b": set[int](), "c": veto}
    pre = [(code, answers(before, cases)) for code, cases in known.items()]
    post = [
        ("C", answers(after, everything)),
        ("a", answers(after, veto)),
        ("b", answers(after, veto)),
    ]
    found = class_gain(
        read_answers(written(tmp_path, before, pre)), read_answers(written(tmp_path, after, post))
    )
    rows = {row.topic: row for row in found.rows}
    assert found.paired == 3
    assert (rows["veto"].right_before, rows["veto"].asked_before) == (10, 24)
    assert (rows["veto"].right_after, rows["veto"].asked_after) == (24, 24)
    assert rows["veto"].normalised == 1.0
    assert rows["rule-33"].right_before == 0
    assert rows["rule-33"].normalised == pytest.approx(1 / 3)
    assert rows[EVERY].asked_before == 48
    assert rows[EVERY].gain == pytest.approx((32 - 10) / 48)


def test_the_interval_of_paired_students_is_that_of_their_differences(tmp_path: Path) -> None:
    """By hand: differences .25, .5, .75 of eight answers; t(2) = 4.302653, se = .25 / sqrt 3."""
    before, after = paired_forms(("veto",), 4, 1)
    numbers = [i.asked.case for i in before.items]
    pre = [(name, answers(before, set())) for name in "abc"]
    post = [(name, answers(after, set(numbers[:k]))) for k, name in enumerate("abc", start=1)]
    (row,) = class_gain(
        read_answers(written(tmp_path, before, pre)), read_answers(written(tmp_path, after, post))
    ).rows
    half = 4.302652729911275 * 0.25 / 3**0.5
    assert row.gain == pytest.approx(0.5)
    assert row.gain_low == pytest.approx(0.5 - half)
    assert row.gain_high == 1.0, "a share ends at one"


def test_without_codes_classes_are_compared_as_wholes(tmp_path: Path) -> None:
    """By hand: two samples with variance of the mean 1/48 and 0, so t with 2 degrees."""
    before, after = paired_forms(("veto",), 4, 1)
    numbers = [i.asked.case for i in before.items]
    pre = [("", answers(before, set(numbers[:k]))) for k in (0, 1, 2)]
    post = [("", answers(after, set(numbers[:3]))) for _ in range(4)]
    found = class_gain(
        read_answers(written(tmp_path, before, pre)), read_answers(written(tmp_path, after, post))
    )
    (row,) = found.rows
    assert (found.paired, found.before, found.after) == (0, 3, 4)
    assert row.gain == pytest.approx(0.5)
    assert row.gain_low is not None
    assert 0.5 - row.gain_low == pytest.approx(4.302652729911275 * (1 / 48) ** 0.5)


def test_few_students_have_no_interval_and_all_right_before_no_normalised_gain(
    tmp_path: Path,
) -> None:
    before, after = paired_forms(("veto",), 4, 1)
    numbers = {i.asked.case for i in before.items}
    pre = written(tmp_path, before, [("a", answers(before, numbers))])
    post = written(tmp_path, after, [("a", answers(after, numbers))])
    (row,) = class_gain(read_answers(pre), read_answers(post)).rows
    assert (row.before, row.after, row.gain) == (1.0, 1.0, 0.0)
    assert (row.gain_low, row.normalised) == (None, None)


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize(("right", "gain"), [(0, 0.0), (2, 0.5), (4, 1.0)])
def test_equal_students_have_no_interval(
    tmp_path: Path, coded: bool, right: int, gain: float
) -> None:
    before, after = paired_forms(("veto",), 4, 1)
    numbers = [i.asked.case for i in before.items]
    names = "abc" if coded else ("", "", "")
    pre = [(name, answers(before, set())) for name in names]
    post = [(name, answers(after, set(numbers[:right]))) for name in names]
    (row,) = class_gain(
        read_answers(written(tmp_path, before, pre)), read_answers(written(tmp_path, after, post))
    ).rows
    assert (row.gain, row.normalised) == (gain, gain)
    assert (row.gain_low, row.gain_high) == (None, None)
    assert (row.normalised_low, row.normalised_high) == (None, None)


@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=7),
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=7),
)
def test_intervals_hold_the_estimate_and_stay_within_shares(
    tmp_path_factory: pytest.TempPathFactory, first: list[list[bool]], second: list[list[bool]]
) -> None:
    folder = tmp_path_factory.mktemp("gain")
    before, after = paired_forms(("veto",), 4, 1)

    def rows(form: PairedForm, right: list[list[bool]]) -> list[tuple[str, list[str]]]:
        order = sorted(i.asked.case for i in form.items)
        return [
            ("", answers(form, {c for c, good in zip(order, mine, strict=True) if good}))
            for mine in right
        ]

    found = class_gain(
        read_answers(written(folder, before, rows(before, first))),
        read_answers(written(folder, after, rows(after, second))),
    )
    for row in found.rows:
        assert row.right_before == 2 * sum(map(sum, first))
        if len(set(map(sum, first))) == len(set(map(sum, second))) == 1:
            assert (row.gain_low, row.gain_high) == (None, None)
            continue
        assert row.gain_low is not None
        assert row.gain_high is not None
        assert -1 <= row.gain_low <= row.gain <= row.gain_high <= 1
        assert row.gain_low < row.gain_high


def test_answers_are_read_as_spreadsheets_save_them(tmp_path: Path) -> None:
    form = FORMS[0]
    keys = [i.key for i in form.items]
    row = ";".join(
        ["'=k7", keys[0].lower(), f" {keys[1][0]} {keys[1][1]} ", keys[2][0], keys[3][1]]
    )
    text = blank_sheet(form).replace(",", ";") + row + ";;;;\r\n" + ";" * 8 + "\r\n"
    path = tmp_path / "pre.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    sheet = read_answers(path)
    (mine,) = sheet.rows
    assert mine.student == "=k7"
    right = sheet.right(mine)
    assert [right[i.asked.case] for i in form.items[:5]] == [
        (True, True), (True, True), (True, False), (False, True), (False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("k1,Z9,,,,,,,\n", "line 5, item 1: 'Z9' is not an answer"),
        ("k1,A1\nk1,A1\n", "line 6: the code 'k1' is already on line 5"),
        ("k7,A1\nk8,A1\nK7,B1\n", "line 7: the code 'K7' is already on line 5"),
        ("k7,A1\nk8,A1\nK 7,B1\n", "line 7: the code 'K 7' is already on line 5"),
        ("k1,A1,A1,A1,A1,A1,A1,A1,A1,A1\n", "line 5: 10 cells under 9 columns"),
        ("k1,AB,A1,A1,A1,A1,A1,A1,12\n", "item 8: '12' is not an answer"),
        ("k1,A1\nk2;A1;B2;-\n", "line 6: 'k2;A1;B2;-' is one cell"),
        ("k1,A1\nzz;junk\n", "line 6: 'zz;junk' is one cell"),
        ("k1,A1\nk2\tA1\tB2\n", "line 6: "),
        ("k1,A1\nk2 a1 b2 c3\n", "line 6: 'k2 a1 b2 c3' is one cell"),
    ],
)
def test_a_fault_is_told_by_its_line_with_the_remedy(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "pre.csv"
    path.write_text(blank_sheet(FORMS[0]) + rows)
    with pytest.raises(AnswerSheetError) as caught:
        read_answers(path)
    assert told in str(caught.value)
    assert "such as B3" in str(caught.value)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "student,1\ncase,4\n", "\0\0", "student\n"])
def test_another_table_is_refused_and_says_what_it_lacks(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(text)
    with pytest.raises(AnswerSheetError) as caught:
        read_answers(path)
    assert str(path) in str(caught.value)
    assert "try:" in str(caught.value)


def test_sheets_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    before, after = FORMS
    pre = read_answers(written(tmp_path, before, [("a", answers(before, set()))]))
    post = read_answers(written(tmp_path, after, [("a", answers(after, set()))]))
    with pytest.raises(AnswerSheetError, match="first table is of the form 'post'"):
        class_gain(post, pre)
    _, other = paired_forms(("procedural",), 8, 9)
    with pytest.raises(AnswerSheetError, match="do not ask the same cases"):
        class_gain(pre, read_answers(written(tmp_path, other, [("a", answers(other, set()))])))
    empty = read_answers(written(tmp_path, after, []))
    with pytest.raises(AnswerSheetError, match="no answers"):
        class_gain(pre, empty)


def test_a_code_that_a_spreadsheet_would_run_is_defused() -> None:
    assert answer_line("=1+1", ["B3"]) == "'=1+1,B3\n"


def test_a_topic_that_somebody_typed_is_defused_in_the_table_of_gains(tmp_path: Path) -> None:
    before, after = FORMS
    for form in (before, after):
        path = written(tmp_path, form, [("a", answers(form, set()))])
        path.write_text(path.read_text().replace("veto", "=1+1"))
    found = class_gain(read_answers(tmp_path / "pre.csv"), read_answers(tmp_path / "post.csv"))
    assert {row.topic for row in found.rows} >= {"=1+1"}
    text = as_csv(table_of(TopicGain, found.rows))
    assert "'=1+1" in text
    assert not any(line.startswith("=") for line in text.splitlines())


def test_a_code_of_several_words_is_no_row_in_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "pre.csv"
    path.write_text(blank_sheet(FORMS[0]) + "Anna B C,A1\nBen A1,,,\n")
    assert [row.student for row in read_answers(path).rows] == ["Anna B C"]
