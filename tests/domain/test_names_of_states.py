"""Names of States as tables spell them: inverted, translated, coded, with marks and notes."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date

import pytest
from babel import Locale
from babel.core import get_global

from sim.domain.governments import government_of_china
from sim.domain.states import STATES, UnknownStateError, code_of
from sim.domain.translations import HISTORIC_CODES, LANGUAGES, OFFICIAL, translated
from sim.procedure.voting_records.members import had_seat, seat_of
from tests.facts import facts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Venezuela, Bolivarian Republic of", "VEN"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Congo (Democratic Republic of the)", "COD"),
        ("Congo, Republic of the", "COG"),
        ("Gambia, The", "GMB"),
        ("Bolivia, Plurinational State of", "BOL"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Korea (Republic of)", "KOR"),
        ("Germany, East", "DDR"),
        ("Yemen, Democratic", "YEM"),
        ("Macedonia, The former Yugoslav Republic of", "MKD"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Tanzania, United Republic of*", "TZA"),
    ],
)
def test_inverted_names_are_put_the_right_way_round(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    "name",
    [
        "Russia*",
        "Russia†",
        "Russia¹",
        "Russia [1]",
        "Russia[a]",
        "Russia a/",
        "Russia (see note 2)",
    ],
)
def test_footnote_marks_and_notes_are_no_part_of_a_name(name: str) -> None:
    assert code_of(name) == "RUS"


@pytest.mark.parametrize(
    "name", ["Côte d'Ivoire", "Côte d’Ivoire", "Cote d`Ivoire", "COTE DIVOIRE", "Cote d Ivoire"]
)
def test_accents_and_apostrophes_make_no_difference(name: str) -> None:
    assert code_of(name) == "CIV"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Kingdom of Denmark", "DNK"), ("Republic of Cuba", "CUB"), ("Turkiye, Republic of", "TUR"),
     ("Hashemite Kingdom of Jordan", "JOR"), ("People's Republic of Bulgaria", "BGR"),
     ("Socialist Republic of Romania", "ROU"), ("Dominion of Pakistan", "PAK"),
     ("French Fourth Republic", "FRA"), ("Polish People's Republic", "POL"),
     ("Byelorussian S.S.R.", "BLR"), ("Ukrainian S.S.R", "UKR"), ("U.A.R.", "EGY"),
     ("U. S. S. R.", "RUS"), ("Czech Rep.", "CZE"), ("Dem. Rep. of the Congo", "COD"),
     ("Fed. Rep. of Germany", "DEU"), ("Democratic Republic of Congo", "COD"),
     ("Syrian Arab Rep.", "SYR"), ("Turkey (Republic of)", "TUR")],
)  # fmt: skip
def test_titles_initials_and_abbreviations(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    "name",
    ["Republic of Viet-Nam", "Viet-Nam (Republic of)", "Viet-Nam, Republic of",
     "Democratic Republic of Germany", "People's Republic of Korea", "State of Palestine"],
)  # fmt: skip
def test_a_title_that_may_tell_two_states_apart_is_not_dropped(name: str) -> None:
    with pytest.raises(UnknownStateError):
        code_of(name)


def test_every_name_and_code_in_the_table_of_members_is_read_as_one_that_had_a_seat() -> None:
    with facts("membership_1946_2026.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1100
    for row in rows:
        seats = {seat_of(row["iso"]), seat_of(row["name"])}
        assert len(seats) == 1, row
        assert had_seat(seats.pop(), date(int(row["year"]), 7, 1)), row


@pytest.mark.parametrize(
    ("letters", "code"),
    [("FR", "FRA"), ("US", "USA"), ("GB", "GBR"), ("UK", "GBR"), ("CN", "CHN"), ("RU", "RUS"),
     ("CD", "COD"), ("CG", "COG"), ("VE", "VEN"), ("SU", "RUS"), ("YD", "YEM"), ("DD", "DDR"),
     ("DE", "DEU"), ("CS", "CSK"), ("YU", "YUG"), ("YMD", "YEM"), ("ZAR", "COD"), ("HVO", "BFA"),
     ("DHY", "BEN"), ("BYS", "BLR"), ("BUR", "MMR"), ("ROM", "ROU"), ("TMP", "TLS"),
     ("SUHH", "RUS"), ("ZRCD", "COD")],
)  # fmt: skip
def test_codes_of_two_letters_and_withdrawn_codes(letters: str, code: str) -> None:
    assert code_of(letters) == code


CHECKED = {
    "RUS": ("Fédération de Russie", "Rusia", "Россия", "СССР", "俄罗斯联邦", "الاتحاد الروسي",
            "URSS"),
    "USA": ("États-Unis", "Etats-Unis d'Amérique", "Estados Unidos", "EE.UU.", "США", "美国",
            "الولايات المتحدة"),
    "GBR": ("Royaume-Uni", "Reino Unido", "Соединенное Королевство", "英国", "المملكة المتحدة"),
    "CHN": ("Chine", "Китай", "中国", "الصين"),
    "FRA": ("Francia", "Франция", "法国", "فرنسا"),
    "SYR": ("République arabe syrienne", "Siria", "Сирия", "叙利亚", "سوريا"),
    "EGY": ("Égypte", "Egipto", "Египет", "埃及", "مصر"),
    "NLD": ("Pays-Bas", "Países Bajos", "Нидерланды", "荷兰", "هولندا"),
    "CIV": ("Кот-д'Ивуар", "科特迪瓦", "ساحل العاج"),
    "COD": ("Congo-Kinshasa", "República Democrática del Congo", "刚果（金）"),
    "COG": ("Congo-Brazzaville", "刚果（布）"),
    "DEU": ("Allemagne", "Alemania", "Германия", "德国", "ألمانيا"),
    "JPN": ("Japon", "Japón", "Япония", "日本", "اليابان"),
    "NER": ("Níger", "Нигер", "尼日尔", "النيجر"),
    "NGA": ("Nigéria", "Нигерия", "尼日利亚", "نيجيريا"),
}  # fmt: skip
"""Names compared by eye with the lists of Member States in the six languages."""


@pytest.mark.parametrize("code", CHECKED)
def test_names_in_the_six_languages(code: str) -> None:
    assert {name: code_of(name) for name in CHECKED[code]} == dict.fromkeys(CHECKED[code], code)


def test_every_member_state_is_found_by_its_name_in_each_language() -> None:
    two_letters = get_global("territory_aliases")
    wrong = []
    for code in STATES:
        if code in {"CSK", "DDR", "YUG"}:
            continue
        for language in LANGUAGES:
            name = Locale(language).territories[two_letters[code][0]]
            try:
                found = code_of(name)
            except UnknownStateError:
                found = "none"
            if found != code:
                wrong.append((language, name, code, found))
    assert wrong == []


def test_no_official_name_or_code_is_lost_to_an_ambiguity() -> None:
    names = [
        n for line in OFFICIAL.strip().splitlines() for n in line.split(maxsplit=1)[1].split(";")
    ]
    for name in (*names, *HISTORIC_CODES):
        assert code_of(name.strip()) in STATES
    assert set(translated().values()) <= set(STATES)


def test_babel_is_read_only_when_a_name_is_not_english() -> None:
    program = "import sys; from sim.domain.states import code_of; code_of('USSR');"
    program += "assert 'babel' not in sys.modules; code_of('Chine'); assert 'babel' in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", ["Taiwan", "Formosa", "TWN", "Atlantis", "Hong Kong SAR China"])
def test_what_is_no_member_state_is_not_taken_for_one(name: str) -> None:
    with pytest.raises(UnknownStateError):
        code_of(name)


@pytest.mark.parametrize("name", ["Taiwan", "Formosa", "TW", "TWN", "Taiwan, Province of China"])
def test_taiwan_points_to_the_republic_of_china(name: str) -> None:
    with pytest.raises(UnknownStateError, match="did you mean Republic of China"):
        code_of(name)


@pytest.mark.parametrize(
    ("name", "government"),
    [
        ("China", ""),
        ("CHN", ""),
        ("中国", ""),
        ("PRC", "People's Republic of China"),
        ("China (People's Republic of)", "People's Republic of China"),
        ("China, People’s Republic of", "People's Republic of China"),
        ("PR China", "People's Republic of China"),
        ("中华人民共和国", "People's Republic of China"),
        ("République populaire de Chine", "People's Republic of China"),
        ("Китайская Народная Республика", "People's Republic of China"),
        ("جمهورية الصين الشعبية", "People's Republic of China"),
        ("ROC", "Republic of China"),
        ("China (Taiwan)", "Republic of China"),
        ("China, Republic of", "Republic of China"),
        ("Китайская Республика", "Republic of China"),
        ("中华民国", "Republic of China"),
        ("جمهورية الصين", "Republic of China"),
    ],
)
def test_the_governments_of_china_are_told_apart_by_meaning(name: str, government: str) -> None:
    assert government_of_china(name) == government


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("LKA", date(1949, 9, 13), "Ceylon"),
        ("BEN", date(1960, 8, 23), "Dahomey"),
        ("JOR", date(1947, 8, 18), "Transjordan"),
        ("THA", date(1946, 12, 15), "Siam"),
        ("COD", date(1960, 7, 7), "Congo (Leopoldville)"),
        ("DEU", date(1973, 6, 21), "Germany, Federal Republic of"),
        ("MKD", date(1993, 4, 7), "The former Yugoslav Republic of Macedonia"),
        ("MKD", date(2019, 2, 14), "North Macedonia"),
        ("EGY", date(1956, 10, 30), "Egypt"),
        ("JOR", date(1965, 1, 1), "Jordan"),
    ],
)
def test_an_applicant_has_the_name_of_its_day(code: str, day: date, name: str) -> None:
    assert STATES[code].name_on(day) == name


def test_a_name_of_the_past_is_understood() -> None:
    assert code_of("Transjordan") == "JOR"
