"""French articles of State names, alone and after *de* and *à*."""

from __future__ import annotations

from sim.domain.folding import fold_name

_BARE = (
    "Andorre", "Antigua-et-Barbuda", "Bahreïn", "Cabo Verde", "Ceylan", "Chypre", "Cuba",
    "Djibouti", "Haïti", "Israël", "Kiribati", "Madagascar", "Malte", "Maurice", "Monaco",
    "Nauru", "Oman", "Sainte-Lucie", "Saint-Christophe-et-Niévès", "Saint-Kitts-et-Nevis",
    "Saint-Marin", "Saint-Vincent-et-les Grenadines", "Saint-Vincent-et-les-Grenadines",
    "Sao Tomé-et-Principe", "Singapour", "Sri Lanka", "Timor-Leste", "Trinité-et-Tobago",
    "Tuvalu", "Vanuatu",
)  # fmt: skip
"""States without an article."""

_MASCULINE = ("Belize", "Cambodge", "Mexique", "Mozambique", "Suriname",
              "Yémen démocratique", "Zaïre", "Zimbabwe")  # fmt: skip
"""Masculine States that end in *e*; others in *e* are feminine."""

_FEMININE = ("Fédération", "République", "Jamahiriya", "Union", "Bosnie", "Papouasie", "Guinée",
             "Nouvelle", "Haute", "Macédoine", "Gambie")  # fmt: skip
"""Beginnings of names that are feminine whatever their ending."""

_MANY = (
    "Bahamas", "Comores", "Émirats arabes unis", "États-Unis", "États-Unis d’Amérique", "Fidji",
    "Îles Marshall", "Îles Salomon", "Maldives", "Palaos", "Pays-Bas", "Philippines", "Seychelles",
)  # fmt: skip
"""Names in the plural."""

STATE_FORMS = ("le", "de", "a")
"""Prefixes by kind of name: the article, after *de* and after *à*."""

_ARTICLES = {
    "bare": {"le": "", "de": "de ", "a": "à "},
    "many": {"le": "les ", "de": "des ", "a": "aux "},
    "elided": {"le": "l’", "de": "de l’", "a": "à l’"},
    "feminine": {"le": "la ", "de": "de la ", "a": "à la "},
    "masculine": {"le": "le ", "de": "du ", "a": "au "},
}


def state_form(name: str, form: str) -> str:
    """``name`` of a State in a form: ``le`` (*la France*), ``de`` (*de la*), ``a`` (*à la*)."""
    wanted = form.lower()
    if wanted not in STATE_FORMS:
        return name
    kind = _kind(name)
    if kind == "bare" and wanted == "de" and _elides(name):
        return f"d’{name}"
    return _ARTICLES[kind][wanted] + name


_CONTRACTED = {"de": {"le ": "du ", "les ": "des "}, "a": {"le ": "au ", "les ": "aux "}}
"""What *de* and *à* become with a definite article."""


def phrase_form(words: str, form: str) -> str:
    """``words`` that have a determiner, after *de* (*d’un membre*, *du bureau*) or *à*."""
    wanted = form.lower()
    for article, contracted in _CONTRACTED.get(wanted, {}).items():
        if words.startswith(article):
            return contracted + words.removeprefix(article)
    if wanted == "de":
        return f"d’{words}" if _elides(words) else f"de {words}"
    return f"à {words}" if wanted == "a" else words


def _kind(name: str) -> str:
    if name in _BARE:
        return "bare"
    if name in _MANY:
        return "many"
    if _elides(name):
        return "elided"
    feminine = name.startswith(_FEMININE) or (name.endswith("e") and name not in _MASCULINE)
    return "feminine" if feminine else "masculine"


def _elides(name: str) -> bool:
    """Whether a vowel is elided before ``name``; of names in *h*, before one only."""
    return fold_name(name)[:1] in "aeiou" or name == "Haïti"
