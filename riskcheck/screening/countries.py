"""Country names as official lists print them, to ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
import unicodedata

_NAMES = """
AE United Arab Emirates|UAE; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola;
AR Argentina; AT Austria; AU Australia; AW Aruba; AZ Azerbaijan; BA Bosnia and Herzegovina|Bosnia; BB Barbados;
BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BM Bermuda;
BN Brunei|Brunei Darussalam; BO Bolivia|Bolivia Plurinational State of; BR Brazil; BS Bahamas|Bahamas The|The Bahamas;
BT Bhutan; BW Botswana; BY Belarus; BZ Belize; CA Canada;
CD Congo Democratic Republic of the|Democratic Republic of the Congo|Congo Democratic Republic|DRC;
CF Central African Republic; CG Congo|Congo Republic of the|Republic of the Congo; CH Switzerland;
CI Cote d Ivoire|Cote dIvoire|Ivory Coast; CL Chile; CM Cameroon; CN China|Peoples Republic of China|China Peoples Republic of;
CO Colombia; CR Costa Rica; CU Cuba; CV Cape Verde|Cabo Verde; CW Curacao; CY Cyprus; CZ Czech Republic|Czechia;
DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt;
ER Eritrea; ES Spain; ET Ethiopia; FI Finland; FJ Fiji; FM Micronesia; FR France; GA Gabon;
GB United Kingdom|Great Britain|UK|England|Scotland|Wales|Northern Ireland; GD Grenada; GE Georgia; GG Guernsey; GH Ghana;
GI Gibraltar; GL Greenland; GM Gambia|The Gambia|Gambia The; GN Guinea; GQ Equatorial Guinea; GR Greece; GT Guatemala;
GW Guinea Bissau|Guinea-Bissau; GY Guyana; HK Hong Kong|China Hong Kong Special Administrative Region|Hong Kong SAR;
HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN India; IQ Iraq;
IR Iran|Iran Islamic Republic of|Islamic Republic of Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan;
KE Kenya; KG Kyrgyzstan|Kyrgyz Republic; KH Cambodia; KI Kiribati; KM Comoros;
KN Saint Kitts and Nevis|St Kitts and Nevis|St Kitts & Nevis;
KP Korea North|North Korea|Democratic Peoples Republic of Korea|Korea Democratic Peoples Republic of|DPRK;
KR Korea South|South Korea|Republic of Korea|Korea Republic of; KW Kuwait; KY Cayman Islands; KZ Kazakhstan;
LA Laos|Lao Peoples Democratic Republic; LB Lebanon; LC Saint Lucia|St Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia;
LS Lesotho; LT Lithuania; LU Luxembourg; LV Latvia; LY Libya|Libyan Arab Jamahiriya; MA Morocco; MC Monaco;
MD Moldova|Moldova Republic of|Republic of Moldova; ME Montenegro; MG Madagascar; MH Marshall Islands;
MK North Macedonia|Macedonia|North Macedonia The Republic of; ML Mali; MM Burma|Myanmar; MN Mongolia; MO Macau|Macao;
MR Mauritania; MT Malta; MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NE Niger;
NG Nigeria; NI Nicaragua; NL Netherlands|The Netherlands; AN Netherlands Antilles; NO Norway; NP Nepal; NR Nauru;
NZ New Zealand; OM Oman; PA Panama; PE Peru; PG Papua New Guinea; PH Philippines|The Philippines; PK Pakistan; PL Poland;
PR Puerto Rico; PS Palestinian|Palestine|West Bank|Gaza|Occupied Palestinian Territories|State of Palestine|Region Gaza;
PT Portugal; PW Palau; PY Paraguay; QA Qatar; RO Romania; RS Serbia; RU Russia|Russian Federation; RW Rwanda;
SA Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan|The Sudan; SE Sweden; SG Singapore; SI Slovenia;
SK Slovakia|Slovak Republic; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS South Sudan;
ST Sao Tome and Principe; SV El Salvador; SX Sint Maarten; SY Syria|Syrian Arab Republic; SZ Eswatini|Swaziland; TD Chad;
TG Togo; TH Thailand; TJ Tajikistan; TL Timor Leste|East Timor; TM Turkmenistan; TN Tunisia; TO Tonga;
TR Turkey|Turkiye|Republic of Turkiye; TT Trinidad and Tobago; TV Tuvalu; TW Taiwan|Taiwan Province of China;
TZ Tanzania|United Republic of Tanzania|Tanzania United Republic of; UA Ukraine|Region Crimea|Crimea; UG Uganda;
US United States|United States of America|USA; UY Uruguay; UZ Uzbekistan; VA Holy See|Vatican City;
VC Saint Vincent and the Grenadines|St Vincent and the Grenadines; VE Venezuela|Venezuela Bolivarian Republic of;
VG Virgin Islands British|British Virgin Islands; VI Virgin Islands US; VN Vietnam|Viet Nam; VU Vanuatu; WS Samoa;
XK Kosovo; YE Yemen; ZA South Africa; ZM Zambia; ZW Zimbabwe
"""


def _plain(text: str) -> str:
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.sub(r"['’.,:()]", " ", text.casefold().replace("'s ", "s ").replace("’s ", "s ")).split())


_BY_NAME: dict[str, str] = {}
for _one in _NAMES.replace("\n", " ").split(";"):
    _code, _, _spellings = _one.strip().partition(" ")
    _BY_NAME |= {_plain(_spelling): _code for _spelling in _spellings.split("|")}
_CODES = frozenset(_BY_NAME.values())


def country(text: str | None) -> str | None:
    """The ISO code of a country's printed name or of a code; None for what names no country, such as `undetermined`."""
    text = (text or "").strip()
    if text.upper() in _CODES and len(text) == 2:
        return text.upper()
    return _BY_NAME.get(_plain(text))
