"""The article of States in French."""

from __future__ import annotations

import pytest

from sim.domain.state_names import FORMER
from sim.domain.states import STATES
from sim.domain.texts import state_name
from sim.language.catalogues import language_called
from sim.language.french import state_form

EXPECTED = """
Fédération de Russie: la Fédération de Russie, de la Fédération de Russie, à la Fédération de Russie
Angola: l’Angola, de l’Angola, à l’Angola
États-Unis: les États-Unis, des États-Unis, aux États-Unis
Royaume-Uni: le Royaume-Uni, du Royaume-Uni, au Royaume-Uni
Mexique: le Mexique, du Mexique, au Mexique
Israël: Israël, d’Israël, à Israël
Cuba: Cuba, de Cuba, à Cuba
Haïti: Haïti, d’Haïti, à Haïti
Hongrie: la Hongrie, de la Hongrie, à la Hongrie
Yémen: le Yémen, du Yémen, au Yémen
Bosnie-Herzégovine: la Bosnie-Herzégovine, de la Bosnie-Herzégovine, à la Bosnie-Herzégovine
Côte d’Ivoire: la Côte d’Ivoire, de la Côte d’Ivoire, à la Côte d’Ivoire
Pays-Bas: les Pays-Bas, des Pays-Bas, aux Pays-Bas
Égypte: l’Égypte, de l’Égypte, à l’Égypte
Nouvelle-Zélande: la Nouvelle-Zélande, de la Nouvelle-Zélande, à la Nouvelle-Zélande
Guinée équatoriale: la Guinée équatoriale, de la Guinée équatoriale, à la Guinée équatoriale
Sierra Leone: la Sierra Leone, de la Sierra Leone, à la Sierra Leone
Viet Nam: le Viet Nam, du Viet Nam, au Viet Nam
Zaïre: le Zaïre, du Zaïre, au Zaïre
"""


@pytest.mark.parametrize("line", EXPECTED.strip().splitlines())
def test_a_state_has_its_article(line: str) -> None:
    name, forms = line.split(": ")
    assert [state_form(name, form) for form in ("le", "de", "a")] == forms.split(", ")


def test_every_state_that_ever_sat_has_a_french_name() -> None:
    french = language_called("fr")
    names = [(code, state.name) for code, state in STATES.items()]
    names += [(code, name) for code, name, _, _ in FORMER]
    told = {(code, name): french.show(state_name(code, name)) for code, name in names}
    assert told["RUS", "Russian Federation"] == "Fédération de Russie"
    assert told["COD", "Zaire"] == "Zaïre"
    assert told["GBR", "United Kingdom"] == "Royaume-Uni"
    same = sorted(name for (_, name), french_name in told.items() if name == french_name)
    # Those that are written alike in both languages, read through by eye.
    assert same == ALIKE.strip().splitlines()


ALIKE = """
Afghanistan
Angola
Bahamas
Bangladesh
Belize
Botswana
Burkina Faso
Burundi
Cabo Verde
Canada
Congo
Costa Rica
Cuba
Dahomey
Djibouti
Eswatini
France
Gabon
Ghana
Guatemala
Guyana
Honduras
Iran
Iraq
Kazakhstan
Kenya
Kiribati
Lesotho
Liechtenstein
Luxembourg
Madagascar
Malawi
Maldives
Mali
Monaco
Mozambique
Myanmar
Nauru
Nicaragua
Niger
Oman
Pakistan
Panama
Paraguay
Philippines
Portugal
Qatar
Rwanda
Samoa
Seychelles
Siam
Sierra Leone
Sri Lanka
Suriname
Swaziland
Tanganyika
Timor-Leste
Togo
Tonga
Tuvalu
Ukraine
Uruguay
Vanuatu
Venezuela
Viet Nam
Zimbabwe
"""
