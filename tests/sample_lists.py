"""Watch lists made by hand, in the shapes that their publishers document; none is an excerpt of a real one."""

from __future__ import annotations

import json

SDN = """\
36,"AEROQUUX AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
306,"BANCO ZORK DE CUBA",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'BZC'."
2676,"AL ZORKAWI, Dr. Ayman","individual","SDGT] [SDT","Leader, ZORK GROUP",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 19 Jun 1951."
4106,"QUUX BUITRAGO, Helmer","individual","SDNT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1951; a.k.a. 'PACHO'; a.k.a. 'H7'."
4238,"MAR ZORK","vessel","CUBA",-0- ,"CL2192","Tug",-0- ,"212","Cuba","Zork S.A.",-0- 
\x1a"""  # noqa: E501, W291 - a row is a line, and has a blank behind each -0-

ALT = """\
36,12,"aka","AERO-QUUX",-0- 
2676,13,"aka","AL-ZORKAWI, Aiman Muhammad Rabi",-0- 
2676,14,"fka","ZORK ABU FATIMA",-0- 
"""  # noqa: W291


def _ftm(id_: str, schema: str, caption: str, **properties: list[object]) -> str:
    return json.dumps({"id": id_, "caption": caption, "schema": schema, "properties": properties})


FTM = "\n".join(
    [
        _ftm(
            "Q7747", "Person", "Ivan Zorkov",
            name=["Ivan Zorkov", "Иван Зорков"], alias=["Ivan Ivanovich Zorkov"], weakAlias=["Vanya"],
        ),
        _ftm("NK-2", "Company", "Quux Arms JSC", name=["Quux Arms JSC"], previousName=["Quux Weapons Works"]),
        _ftm("NK-3", "Ownership", "Ownership", owner=["Q7747"], asset=["NK-2"]),
        _ftm("NK-4", "Address", "1 Zork Street", full=["1 Zork Street"]),
        _ftm(
            "NK-5", "Vessel", "SEA ZORK",
            name=["SEA ZORK"], owner=[{"id": "NK-2", "schema": "Company", "properties": {"name": ["Quux"]}}],
        ),
    ]
)  # fmt: skip

SIMPLE = """\
id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,last_change
Q7747,Person,Ivan Zorkov,"Иван Зорков;I. I. Zorkov",1960-01-01,ru,,,,,,,x,2022-03-01,2026-09-01,2026-09-01
NK-2,Company,"Quux Arms JSC",,,ru,,,,,,,x,2022-03-01,2026-09-01,2026-09-01
NK-9,Security,ZORK BOND 2030,,,,,,,,,,x,2022-03-01,2026-09-01,2026-09-01
"""

UN = """\
<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-09-07T12:00:00-05:00">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>6908555</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>IGOR</FIRST_NAME><SECOND_NAME>IVANOVICH</SECOND_NAME><THIRD_NAME>ZORKOV</THIRD_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.033</REFERENCE_NUMBER>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>ZORKOV, Colonel IGOR</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Musa</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>42</DATAID><FIRST_NAME>ZORK &amp; SONS TRUST</FIRST_NAME>
      <REFERENCE_NUMBER>QDe.004</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Al Zork Trust</ALIAS_NAME></ENTITY_ALIAS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""


def _cell(value: str) -> dict[str, str]:
    return {"type": "uri" if value.startswith("http") else "literal", "value": value}


_ITEM = "http://www.wikidata.org/entity/Q42"
ROWS = [
    {"item": _ITEM, "itemLabel": "Igor Zorkov", "alias": "Igor the Quux"},
    {"item": _ITEM, "itemLabel": "Igor Zorkov", "alias": "I. Zorkov"},
    {"item": "http://www.wikidata.org/entity/Q43", "itemLabel": "Zork Liberation Front"},
]
SPARQL = json.dumps(
    {
        "head": {"vars": ["item", "itemLabel", "alias"]},
        "results": {"bindings": [{name: _cell(value) for name, value in row.items()} for row in ROWS]},
    }
)
DOWNLOADED = json.dumps(ROWS)

OWN = """\
name;label;alias;alias
Zork Liberation Front;ORG;ZLF;Front of Zork
"Zorkov, Igor";person;;
Quux
"""
