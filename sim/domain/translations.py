"""Names of States in the six official languages of the United Nations, and ISO codes.

Short names and two-letter codes come from the Unicode Common Locale Data Repository through Babel.
The names by which the United Nations calls some States differ from those; they are listed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from sim.domain.folding import fold_name
from sim.domain.state_names import MEMBERS

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The official languages of the United Nations, by ISO 639-1 code."""

HISTORIC_CODES = {
    "BU": "MMR", "BUR": "MMR", "BUMM": "MMR",
    "BYS": "BLR", "BYAA": "BLR",
    "CS": "CSK", "CSHH": "CSK",  # Serbia and Montenegro had CS from 2003 and no seat then
    "DD": "DDR", "DDDE": "DDR",
    "DY": "BEN", "DHY": "BEN", "DYBJ": "BEN",
    "HV": "BFA", "HVO": "BFA", "HVBF": "BFA",
    "ROM": "ROU",
    "SCG": "YUG", "CSXX": "YUG",
    "SU": "RUS", "SUHH": "RUS",
    "TP": "TLS", "TMP": "TLS", "TPTL": "TLS",
    "YD": "YEM", "YMD": "YEM", "YDYE": "YEM",
    "YU": "YUG", "YUCS": "YUG",
    "ZR": "COD", "ZAR": "COD", "ZRCD": "COD",
}  # fmt: skip
"""Codes withdrawn from ISO 3166-1, with two, three and four letters (ISO 3166-3)."""

OFFICIAL = """
CHN République populaire de Chine; République de Chine; República Popular China; República Popular de China; República de China
CHN Китайская Народная Республика; КНР; Китайская Республика; 中华人民共和国; 中华民国; جمهورية الصين الشعبية; جمهورية الصين
FRA République française; República Francesa; Французская Республика; 法兰西共和国; الجمهورية الفرنسية
RUS Fédération de Russie; Union des Républiques socialistes soviétiques; URSS; Union soviétique
RUS Federación de Rusia; Unión de Repúblicas Socialistas Soviéticas; Unión Soviética
RUS Российская Федерация; Союз Советских Социалистических Республик; СССР; Советский Союз
RUS 俄罗斯联邦; 苏维埃社会主义共和国联盟; 苏联; الاتحاد الروسي; اتحاد الجمهوريات الاشتراكية السوفياتية; الاتحاد السوفياتي
GBR Royaume-Uni de Grande-Bretagne et d'Irlande du Nord; Grande-Bretagne; Reino Unido de Gran Bretaña e Irlanda del Norte; Gran Bretaña
GBR Соединенное Королевство; Соединенное Королевство Великобритании и Северной Ирландии; 联合王国; 大不列颠及北爱尔兰联合王国
GBR المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية
USA États-Unis d'Amérique; Estados Unidos de América; EE.UU.; EE. UU.; EEUU; Соединенные Штаты Америки; США; 美利坚合众国; الولايات المتحدة الأمريكية
COD République démocratique du Congo; Демократическая Республика Конго; 刚果民主共和国; جمهورية الكونغو الديمقراطية
KOR République de Corée; República de Corea; 大韩民国; جمهورية كوريا
PRK République populaire démocratique de Corée; República Popular Democrática de Corea; Корейская Народно-Демократическая Республика; 朝鲜民主主义人民共和国; جمهورية كوريا الشعبية الديمقراطية
SYR République arabe syrienne; República Árabe Siria; Сирийская Арабская Республика; 阿拉伯叙利亚共和国; الجمهورية العربية السورية
TZA République-Unie de Tanzanie; República Unida de Tanzanía; Объединенная Республика Танзания; 坦桑尼亚联合共和国; جمهورية تنزانيا المتحدة
"""
"""Names that the United Nations uses and the locale data repository does not have."""


@cache
def translated() -> dict[str, str]:
    """Folded name or code -> ISO 3166-1 alpha-3 code of a Member State.

    A name that refers to different States in two languages is left out.
    """
    codes_of: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in (*_from_locales(), *_official(), *HISTORIC_CODES.items()):
        codes_of[fold_name(name)].add(code)
    return {name: min(codes) for name, codes in codes_of.items() if len(codes) == 1}


def name_in(language: str, code: str) -> str:
    """The name of the State ``code`` in a language of the locale data; empty where it has none."""
    from babel import Locale

    letters = {iso: two for two, iso in _two_letters().items()}.get(code, "")
    return str(Locale.parse(language).territories.get(letters, ""))


@cache
def _two_letters() -> dict[str, str]:
    """Two-letter code -> three-letter code; imports Babel here, as most programs do not need it."""
    from babel.core import get_global

    two_letters = get_global("territory_aliases")
    current: dict[str, str] = {}
    for line in MEMBERS.strip().splitlines():
        code = line.split(maxsplit=1)[0]
        now = two_letters.get(code, ())
        if len(now) == 1:
            current.setdefault(now[0], code)  # the German Democratic Republic comes after Germany
    return current


def _from_locales() -> Iterator[tuple[str, str]]:
    """Names and two-letter codes."""
    from babel import Locale

    current = _two_letters()
    yield from current.items()
    for language in LANGUAGES:
        territories = Locale(language).territories
        for letters, code in current.items():
            if letters in territories:
                yield territories[letters], code


def _official() -> Iterator[tuple[str, str]]:
    for line in OFFICIAL.strip().splitlines():
        code, names = line.split(maxsplit=1)
        for name in names.split(";"):
            yield name.strip(), code
