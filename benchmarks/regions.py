"""Two small cases of other regions: real states, groups that do not exist.

Questions about them show that nothing in the reading of questions is tuned to one case.
"""

import tempfile
from pathlib import Path

import whowhom
from whowhom.case import Case
from whowhom.store.tables import write_table

_LEVANT = """
name = "levant"
[defaults]
place = "SYR"
[[turning_event]]
name = "the armistice"
date = 2018-07-01
aliases = ["armistice of Tyre", "July armistice"]
[[turning_event]]
name = "fall of the Eastern District"
date = 2016-12-22
aliases = ["capture of the Eastern District"]
[[turning_event]]
name = "Turkish withdrawal"
date = 2019-10-09
aliases = ["pull-out of Turkey", "Turkey pulled out"]
[[period]]
name = "the siege years"
first = 2013-01-01
last = 2016-12-21
aliases = ["years of the siege"]
[[period]]
name = "the mandate"
first = 2018-07-01
"""
_MYANMAR = """
name = "myanmar"
[defaults]
place = "MMR"
[[turning_event]]
name = "the coup"
date = 2021-02-01
aliases = ["coup of 2021", "February coup", "military takeover"]
[[turning_event]]
name = "Nationwide Truce"
date = 2015-10-15
aliases = ["truce of 2015", "the truce"]
[[period]]
name = "the transition"
first = 2011-03-30
last = 2021-01-31
aliases = ["years of transition"]
[[scenario]]
name = "state-collapse"
asked = ["state collapse", "collapse of the state"]
"""
_ACTORS = {
    "levant": (
        ("CEDAR", "Cedar Front", "armed group"),
        ("HARBOUR", "Harbour Brigades", "armed group"),
        ("OLIVE", "Olive Guard", "armed group"),
        ("SHIELD", "Northern Shield Army", "armed group"),
        ("SHIELD_E", "Shield of the East", "armed group"),
    ),
    "myanmar": (
        ("LOTUS", "Lotus Army", "armed group"),
        ("HPF", "Hill Peoples' Front", "armed group"),
        ("BAND", "Golden Band", "armed group"),
        ("JUNTA", "State Council", "state"),
    ),
}
_ALIASES = {
    "levant": (
        ("CF", "CEDAR", ""),
        ("Jabhat al-Arz", "CEDAR", ""),
        ("the Cedars", "CEDAR", ""),
        ("HB", "HARBOUR", ""),
        ("Kataib al-Mina", "HARBOUR", ""),
        ("OG", "OLIVE", ""),
        ("NSA", "SHIELD", ""),
        ("the Shield", "SHIELD", ""),
        ("the Shield", "SHIELD_E", ""),
        ("Ankara", "TUR", ""),
        ("Tel Aviv", "ISR", ""),
        ("Tehran", "IRN", ""),
    ),
    "myanmar": (
        ("LA", "LOTUS", ""),
        ("Lotus fighters", "LOTUS", ""),
        ("HPF", "HPF", ""),
        ("the Front", "HPF", "MMR"),
        ("Golden Band of Brothers", "BAND", ""),
        ("the junta", "JUNTA", ""),
        ("Naypyidaw", "JUNTA", ""),
    ),
}
_ROWS = {
    "levant": (
        ("Cedar Front", "Harbour Brigades", "Syria", "Aleppo governorate", "2017-03-01"),
        ("Government of Turkey", "Cedar Front", "Syria", "Idlib governorate", "2018-08-02"),
        ("Olive Guard", "Northern Shield Army", "Syria", "Homs governorate", "2019-05-05"),
        ("Government of Israel", "Olive Guard", "Lebanon", "South governorate", "2020-06-01"),
    ),
    "myanmar": (
        ("State Council", "Lotus Army", "Myanmar (Burma)", "Shan state", "2016-01-03"),
        ("State Council", "Hill Peoples' Front", "Myanmar (Burma)", "Kachin state", "2019-04-04"),
        ("Lotus Army", "Golden Band", "Myanmar (Burma)", "Rakhine state", "2021-03-05"),
        ("State Council", "Golden Band", "Thailand", "Tak province", "2021-04-01"),
    ),
}
_HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,side_a,side_b,dyad_name,"
    "number_of_sources,source_article,source_headline,where_prec,where_coordinates,adm_1,"
    "latitude,longitude,country,event_clarity,date_prec,date_start,date_end,best,high,low"
)


def open_region(name: str) -> Case:
    """The case of a region, made in a temporary folder: ``levant`` or ``myanmar``."""
    folder = Path(tempfile.mkdtemp(prefix=f"whowhom-{name}-")) / name
    case = whowhom.init(folder)
    settings = {"levant": _LEVANT, "myanmar": _MYANMAR}[name]
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    write_table(folder, "actors", [_actor(*each) for each in _ACTORS[name]])
    write_table(folder, "aliases", [_alias(*each) for each in _ALIASES[name]])
    write_table(folder, "ties", [])
    events = folder.parent / "GEDEvent_v22_1.csv"
    rows = [_row(n, *each) for n, each in enumerate(_ROWS[name], 1)]
    events.write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")
    case.add(events)
    return case


def _actor(actor_id: str, name: str, kind: str) -> dict[str, str]:
    return {
        "actor_id": actor_id, "name": name, "kind": kind, "valid_from": "", "valid_to": "",
        "note": "", "citation": "made up",
    }  # fmt: skip


def _alias(name: str, actor_id: str, country: str) -> dict[str, str]:
    return {
        "alias": name, "actor_id": actor_id, "dataset": "", "country": country, "valid_from": "",
        "valid_to": "", "note": "",
    }  # fmt: skip


def _row(n: int, a: str, b: str, country: str, division: str, day: str) -> str:
    year = day[:4]
    return (
        f'{n},X-{n},{year},1,Clear,2,{a},{b},{a} - {b},1,"Agency,{day},A clash",A clash,1,'
        f"A town,{division},34.5,36.2,{country},1,1,{day},{day},2,2,2"
    )
