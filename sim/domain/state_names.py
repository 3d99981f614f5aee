"""Names of States: today's members of the United Nations, and who bore which name when.

One line a State: ISO 3166-1 alpha-3 code, name in the United Nations' English list, further
spellings. States that are no more carry their ISO 3166-3 code. Names in the English list decide
the order of the seats and of the presidency, so earlier names are kept with their dates.
"""

from __future__ import annotations

MEMBERS = """
AFG Afghanistan
ALB Albania
DZA Algeria
AND Andorra
AGO Angola
ATG Antigua and Barbuda
ARG Argentina
ARM Armenia
AUS Australia
AUT Austria
AZE Azerbaijan
BHS Bahamas; The Bahamas
BHR Bahrain
BGD Bangladesh
BRB Barbados
BLR Belarus; Byelorussia; Byelorussian SSR; Byelorussian Soviet Socialist Republic; BSSR
BEL Belgium
BLZ Belize
BEN Benin; Dahomey
BTN Bhutan
BOL Bolivia; Plurinational State of Bolivia
BIH Bosnia and Herzegovina; Bosnia; Bosnia-Herzegovina
BWA Botswana
BRA Brazil; Fourth Brazilian Republic
BRN Brunei Darussalam; Brunei
BGR Bulgaria
BFA Burkina Faso; Upper Volta
BDI Burundi
CPV Cabo Verde; Cape Verde
KHM Cambodia; Kampuchea; Democratic Kampuchea; Khmer Republic
CMR Cameroon; United Republic of Cameroon
CAN Canada
CAF Central African Republic
TCD Chad
CHL Chile
CHN China; People's Republic of China; Republic of China; PRC; ROC; PR China
COL Colombia
COM Comoros
COG Congo; Republic of the Congo; Congo (Brazzaville); Congo-Brazzaville; Congo (Republic of the); People's Republic of the Congo; Republic of Congo
CRI Costa Rica
CIV Côte d'Ivoire; Ivory Coast; Cote d Ivoire
HRV Croatia
CUB Cuba
CYP Cyprus
CZE Czechia; Czech Republic
PRK Democratic People's Republic of Korea; DPRK; North Korea; Korea (Democratic People's Republic of)
COD Democratic Republic of the Congo; DRC; DR Congo; Zaire; Congo (Leopoldville); Congo (Kinshasa); Congo (Democratic Republic of); Congo (Democratic Republic of the); Democratic Republic of Congo; Republic of Zaire
DNK Denmark
DJI Djibouti
DMA Dominica
DOM Dominican Republic
ECU Ecuador
EGY Egypt; United Arab Republic; UAR; Arab Republic of Egypt
SLV El Salvador
GNQ Equatorial Guinea
ERI Eritrea
EST Estonia
SWZ Eswatini; Swaziland
ETH Ethiopia; Ethiopian Empire
FJI Fiji
FIN Finland
FRA France; French Fourth Republic; French Fifth Republic
GAB Gabon
GMB Gambia; The Gambia; Republic of the Gambia
GEO Georgia
DEU Germany; Federal Republic of Germany; Germany, Federal Republic of; West Germany; FRG; German Federal Republic
GHA Ghana
GRC Greece
GRD Grenada
GTM Guatemala
GIN Guinea
GNB Guinea-Bissau
GUY Guyana
HTI Haiti
HND Honduras
HUN Hungary; Hungarian People's Republic
ISL Iceland
IND India
IDN Indonesia
IRN Iran; Islamic Republic of Iran; Iran, Islamic Republic of; Pahlavi Iran; Persia
IRQ Iraq; Iraqi Republic; Ba'athist Iraq
IRL Ireland
ISR Israel
ITA Italy
JAM Jamaica
JPN Japan
JOR Jordan
KAZ Kazakhstan
KEN Kenya
KIR Kiribati
KWT Kuwait
KGZ Kyrgyzstan
LAO Lao People's Democratic Republic; Laos; Lao PDR
LVA Latvia
LBN Lebanon
LSO Lesotho
LBR Liberia
LBY Libya; Libyan Arab Jamahiriya; Libyan Arab Republic; Socialist People's Libyan Arab Jamahiriya
LIE Liechtenstein
LTU Lithuania
LUX Luxembourg
MDG Madagascar; Malagasy Republic
MWI Malawi
MYS Malaysia; Malaya; Federation of Malaya
MDV Maldives
MLI Mali
MLT Malta
MHL Marshall Islands
MRT Mauritania
MUS Mauritius
MEX Mexico
FSM Micronesia; Federated States of Micronesia; Micronesia, Federated States of
MCO Monaco
MNG Mongolia
MNE Montenegro
MAR Morocco
MOZ Mozambique
MMR Myanmar; Burma
NAM Namibia
NRU Nauru
NPL Nepal
NLD Netherlands; The Netherlands; Kingdom of the Netherlands; Netherlands, Kingdom of the
NZL New Zealand
NIC Nicaragua
NER Niger
NGA Nigeria
MKD North Macedonia; The former Yugoslav Republic of Macedonia; FYROM; Macedonia
NOR Norway
OMN Oman
PAK Pakistan
PLW Palau
PAN Panama
PNG Papua New Guinea
PRY Paraguay
PER Peru
PHL Philippines; The Philippines; Philippine Republic
POL Poland; Polish People's Republic
PRT Portugal
QAT Qatar
KOR Republic of Korea; South Korea; Korea, Republic of; Korea (Republic of); ROK; Korea
MDA Republic of Moldova; Moldova; Moldova, Republic of
ROU Romania; Rumania; Roumania; Romanian People's Republic
RUS Russian Federation; Russia; USSR; Soviet Union; Union of Soviet Socialist Republics; U.S.S.R.; SUN
RWA Rwanda
KNA Saint Kitts and Nevis; St Kitts and Nevis
LCA Saint Lucia; St Lucia
VCT Saint Vincent and the Grenadines; St Vincent and the Grenadines; Saint Vincent
WSM Samoa
SMR San Marino
STP Sao Tome and Principe
SAU Saudi Arabia
SEN Senegal
SRB Serbia
SYC Seychelles
SLE Sierra Leone
SGP Singapore
SVK Slovakia; Slovak Republic
SVN Slovenia
SLB Solomon Islands
SOM Somalia; Somali Democratic Republic; Somali Republic
ZAF South Africa; Union of South Africa
SSD South Sudan
ESP Spain; Spanish State; Francoist Spain
LKA Sri Lanka; Ceylon
SDN Sudan; The Sudan
SUR Suriname
SWE Sweden
CHE Switzerland
SYR Syrian Arab Republic; Syria
TJK Tajikistan
THA Thailand; Siam
TLS Timor-Leste; East Timor
TGO Togo
TON Tonga
TTO Trinidad and Tobago
TUN Tunisia
TUR Türkiye; Turkey; Turkiye
TKM Turkmenistan
TUV Tuvalu
UGA Uganda
UKR Ukraine; Ukrainian SSR; Ukrainian Soviet Socialist Republic
ARE United Arab Emirates; UAE
GBR United Kingdom; United Kingdom of Great Britain and Northern Ireland; UK; U.K.; Great Britain; Britain
TZA United Republic of Tanzania; Tanzania; Tanzania, United Republic of; Tanganyika
USA United States; United States of America; US; U.S.; U.S.A.
URY Uruguay
UZB Uzbekistan
VUT Vanuatu
VEN Venezuela; Bolivarian Republic of Venezuela
VNM Viet Nam; Vietnam; Socialist Republic of Viet Nam
YEM Yemen; Republic of Yemen; Democratic Yemen; Yemen Arab Republic; South Yemen; People's Democratic Republic of Yemen
ZMB Zambia
ZWE Zimbabwe
CSK Czechoslovakia; Czechoslovak Socialist Republic
DDR German Democratic Republic; GDR; East Germany
YUG Yugoslavia; Socialist Federal Republic of Yugoslavia; Federal Republic of Yugoslavia; SFRY; FRY; Serbia and Montenegro; Federal People's Republic of Yugoslavia
"""
"""Code, name, further spellings separated by semicolons. The last three exist no more."""

FORMER: tuple[tuple[str, str, str, str], ...] = (
    ("BLR", "Byelorussian Soviet Socialist Republic", "1945-10-24", "1991-09-19"),
    ("BEN", "Dahomey", "1945-10-24", "1975-12-01"),
    ("BFA", "Upper Volta", "1945-10-24", "1984-08-06"),
    ("CPV", "Cape Verde", "1945-10-24", "2013-10-25"),
    ("CMR", "United Republic of Cameroon", "1972-06-02", "1984-02-04"),
    ("CIV", "Ivory Coast", "1945-10-24", "1985-11-06"),
    ("CZE", "Czech Republic", "1993-01-01", "2016-05-17"),
    ("COD", "Congo (Leopoldville)", "1960-06-30", "1966-05-01"),
    ("COD", "Congo (Democratic Republic of)", "1966-05-01", "1971-10-27"),
    ("COD", "Zaire", "1971-10-27", "1997-05-17"),
    ("EGY", "United Arab Republic", "1958-02-22", "1971-09-02"),
    ("SWZ", "Swaziland", "1945-10-24", "2018-05-30"),
    ("DEU", "Germany, Federal Republic of", "1949-05-23", "1990-10-03"),
    ("LBY", "Libyan Arab Republic", "1969-09-01", "1977-04-21"),
    ("LBY", "Libyan Arab Jamahiriya", "1977-04-21", "2011-09-16"),
    ("JOR", "Transjordan", "1945-10-24", "1949-04-26"),
    ("MMR", "Burma", "1945-10-24", "1989-06-18"),
    ("MKD", "The former Yugoslav Republic of Macedonia", "1993-01-01", "2019-02-14"),
    ("RUS", "Union of Soviet Socialist Republics", "1945-10-24", "1991-12-24"),
    ("LKA", "Ceylon", "1945-10-24", "1972-08-29"),
    ("SYR", "Syria", "1945-10-24", "1971-09-14"),
    ("THA", "Siam", "1945-10-24", "1949-05-11"),
    ("TUR", "Turkey", "1945-10-24", "2022-06-01"),
    ("UKR", "Ukrainian Soviet Socialist Republic", "1945-10-24", "1991-08-24"),
    ("TZA", "Tanganyika", "1945-10-24", "1964-11-02"),
    ("YEM", "Democratic Yemen", "1970-11-30", "1990-05-22"),
)
"""Code, name, first day, day after the last; the first day of the Organization where a name is
older. From memory and the Organization's list of members
(changes of name): a day may be off by a few; none of them moves a presidency in the tables."""
