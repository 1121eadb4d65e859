"""ISO 3166 codes that a place may have, and what lies in what."""

from __future__ import annotations

_COUNTRIES = (
    "AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola|"
    "AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|AZ Azerbaijan|"
    "BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|"
    "BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Bonaire, Sint Eustatius and Saba|BR Brazil|BS Bahamas|"
    "BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos Islands|CD Congo (Kinshasa)|"
    "CF Central African Republic|CG Congo (Brazzaville)|CH Switzerland|CI Côte d'Ivoire|CK Cook Islands|CL Chile|CM Cameroon|"
    "CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|CW Curaçao|CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|"
    "DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|"
    "ER Eritrea|ES Spain|ET Ethiopia|EU European Union|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|"
    "FR France|GA Gabon|GB United Kingdom|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|"
    "GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|GS South Georgia|GT Guatemala|GU Guam|GW Guinea-Bissau|"
    "GY Guyana|HK Hong Kong|HM Heard and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|"
    "IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|"
    "JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|"
    "KP North Korea|KR South Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|"
    "LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|"
    "MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar|"
    "MN Mongolia|MO Macao|MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|"
    "MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|"
    "NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|"
    "PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|PN Pitcairn|"
    "PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|"
    "SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|SJ Svalbard|"
    "SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|"
    "SV El Salvador|SX Sint Maarten|SY Syria|SZ Eswatini|TC Turks and Caicos|TD Chad|TF French Southern Territories|TG Togo|"
    "TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|TN Tunisia|TO Tonga|TR Türkiye|TT Trinidad and Tobago|"
    "TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|UM US Minor Outlying Islands|US United States|UY Uruguay|"
    "UZ Uzbekistan|VA Holy See|VC Saint Vincent|VE Venezuela|VG British Virgin Islands|VI US Virgin Islands|VN Vietnam|"
    "VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe"
)
COUNTRIES: dict[str, str] = {entry[:2]: entry[3:] for entry in _COUNTRIES.split("|")}
"""Country names by ISO 3166-1 alpha-2 code, with `EU` and `XK` in their usual extra use."""

_SUBDIVISIONS = {
    "US": "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI",
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "AU": "ACT NSW NT QLD SA TAS VIC WA",
    "DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    "GB": "ENG NIR SCT WLS",
}
SUBDIVISIONS: dict[str, frozenset[str]] = {country: frozenset(codes.split()) for country, codes in _SUBDIVISIONS.items()}
"""ISO 3166-2 second parts for countries whose states make law of their own here; other countries' are not checked."""

ALTERNATIVES = {"UK": "GB", "EL": "GR", "USA": "US", "CHN": "CN", "PRC": "CN"}
"""Codes that people write and ISO does not know."""


def problem_with(code: str) -> str | None:
    """Why `code` (`US`, `US-TX`, `US/DoD`) is not a place, or None when it is one."""
    place = code.split("/", 1)[0]
    country, _, subdivision = place.partition("-")
    if country not in COUNTRIES:
        better = ALTERNATIVES.get(country) or _code_of(place)
        hint = f"; write {better}" if better else "; use an ISO 3166-1 alpha-2 or 3166-2 code such as US or US-TX"
        return f"'{code}' is not a known place{hint}"
    known = SUBDIVISIONS.get(country)
    if subdivision and known is not None and subdivision not in known:
        return f"'{code}' is not a part of {COUNTRIES[country]} in ISO 3166-2"
    return None


def _code_of(text: str) -> str | None:
    wanted = text.strip().lower()
    return next((code for code, name in COUNTRIES.items() if name.lower() == wanted), None)


def lies_in(inner: str, outer: str) -> bool:
    """Whether place `inner` is `outer` or a subdivision of it (`US-TX` lies in `US`)."""
    return inner == outer or inner.startswith(outer + "-")


def is_part_of(inner: str, outer: str) -> bool:
    """Whether administration `inner` is `outer` or an agency of it (`US/DoD` is part of `US`; `US-TX` is not)."""
    inner, outer = inner.casefold(), outer.casefold()
    return inner == outer or inner.startswith(outer + "/")
