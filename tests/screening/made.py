"""Small lists of invented parties in the authorities' own formats."""

from __future__ import annotations

from pathlib import Path

NULL = "-0- "


def sdn(folder: Path, many: int = 40, prefix: str = "", skip: int = 0) -> Path:
    """OFAC's legacy set: companies 1 to `many`, with an alias, an address and a weak alias in the remarks of each."""
    folder.mkdir(parents=True, exist_ok=True)
    main = prefix + "prim.csv" if prefix else "sdn.csv"
    lines = [
        f'{n},"QUORVIX {_word(n)} TRADING LLC",{NULL},"PROG] [OTHER",{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},'
        f"\"Tax ID No. 77{n:05} (Russia); a.k.a. 'QX{n}'; Linked To: VELMARK HOLDINGS.\"\r\n"
        for n in range(1 + skip, many + 1)
    ]
    lines.append(f'9001,"DOREV, Ilan",individual,"PROG",{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},"DOB 1970."\r\n')
    (folder / main).write_bytes("".join(lines).encode() + b"\x1a")
    (folder / f"{prefix}alt.csv").write_bytes(
        "".join(f'{n},{n},"{"fka" if n % 2 else "aka"}","OLD {_word(n)}",{NULL}\r\n' for n in range(1 + skip, many + 1)).encode()
        + b"\x1a"
    )
    (folder / f"{prefix}add.csv").write_bytes(
        "".join(f'{n},{n},"1 Street","Moscow","Russia",{NULL}\r\n' for n in range(1 + skip, many + 1)).encode() + b"\x1a"
    )
    (folder / (f"{prefix}comments.csv" if prefix else "sdn_comments.csv")).write_bytes(b"1,\"; a.k.a. 'OVERFLOWN'.\"\r\n\x1a")
    return folder


def _word(number: int) -> str:
    letters = "bdfgklmnprstvz"
    return (letters[number % 14] + "o" + letters[number // 14 % 14] + "e" + letters[number % 11] + "ax").upper()


ENHANCED = """<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://example.org/ENHANCED_XML"><publicationInfo><dataAsOf>2026-10-02T00:00:00</dataAsOf></publicationInfo>
<referenceValues><referenceValue refId="1"><type>ALIAS TYPE</type><value>A.K.A.</value></referenceValue></referenceValues>
<entities><entity id="71"><generalInfo><entityType refId="2">Entity</entityType><remarks>none</remarks></generalInfo>
<sanctionsLists><sanctionsList id="3" datePublished="2020-05-06">SDN List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram>PROG</sanctionsProgram></sanctionsPrograms>
<legalAuthorities><legalAuthority>Executive Order 1</legalAuthority></legalAuthorities>
<names><name><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
<translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>TARVO BANK JSC</formattedFullName></translation>
<translation><isPrimary>false</isPrimary><script>Cyrillic</script><formattedFullName>ТАРВО БАНК</formattedFullName></translation>
</translations></name><name><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><isLowQuality>true</isLowQuality>
<translations><translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>TB</formattedFullName></translation></translations>
</name></names><addresses><address><country refId="9">Russia</country></address></addresses>
<identityDocuments><identityDocument><type>Tax ID No.</type><documentNumber>7701</documentNumber><issuingCountry>Russia</issuingCountry>
</identityDocument></identityDocuments>
<relationships><relationship><type refId="15003">Owned or Controlled By</type><relatedEntity entityId="70">ORVAL GROUP</relatedEntity>
</relationship></relationships></entity></entities></sanctionsData>"""

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-01T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ILAN</FIRST_NAME>
<SECOND_NAME>DOREV</SECOND_NAME><UN_LIST_TYPE>XYZ</UN_LIST_TYPE><REFERENCE_NUMBER>XYi.001</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Tall</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>MOLVA MINING TRADING CORPORATION</FIRST_NAME><UN_LIST_TYPE>XYZ</UN_LIST_TYPE>
<REFERENCE_NUMBER>XYe.002</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><NAME_ORIGINAL_SCRIPT>몰바</NAME_ORIGINAL_SCRIPT>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>MOLMIC</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Molva &amp; Sons</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""

EU_XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-02T10:00:00.000+01:00">
<sanctionEntity designationDate="2022-03-01" euReferenceNumber="EU.1.2" logicalId="13"><remark>seat in Minsk</remark>
<regulation programme="BLR" numberTitle="2022/396 (OJ L80)" publicationDate="2022-03-09"><publicationUrl>https://eur-lex.europa.eu/x</publicationUrl></regulation>
<subjectType code="enterprise"/><nameAlias wholeName="Sirvan Trade LLC" strong="true"/><nameAlias wholeName="ST" strong="false"/>
<address countryIso2Code="BY"/><identification number="190" identificationTypeDescription="Registration number"/></sanctionEntity></export>"""
EU_CSV = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;Entity_Remark;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;"
    "NameAlias_WholeName;NameAlias_Remark;Address_CountryIso2Code;Identification_Number\n"
    "02/11/2026;13;EU.1.2;2022-03-01;x;enterprise;E;2022/396;BLR;https://eur-lex.europa.eu/x;Sirvan Trade LLC;;;\n"
    "02/11/2026;13;EU.1.2;2022-03-01;x;enterprise;E;2022/396;BLR;https://eur-lex.europa.eu/x;ST;low quality a.k.a.;;\n"
    "02/11/2026;13;EU.1.2;2022-03-01;x;enterprise;E;2022/396;BLR;https://eur-lex.europa.eu/x;;;BY;190\n"
)
UK = (
    "Report Date: 05-Nov-2026\n"
    "Last Updated,Unique ID,Name 6,Name 1,Name type,Alias strength,Name non-latin script,Regime Name,Designation Type,Sanctions Imposed,"
    "Address Country,Date Designated,Nationality(/ies),Subsidiaries,Parent company,Business registration number (s)\n"
    "05/11/2026,ZZZ0001,DOREV,Ilan,Primary Name,,,Regime A,Individual,Asset freeze|Travel Ban,,01/02/2023,Russia,,,\n"
    "05/11/2026,ZZZ0002,TARVO BANK,,Primary Name,,Тарво,Regime A,Entity,Asset freeze,Russia,01/02/2023,,TARVO LEASING,ORVAL GROUP,7701\n"
    "05/11/2026,ZZZ0002,TB BANK,,Alias,Low quality a.k.a,,Regime A,Entity,Asset freeze,Russia,01/02/2023,,,,\n"
)
SECO = """<?xml version="1.0" encoding="UTF-8"?><swiss-sanctions-list list-type="whole-list" date="2026-11-03">
<sanctions-program ssid="20"><program-key lang="eng">Belarus</program-key><sanctions-set ssid="43" lang="eng">annex</sanctions-set></sanctions-program>
<target ssid="100"><sanctions-set-id>43</sanctions-set-id><modification modification-type="listed" effective-date="2022-03-16"/>
<entity><identity ssid="1" main="true"><name name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>Sirvan Trade</value>
<spelling-variant script="CYRL">Сирван Трейд</spelling-variant></name-part></name>
<name name-type="alias" quality="low"><name-part order="1"><value>STX</value></name-part></name></identity>
<justification>Because.</justification></entity></target>
<target ssid="101"><modification modification-type="de-listed" effective-date="2024-01-01"><removed><target ssid="101"><entity/></target></removed></modification>
<modification modification-type="listed" effective-date="2022-03-16"/>
<entity><identity main="true"><name name-type="primary-name"><name-part><value>Gone Ltd</value></name-part></name></identity></entity></target>
</swiss-sanctions-list>"""
CSL = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,license_requirement,"
    "license_policy,remarks,source_list_url,alt_names,citizenships,nationalities,source_information_url,ids\n"
    'a1,Entity List (EL) - Bureau of Industry and Security,,,,"Lomvar Optics Co., Ltd.,",,"No. 5 Road, Wuhan, CN",90 FR 1,2025-01-16,,'
    "All items,Denial,,https://x,Lomvar Guangxue; and LVO,,,https://y,\n"
    "a2,Unverified List (UVL) - Bureau of Industry and Security,,,,Pelgar Ltd,,,,2024-01-01,,,,,,,,,https://z,\n"
)
ECFR = """<?xml version="1.0" encoding="UTF-8"?><DIV5 N="744"><AMDDATE>Nov. 5, 2026</AMDDATE>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4 to Part 744—Entity List</HEAD><TABLE><TBODY>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>Lomvar Optics Co., Ltd., a.k.a., the following two aliases:<BR/>—Lomvar Guangxue; <I>and</I><BR/>—LVO Institute.<BR/>No. 5 Road, Wuhan, China.</TD>
<TD>For all items subject to the EAR.</TD><TD>Presumption of denial.</TD><TD>90 FR 4621, 1/16/2025.</TD></TR>
<TR><TD></TD><TD>Kestrun Photonics, Building 7, Xi'an, China.</TD><TD>For all items.</TD><TD>Case-by-case.</TD><TD>88 FR 1, 3/2/2023. 90 FR 2, 1/16/2025.</TD></TR>
</TBODY></TABLE></DIV9></DIV5>"""
FTM = (
    '{"id":"Q1","caption":"Tarvo Bank","schema":"Company","properties":{"name":["Tarvo Bank","ТАРВО"],"topics":["sanction"],"country":["ru"],'
    '"registrationNumber":["7701"]},"last_change":"2026-10-01T00:00:00","target":true}\n'
    '{"id":"Q2","caption":"Orval Group","schema":"Company","properties":{"name":["Orval Group"],"topics":[]},"target":false}\n'
    '{"id":"Q3","caption":"owns","schema":"Ownership","properties":{"owner":["Q2"],"asset":["Q1"]}}\n'
)
DPL = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
    '" ILAN DOREV"\t"1 Road"\t"X"\t"TX"\t"US"\t"1"\t"06/19/2003"\t"06/29/2056"\t"Y"\t"2007-01-31"\t"NOTICE"\t"68 F.R. 1"\n'
)
NAMES = 'name,aliases,country,citation,listed\n"Lomvar Optics Co., Ltd.",LVO; Lomvar,China,"91 FR 1",2026-06-10\n'
