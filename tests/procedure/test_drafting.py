"""Draft resolutions in words: openings, numbers and punctuation, ties, and an editor's remarks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.procedure.drafting.document import DraftDocument, draft_html, draft_markdown, model_reads
from sim.procedure.drafting.editing import ready, remarks_on
from sim.procedure.drafting.force import acts_under_chapter_vii
from sim.procedure.drafting.layout import lay_out, names_of
from sim.procedure.drafting.openings import (
    OPERATIVE,
    PREAMBULAR,
    Part,
    bare_opening,
    counterpart,
    opening_of,
)
from sim.procedure.drafting.remark import Weight
from sim.procedure.drafting.text import (
    DraftParagraph,
    IssueClauses,
    conflicts,
    positions,
    with_clause,
    worded,
)
from sim.procedure.meeting import Act, Meeting, apply_act, open_meeting, record, replay_meeting

PRE, OP, SUB = Part.PREAMBULAR, Part.OPERATIVE, Part.SUB
SCALES = {
    "halt": IssueClauses(
        "Halt of attacks", {0.5: "Attacks are to stop.", 1.0: "All must stop now."}
    ),
    "relief": IssueClauses("Relief", {1.0: "Access is demanded."}),
}


def draft(*written: tuple[Part, str] | tuple[Part, str, str, float]) -> list[DraftParagraph]:
    """Paragraphs by part and text, some tied to a clause; keys count from 1."""
    return [DraftParagraph(key, *one) for key, one in enumerate(written, start=1)]


def said(*written: tuple[Part, str] | tuple[Part, str, str, float]) -> dict[int, str]:
    """Everything that is said of each paragraph."""
    found: dict[int, str] = {}
    for one in remarks_on(draft(*written), SCALES):
        found[one.key] = f"{found.get(one.key, '')} {one.text}".strip()
    return found


def lines(*written: tuple[Part, str] | tuple[Part, str, str, float]) -> list[str]:
    return [one.text for one in lay_out(draft(*written))]


@pytest.mark.parametrize("opening", PREAMBULAR)
def test_every_preambular_opening_is_read_whole(opening):
    assert opening_of(f"{opening} the matter", PRE) == opening
    assert bare_opening(f"{opening} the matter", OP) == ""


@pytest.mark.parametrize("opening", OPERATIVE)
def test_every_operative_opening_is_read_whole(opening):
    assert opening_of(f"{opening} that all stop", OP) == opening
    assert bare_opening(f"{opening} that all stop", PRE) == ""


def test_nearly_every_opening_names_a_resolution_that_has_it():
    listed = [*PREAMBULAR.values(), *OPERATIVE.values()]
    assert sum(not symbol for symbol in listed) <= 12
    assert all(not symbol or symbol.split()[1][1:5].isdigit() for symbol in listed)


@pytest.mark.parametrize(
    ("text", "part", "opening"),
    [
        ("Further requests the Secretary-General to report", OP, "Further requests"),
        ("Decides also that", OP, "Decides also"),
        ("Noting with appreciation the report", PRE, "Noting with appreciation"),
        ("Demanding more", OP, ""),
        ("Recallings", PRE, ""),
        ("calls upon all", OP, "calls upon"),
    ],
)
def test_what_is_set_in_italics(text, part, opening):
    assert opening_of(text, part) == opening


@pytest.mark.parametrize(
    ("opening", "part", "other"),
    [
        ("Recalls", PRE, "Recalling"),
        ("Recalling", OP, "Recalls"),
        ("Urges", PRE, "Urging"),
        ("Demands", PRE, ""),
    ],
)
def test_the_same_verb_in_the_other_part(opening, part, other):
    assert counterpart(opening, part) == other


def test_a_draft_is_numbered_and_punctuated():
    assert lines(
        (OP, "demands that all attacks stop."),
        (PRE, "recalling its resolution 2139 (2014);"),
        (OP, "Requests the Secretary-General"),
        (SUB, "to report in ten days."),
        (SUB, "to propose a mechanism"),
        (PRE, "Deeply concerned by the siege"),
        (OP, "Decides to remain seized of the matter"),
    ) == [
        "Recalling its resolution 2139 (2014),",
        "Deeply concerned by the siege,",
        "1. Demands that all attacks stop;",
        "2. Requests the Secretary-General:",
        "(a) to report in ten days;",
        "(b) to propose a mechanism;",
        "3. Decides to remain seized of the matter.",
    ]


def test_a_single_operative_paragraph_has_no_number():
    """As in S/RES/1249 (1999)."""
    assert lines((PRE, "Having examined it"), (OP, "Recommends that it be admitted")) == [
        "Having examined it,",
        "Recommends that it be admitted.",
    ]


def test_a_typed_number_is_left_out_and_said():
    for typed in ("1. ", "(a) ", "12) ", "b) "):
        assert lines((OP, f"{typed}Demands it"), (OP, "Urges all")) == [
            "1. Demands it;",
            "2. Urges all.",
        ]
        assert "left out" in said((OP, f"{typed}Demands it"))[1]
    assert lines((OP, "Requests 1. and 2."))[0] == "Requests 1. and 2."


def test_more_sub_paragraphs_than_letters():
    texts = [(OP, "Lists"), *[(SUB, f"item {n}") for n in range(28)], (OP, "Urges all")]
    shown = [one.number for one in lay_out(draft(*texts))]
    assert shown[1:4] == ["(a)", "(b)", "(c)"]
    assert shown[26:29] == ["(z)", "(aa)", "(bb)"]


@given(st.lists(st.tuples(st.sampled_from(list(Part)), st.text(max_size=40)), max_size=12))
def test_any_draft_is_laid_out_with_one_full_stop_at_its_end(written):
    laid = lay_out(draft(*written))
    operative = [one for one in laid if one.depth]
    assert len(laid) == len(written)
    assert [one.end for one in operative] == sorted(
        (one.end for one in operative), key=lambda end: end == "."
    )
    assert sum(one.end == "." for one in laid) == bool(operative)
    numbers = [one.number for one in laid if one.depth == 1 and one.number]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]
    remarks_on(draft(*written), SCALES)


def test_a_position_is_the_value_of_the_tied_clause():
    text = draft((OP, "Demands it", "halt", 1.0), (OP, "Urges all"), (PRE, "Noting it"))
    assert positions(text) == {"halt": 1.0}
    assert "does not read this paragraph" in said((OP, "Urges all to talk"))[1]
    assert 2 not in said((OP, "Demands it", "halt", 1.0), (PRE, "Noting it"))


def test_two_clauses_on_one_issue_are_named_and_stop_the_draft():
    written = ((OP, "Demands it", "halt", 1.0), (OP, "Urges all", "halt", 0.5))
    found = remarks_on(draft(*written), SCALES)
    stop = [one for one in found if one.weight is Weight.STOP]
    assert [one.key for one in stop] == [2]
    for part in ("Halt of attacks", "paragraph 1", "paragraph 2", "All must stop now.", "to stop"):
        assert part in stop[0].text
    assert not ready(found)
    assert positions(draft(*written)) == {"halt": 1.0}
    assert conflicts(draft((OP, "Demands", "halt", 1.0), (OP, "Urges", "halt", 1.0))) == {}


def test_an_operative_verb_in_the_preamble():
    told = said((PRE, "Decides that all attacks stop"))[1]
    assert "operative part" in told
    assert "Article 25" in told
    assert "“Recalling”" in said((PRE, "Recalls its resolutions"))[1]


def test_a_participle_in_the_operative_part():
    assert "“Recalls”" in said((OP, "Recalling its resolutions"))[1]


def test_an_opening_that_is_none():
    assert "Did you mean “Demands”?" in said((OP, "Demnds that all stop"))[1]
    assert "not with “The”" in said((OP, "The parties must stop"))[1]
    assert "form of an opening" in said((PRE, "Lamenting the siege"))[1]
    assert "not with “We”" in said((PRE, "We are sad"))[1]


def test_measures_of_chapter_vii_need_their_preamble():
    force = (OP, "Authorizes all necessary measures", "halt", 1.0)
    assert "Acting under Chapter VII" in said(force)[1]
    acting = (PRE, "Acting under Chapter VII of the Charter of the United Nations")
    both = said(acting, force)
    assert 2 not in both
    assert "Article 39" in both[1]
    determining = (PRE, "Determining that it is a threat to the peace")
    assert 2 not in said(determining, acting, force)
    assert "belongs at the end" in said(acting, determining, force)[1]
    asks = said(determining, acting, (OP, "Urges all to stop", "halt", 1.0))
    assert "“Urges” ask" in asks[2]


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        ("Acting under Chapter VII of the Charter of the United Nations", True),
        ("Acting under Articles 40 and 41 of the Charter of the United Nations", True),
        ("Acting under Article 39 of the Charter", True),
        ("Acting under Chapter VI of the Charter", False),
        ("Acting under Article 36 of the Charter", False),
        ("Acting under Chapter VI of the Charter and not under Chapter VII", False),
        ("Acting under Chapter VIII of the Charter", False),
        ("Recalling Article 51 of the Charter", False),
    ],
)
def test_a_draft_acts_under_chapter_vii_by_its_name_or_by_its_articles(words, acts):
    assert acts_under_chapter_vii(draft((PRE, words))) is acts
    force = (OP, "Authorizes all necessary measures", "halt", 1.0)
    assert (2 not in said((PRE, words), force)) is (acts or "not under Chapter VII" in words)


def test_what_decides_outside_chapter_vii():
    assert "Article 25" in said((OP, "Decides that all stop", "halt", 1.0))[1]
    assert 1 not in said((OP, "Decides to remain seized of the matter"))


def test_a_draft_that_decides_nothing_is_not_ready():
    assert not ready(remarks_on(draft((PRE, "Recalling its resolutions")), SCALES))
    assert not ready(remarks_on(draft((SUB, "to report")), SCALES))
    assert ready(remarks_on(draft((OP, "Urges all")), SCALES))


def test_the_same_opening_again():
    told = said((OP, "Requests A", "halt", 1.0), (OP, "Requests B"), (OP, "Requests C"))
    assert "“Also requests”" in told[2]
    assert "“Further requests”" in told[3]


def test_two_sentences_a_lone_letter_and_the_same_words_twice():
    assert "one sentence" in said((OP, "Demands that all stop. They must obey"))[1]
    assert "(a) stands alone" in said((OP, "Requests him"), (SUB, "to report"))[2]
    assert "twice" in said((OP, "Urges all"), (OP, "Urges all."))[2]


def test_sub_paragraphs_go_with_the_paragraph_of_a_clause_that_is_taken_out():
    below = [
        DraftParagraph(3, Part.OPERATIVE, "Calls upon all to let in", "relief", 1.0),
        DraftParagraph(4, Part.SUB, "food"), DraftParagraph(5, Part.SUB, "water"),
        DraftParagraph(6, Part.OPERATIVE, "Decides", "halt", 1.0),
        DraftParagraph(7, Part.SUB, "to remain seized"),
    ]  # fmt: skip
    assert [one.key for one in with_clause(below, "relief", None)] == [6, 7]
    assert [one.key for one in with_clause(below, "halt", None)] == [3, 4, 5]
    linked = [*below[:2], replace(below[2], issue="halt", value=0.5), *below[3:]]
    left = with_clause(linked, "relief", None)
    assert [(one.key, one.part) for one in left[:1]] == [(5, Part.OPERATIVE)]


def test_a_clause_that_was_taken_in_replaces_the_words():
    text = draft((OP, "Demands it", "halt", 1.0), (OP, "Urges all"), (OP, "Also", "halt", 1.0))
    after = worded(with_clause(text, "halt", 0.5), SCALES)
    assert [(one.key, one.text, one.value) for one in after] == [
        (1, "Attacks are to stop.", 0.5),
        (2, "Urges all", None),
    ]
    assert with_clause(text, "halt", 0.5, "Urges an end")[0].text == "Urges an end"
    assert [one.key for one in with_clause(text, "halt", None)] == [2]
    added = with_clause(text, "relief", 1.0)
    assert positions(added) == {"halt": 1.0, "relief": 1.0}
    assert len({one.key for one in added}) == 4
    assert worded(added, {})[-1].text == "(a position of 1.0)"


def test_paragraphs_by_name():
    laid = lay_out(draft((PRE, "Noting"), (OP, "Requests"), (SUB, "x"), (SUB, "y"), (OP, "Urges")))
    assert list(names_of(laid).values()) == [
        "preambular paragraph 1", "paragraph 1", "paragraph 1 (a)", "paragraph 1 (b)",
        "paragraph 2",
    ]  # fmt: skip


HOSTILE = (
    "<script>alert(1)</script>", "<b>bold</b>", "*star* _under_ `code`", "[x](javascript:alert(1))",
    "# heading", "- item", "&lt;", "\\",
)  # fmt: skip


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def document(*written: tuple[Part, str] | tuple[Part, str, str, float]) -> DraftDocument:
    return DraftDocument(
        "EGY/1", "A city <i>", date(2016, 10, 8), ("Egypt", "Spain"), tuple(draft(*written)), SCALES
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_text_in_every_export(words):
    page = draft_html(document((OP, f"Demands {words}"), (PRE, words)))
    seen = Tags()
    seen.feed(page)
    assert not seen.tags & {"script", "b", "i"}
    assert f"Demands {words}".rstrip("\\;") in seen.words
    plain = draft_markdown(document((OP, f"Demands {words}"), (PRE, words)))
    assert "<script" not in plain
    assert "<b>" not in plain
    assert re.search(r"(?<!\\)\]\(", plain) is None


def test_a_document_in_the_layout_of_the_council():
    page = draft_html(
        document((PRE, "recalling it"), (OP, "demands it", "halt", 1.0), (OP, "Urges all"))
    )
    assert "Egypt and Spain: draft resolution" in page
    assert '<p><em>The Security Council</em>,</p><p class="p"><em>Recalling</em> it,</p>' in page
    assert '<span class="n">1.</span><em>Demands</em> it;' in page
    assert "SIMULATED" in page
    text = draft_markdown(document((OP, "Demands it", "halt", 1.0), (OP, "Urges all")))
    assert "1\\. *Demands* it;" in text
    assert "2\\. *Urges* all." in text
    read = dict(model_reads(document((OP, "Demands it", "halt", 1.0), (OP, "Urges all"))))
    assert read == {
        "paragraph 1": "Halt of attacks: All must stop now.",
        "paragraph 2": "not read by the model",
    }


def test_the_record_prints_a_text_that_was_written_out():
    meeting = in_debate()
    meeting, ruling = apply_act(
        meeting,
        Act("table", "FRA", {"symbol": "A", "paragraphs": ["Recalling <it>,", "Demands peace."]}),
    )
    assert ruling.in_order
    meeting, ruling = apply_act(
        meeting, Act("amend", "GBR", {"proposal": "A", "symbol": "A/1", "wording": "Urges peace"})
    )
    assert ruling.in_order
    assert meeting.named("A").paragraphs == ("Recalling <it>,", "Demands peace.")
    page, text = record.html(meeting), record.markdown(meeting)
    assert page.index("Recalling &lt;it&gt;,") < page.index("Demands peace.")
    assert "“Urges peace”" in text
    assert "Recalling &lt;it&gt;," in text


def in_debate() -> Meeting:
    """The Council of October 2016 with its agenda adopted."""
    acts = [
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    ]
    return replay_meeting(open_meeting(date(2016, 10, 8)), acts)
