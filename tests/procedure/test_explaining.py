"""The glossary: what people type leads somewhere, says what is right, and where to look it up."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from sim.lessons.cases import cases
from sim.procedure.checked import READ_ARTICLES, READ_RULES
from sim.procedure.explaining import FILES, TopicEntry, find_topic, plain_topic, topic_entries


def entry(name: str) -> TopicEntry:
    """The entry called ``name``, which there must be."""
    found = find_topic(name)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("quorum", "quorum"),
        ("closure", "closure"),
        ("closure of debate", "closure"),
        ("tabling", "tabling"),
        ("division", "rule 32"),
        ("seconder", "rule 34"),
        ("yield", "yield"),
        ("caucus", "caucus"),
        ("unmoderated caucus", "caucus"),
        ("roll call", "show-of-hands"),
        ("show of hands", "show-of-hands"),
        ("yalta", "yalta"),
        ("Yalta formula", "yalta"),
        ("repertoire", "repertoire"),
        ("right of reply", "right-of-reply"),
        ("present and voting", "present-and-voting"),
        ("hidden veto", "hidden-veto"),
        ("blocking third", "blocking-third"),
        ("sixth veto", "blocking-third"),
        ("straw poll", "secretary-general"),
        ("straw polls", "secretary-general"),
        ("holds", "sanctions-committees"),
        ("hold", "sanctions-committees"),
        ("sanctions committees", "sanctions-committees"),
        ("Arria-formula", "arria"),
        ("interactive dialogue", "interactive-dialogue"),
        ("programme of work", "programme-of-work"),
        ("open debate", "open-debate"),
        ("rollover", "rollover"),
        ("footnotes", "footnotes"),
        ("co-sponsorship", "co-sponsor"),
        ("written votes", "written-vote"),
        ("finality of a vote", "finality"),
        ("register of Article 27(3) cases", "obligatory-abstention"),
        ("chain of events", "chain-of-events"),
        ("resolution 267 (III)", "chain-of-events"),
        ("eleven emergency sessions", "emergency-sessions"),
        ("moral obligation", "rule 20"),
        ("Article 2(7)", "article 2"),
        ("Namibia 1971", "article 25"),
        ("article 26", "article 26"),
        ("article 41", "article 41"),
        ("article 47", "article 47"),
        ("article 50", "article 50"),
        ("article 51", "article 51"),
        ("article 94", "article 94"),
        ("article 96", "article 96"),
        ("article 99", "article 99"),
        ("article 103", "article 103"),
        ("article 12", "article 12"),
        ("S/2017/507", "note-507"),
        ("S/2024/507", "note-507"),
        ("rules 13-17", "rule 13"),
        ("articles 40-42", "article 41"),
        ("chapter viii", "articles 53-54"),
        ("credentials", "rule 13"),
        ("Holy See", "observer-states"),
        ("veto-restraint", "veto-restraint"),
        ("point of inquiry", "rule 30"),
        ("working paper", "rule 31"),
        ("P5", "article 23"),
        ("E10", "article 23"),
        ("simple majority", "article 27"),
        ("operative clauses", "resolution"),
        ("secret ballot", "icj elections"),
        ("concurring votes", "abstention"),
    ],
)
def test_what_people_type_leads_to_an_entry(typed, topic):
    assert entry(typed).topic == topic


@pytest.mark.parametrize("number", range(1, 62))
def test_every_rule_has_an_entry_of_its_own_for_use_in_class(number):
    told = entry(f"rule {number}")
    assert told.topic == f"rule {number}"
    assert told.precedent, "a precedent or how practice is"
    assert told.wrong
    assert told.source


@pytest.mark.parametrize("number", [*range(23, 55), 2, 4, 5, 6, 12, 94, 96, 97, 99, 103, 108, 109])
def test_the_articles_of_the_charter_that_concern_the_council_are_told(number):
    told = entry(f"article {number}")
    assert told.kind == "article"
    assert told.precedent
    assert told.wrong


def test_no_name_leads_to_two_entries():
    owner: dict[str, str] = {}
    for told in topic_entries():
        for name in {plain_topic(n) for n in (told.topic, *told.aliases)}:
            assert owner.setdefault(name, told.topic) == told.topic, name


def test_every_entry_says_where_it_was_read_or_where_to_look():
    for told in topic_entries():
        assert told.source, told.topic
        if told.kind in ("rule", "article", "practice", "term") and not told.checked:
            assert re.search(r"look |quotes", told.source), told.topic


def test_every_practice_and_term_has_a_precedent_and_what_is_taught_wrongly():
    for told in topic_entries():
        if told.kind in ("practice", "term"):
            assert told.precedent, told.topic
            assert told.wrong, told.topic


def test_rulings_and_explanations_agree_on_what_was_read():
    for number in range(1, 62):
        assert (number in READ_RULES) is entry(f"rule {number}").checked, number
    for told in topic_entries():
        if told.kind == "article" and told.topic != "icj elections":
            numbers = {int(n) for n in re.findall(r"\d+", told.topic)}
            assert (numbers <= READ_ARTICLES) is told.checked, told.topic


def test_at_most_a_quarter_is_unchecked():
    unchecked = [told.topic for told in topic_entries() if not told.checked]
    assert len(unchecked) <= len(topic_entries()) / 4, unchecked


def test_a_case_that_points_to_an_explanation_finds_it():
    for case in cases():
        for topic in case.see:
            assert entry(topic).topic == topic, case.number


def test_every_file_of_the_glossary_is_read_and_short():
    folder = files("sim.procedure").joinpath("glossary")
    names = {item.name for item in folder.iterdir() if item.name.endswith(".yaml")}
    assert names == {name for name, _ in FILES}
    for name in names:
        lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 250, name


def test_1_organs_that_investigate_are_told_apart():
    assert "investigate" in entry("rule 28").text
    assert "investigate" in entry("article 29").text
    assert "investigate" in entry("chain of events").text
    assert "resolution 132, 10-1-0" in entry("chain of events").precedent


def test_4_the_assembly_once_kept_a_secretary_general_without_a_recommendation():
    told = entry("article 97")
    assert "without a recommendation" in told.text
    assert "12 October 1950" in told.precedent
    assert "resolution 492 (V)" in told.precedent


def test_5_five_preliminary_questions_are_named():
    told = entry("double veto")
    assert "1946, 1947 and 1948" in told.text
    for day in (
        "26 June 1946",
        "29 August\n1946",
        "15 September 1947",
        "24 May 1948",
        "29 September 1950",
    ):
        assert " ".join(day.split()) in " ".join(told.precedent.split()), day


def test_6_the_note_has_four_editions():
    text = entry("note 507").text
    for edition in ("S/2006/507", "S/2010/507", "S/2017/507", "S/2024/507"):
        assert edition in text
    assert "13 December 2024" in text


def test_9_an_agenda_can_fail():
    assert "19 March 2018 (8-4-3), S/PV.8209" in entry("rule 9").precedent


def test_rule_10_leaves_it_to_the_council_to_decide_otherwise():
    assert "unless the Council decides otherwise" in entry("rule 10").text


def test_the_falklands_text_is_not_said_to_name_chapter_vii():
    assert "named no Article" in entry("article 39").precedent
    assert "breach of the peace" in entry("obligatory abstention").wrong


def test_all_eleven_emergency_sessions_are_listed_with_who_called_them():
    text = entry("emergency sessions").text
    assert [n for n in range(1, 12) if re.search(rf"(?:^| ){n} [A-Z]", text)] == list(range(1, 12))
    for resolution in ("119", "120", "129", "157", "462", "500", "2623"):
        assert resolution in text
    assert "Seven were called by the Council, four" in text


def test_rule_20_is_a_moral_obligation_and_was_invoked_in_2024():
    precedent = entry("rule 20").precedent
    assert "essentially a moral one" in precedent
    assert "17 June 1946" in precedent
    assert "July 2024" in precedent


def test_rule_33_has_its_precedents():
    precedent = entry("rule 33").precedent
    for day in ("24 October 2017", "24 February 2025", "19 March 2018"):
        assert day in precedent


def test_the_way_to_a_secretary_general_has_its_four_turns():
    precedent = entry("straw poll").precedent
    for year in ("1950", "1981", "1996", "2016"):
        assert year in precedent
    assert "1991: the first coloured polls" in precedent


def test_observer_states_are_states_and_no_members():
    text = entry("Palestine").text
    assert "are States" in text
    assert "not Members" in text
