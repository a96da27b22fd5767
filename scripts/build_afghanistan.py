"""Make the built-in case `afghanistan` and the actor tables that every new case starts with.

    python scripts/build_afghanistan.py ../shared/data/chronicle

Input is the chronicle folder (events.csv, actors.csv, statements.csv, figures.csv,
ged2021_daily.csv). Output is `src/whowhom/builtin/afghanistan` and `src/whowhom/actors/data`. Run
again, it gives the same rows; a test compares them.
"""

import calendar
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from whowhom.events.cleaning import clean
from whowhom.events.schema import NAMES
from whowhom.ontology.plover import PLOVER
from whowhom.sources.release import release
from whowhom.sources.ucdp import CITATION, DATASET, LICENCE
from whowhom.store import tables
from whowhom.store.imports import FOLDER, Provenance, import_id, write_import

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "whowhom"
CASE = PACKAGE / "builtin" / "afghanistan"
ACTORS = PACKAGE / "actors" / "data"
IMPORTER = "chronicle 1"
SEED = "The World 2 Sep 2021 (seed)"

# The chronicle's ids of states -> ISO 3166.
ISO = {
    "PAKISTAN": "PAK",
    "IRAN": "IRN",
    "RUSSIA": "RUS",
    "CHINA": "CHN",
    "QATAR": "QAT",
    "INDIA": "IND",
    "UK": "GBR",
    "GERMANY": "DEU",
    "SAUDI_ARABIA": "SAU",
    "UAE": "ARE",
    "UZBEKISTAN": "UZB",
    "TAJIKISTAN": "TJK",
}
# Names as people say them; the long ones stay as aliases.
SHORT_NAMES = {
    "TALIBAN": "Taliban",
    "ISISK": "ISIS-K",
    "IS_CORE": "Islamic State",
    "GOV_AFG_2001_2021": "Islamic Republic of Afghanistan",
    "ISA_RABBANI": "Rabbani government",
    "NORTHERN_ALLIANCE": "Northern Alliance",
    "NRF": "National Resistance Front",
    "TTP": "Pakistani Taliban (TTP)",
    "HIG": "Hezb-e-Islami",
    "HPRF": "Hazara People's Resistance Force",
    "HCAIE": "Rasool faction of the Taliban",
    "UNSC": "UN Security Council",
    "UN": "United Nations",
    "NATO": "NATO",
    "AFG_CLERICS": "Afghan clerics' council",
    "AFG_FACTIONS": "Afghan factions of the 1990s",
    "AFG_POLITICIANS": "Afghan politicians outside the government",
    "TALIBAN_OR_ISISK": "Taliban or ISIS-K (unattributed)",
}
UNIDENTIFIED = {"UNKNOWN_AFG", "TALIBAN_OR_ISISK"}

# Words that mean this actor only where an event is placed in Afghanistan.
LOCAL_WORDS = {
    "Civilians",
    "Khorasan province",
    "NRF",
    "Afghan factions",
    "clerics",
    "coalition forces",
    "foreign forces",
    "opposition figures",
    "resistance forces",
    "anti-Taliban resistance",
    "ulema",
    "unknown gunmen",
    "warlords",
    "Hazara civilians",
    "Sikh civilians",
    "Taliban splinter group",
}
# Not names of the actor but of a dataset's spelling with a note; replaced by the rows below.
DROPPED_WORDS = {
    "Government of Afghanistan",
    "IS (located in Afghanistan)",
    "Daesh (located in Afghanistan)",
    "Government of Afghanistan (1996-2001; since Aug 2021)",
    "Government of Afghanistan (1992-1996)",
    "Al-Qaida in Iraq (UN QDe.115)",
    "Khawarij (Taliban term)",
    "Resolute Support (US part)",
    "the Kingdom",
}

# alias, actor, dataset, country, from, to, note
BOUND_ALIASES = [
    *(
        (name, "ISISK", "", "AFG", "2015", "", "the branch, where the event is in Afghanistan")
        for name in (
            "IS",
            "ISIS",
            "ISIL",
            "Daesh",
            "Da'esh",
            "Daish",
            "Islamic State",
            "Islamic State group",
        )
    ),
    ("Government of Afghanistan", "GOV_AFG_1978_1992", "", "", "1978-04-27", "1992-04-27", ""),
    ("Government of Afghanistan", "ISA_RABBANI", "", "", "1992-04-28", "1996-09-26", ""),
    (
        "Government of Afghanistan",
        "TALIBAN",
        "",
        "",
        "1996-09-27",
        "2001-11-12",
        "UCDP: the government is whoever holds the capital",
    ),
    ("Government of Afghanistan", "GOV_AFG_2001_2021", "", "", "2001-11-13", "2021-08-14", ""),
    (
        "Government of Afghanistan",
        "TALIBAN",
        "",
        "",
        "2021-08-15",
        "",
        "UCDP: the government is whoever holds the capital",
    ),
    (
        "Government of Afghanistan (Taliban regime 1996-2001)",
        "TALIBAN",
        DATASET,
        "",
        "",
        "",
        "spelling of the yearly figures",
    ),
    (
        "Government of Afghanistan (Taliban regime)",
        "TALIBAN",
        DATASET,
        "",
        "",
        "",
        "spelling of the yearly figures",
    ),
    (
        "Government of Afghanistan (Taliban from Aug 2021)",
        "TALIBAN",
        DATASET,
        "",
        "2021-08-15",
        "",
        "spelling of the yearly figures",
    ),
    (
        "Government of Iraq",
        "USA",
        DATASET,
        "AFG",
        "2015-01-01",
        "",
        "UCDP codes US action against IS in Afghanistan under its dyad Government of Iraq - IS",
    ),
    ("Islamic Republic", "GOV_AFG_2001_2021", "", "", "", "", ""),
    ("Government of Afghanistan 2001-2021", "GOV_AFG_2001_2021", "", "", "", "", ""),
    ("Rabbani", "ISA_RABBANI", "", "", "", "", ""),
    ("Civilians", "CIVILIANS", "", "", "", "", ""),
    ("Khawarij", "ISISK", "chronicle", "", "", "", "a Taliban term"),
    ("American forces", "USA", "", "", "", "", ""),
    ("NRF", "NRF", "", "", "", "", "elsewhere than in Afghanistan UCDP's NRF is the Sudanese one"),
]
EXTRA_ACTORS = [
    (
        "GOV_AFG_1978_1992",
        "Government of Afghanistan (Najibullah and before)",
        "state",
        "1978-04-27",
        "1992-04-27",
        "",
        "UCDP Actor 130 in that period",
    ),
    ("CIVILIANS", "Civilians", "population", "", "", "", "UCDP one-sided dyads"),
    ("SUDAN_NRF", "National Redemption Front", "armed group", "", "", "", "UCDP actor 470"),
]
# The Sudanese group has the same letters; the row says where it is.
BOUND_ALIASES.append(("NRF", "SUDAN_NRF", DATASET, "SDN", "", "", "UCDP actor 470"))

# Rows of lasting states: kind, from, to, known from, and a note where the end is inferred.
FALL = "2001-11-12"
STATES_AS_TIES: dict[str, tuple[str, str, str, str, str]] = {
    "AFC0005": ("hosts", "1996-09-27", FALL, "1996-12-31", ""),
    "AFC0006": (
        "refuses to recognise",
        "1996-09-27",
        FALL,
        "1996-12-31",
        "",
    ),
    "AFC0025": (
        "depends on",
        "1999-10-15",
        FALL,
        "1999-12-31",
        "",
    ),
    "AFC0055": ("at war with", "2001-10-07", "2021-08-31", "2001-10-07", ""),
    "AFC0259": ("hosts", "2021", "", "2021-09-02", "presence of a deputy leader only"),
    "AFC0316": ("deprived of territory", "2015", "2021", "2021-09-02", ""),
    "AFC0317": ("deprived of territory", "2015", "2021", "2021-09-02", ""),
    "AFC0318": ("deprived of territory", "2015", "2021", "2021-09-02", ""),
    "AFC0319": ("deprived of territory", "2015", "2021", "2021-09-02", ""),
    "AFC0356": ("hosts", "2022", "2022-07-31", "2022-08-01", "its leader's residence in Kabul"),
}
# The host of a deputy leader is the state, so the tie is turned round.
TURNED = {"AFC0259"}

SAME_ACT = {"AFC0245": "AFC0246", "AFC0121": "AFC0120"}
STATUS = {"AFC0258": "possible"}
DOUBTS = {
    "AFC0258": "a stated possibility, not an act; sources differ on the day (1 or 2 Sep 2021)",
    "AFC0007": "other works give 25 May 1997",
    "AFC0008": "known to the year only",
    "AFC0009": "known to the year only",
    "AFC0020": "sources give 4, 5 and 7 July 1999",
    "AFC0071": "the text says Taliban from Afghanistan; coded TTP",
    "AFC0097": "UCDP counts 14 dead, police spoke of about 48",
    "AFC0124": "the Taliban deny the loss of Tora Bora",
    "AFC0140": "losses differ widely between sources",
    "AFC0183": "day known to the month only",
    "AFC0199": "coded IS by UCDP",
    "AFC0208": "deaths are a government claim",
    "AFC0213": "deaths are a government claim",
    "AFC0220": "deaths are a government claim",
    "AFC0245": "UCDP counts 183 dead, press of the time 170 Afghans and 13 Americans",
    "AFC0246": "UCDP counts 183 dead, press of the time 170 Afghans and 13 Americans",
    "AFC0271": "UCDP counts six NRF dead where the NRF claimed Taliban losses",
    "AFC0297": "officials said kidnappers, UCDP codes IS",
    "AFC0312": "attributed to Pakistan by the headlines only",
    "AFC0321": "first denied by the NRF's spokesman",
    "AFC0333": "claimed by IS, denied or played down by both states",
    "AFC0342": "claimed by IS, denied or played down by both states",
    "AFC0364": "laid to IS by one later text only",
    "AFC0368": "day inferred from 'this week' in a report of 30 Nov 2022",
    "AFC0373": "laid to IS by one later text only",
}


def main(chronicle: Path) -> None:
    """Build everything from the chronicle folder."""
    write_actors(chronicle)
    (CASE / FOLDER).mkdir(parents=True, exist_ok=True)
    for old in (CASE / FOLDER).glob("*.parquet"):
        old.unlink()
    told = Path(__file__).with_name("afghanistan.toml").read_text("utf-8")
    (CASE / "case.toml").write_text(told, "utf-8")
    judged = Path(__file__).with_name("afghanistan_resolutions.csv").read_text("utf-8")
    (CASE / "resolutions.csv").write_text(judged, "utf-8")
    for name in ("actors", "aliases"):
        (CASE / f"{name}.csv").write_text((ACTORS / f"{name}.csv").read_text("utf-8"), "utf-8")
    events = rows_of(chronicle / "events.csv")
    part_of = tables.parse_table((ACTORS / "ties.csv").read_text("utf-8"), "ties", "ties")
    tables.write_table(CASE, "ties", [*part_of, *ties(events)])
    tables.write_table(CASE, "statements", statements(rows_of(chronicle / "statements.csv")))
    figures = rows_of(chronicle / "figures.csv")
    tables.write_table(CASE, "coverage", coverage(figures))
    daily = rows_of(chronicle / "ged2021_daily.csv")
    write_import_of(chronicle / "events.csv", list(chronicle_events(events)), 1)
    write_import_of(chronicle / "figures.csv", list(yearly_events(figures)), 2, "21.1")
    write_import_of(chronicle / "ged2021_daily.csv", list(daily_events(daily)), 3, "21.01.21.12")
    write_import_of(
        chronicle / "figures.csv", list(yearly_events(figures, "2022")), 4, "22.01.22.02"
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def actor_id(code: str) -> str:
    """Actor id of whowhom for one of the chronicle."""
    return ISO.get(code, code)


def write_actors(chronicle: Path) -> None:
    """Actor, alias and tie tables that every new case starts with."""
    listed = rows_of(chronicle / "actors.csv")
    ACTORS.mkdir(parents=True, exist_ok=True)
    actors, aliases, branches = [], [], []
    for row in listed:
        code = row["actor_id"]
        own = "TALIBAN" if code == "TALIBAN_GOV" else actor_id(code)
        if code not in ISO and code not in ("USA", "TALIBAN_GOV"):
            actors.append(one_actor(row))
        spellings = [*row["aliases"].split("|"), row["canonical_name"]]
        spellings += [code] if row["type"] == "state" else []
        if code == "TALIBAN_GOV":
            spellings.remove(row["canonical_name"])
        for word in dict.fromkeys(spellings):
            if word and word not in DROPPED_WORDS:
                place = "AFG" if word in LOCAL_WORDS else ""
                aliases.append(table_row("aliases", word, own, "", place, "", "", ""))
        if row["part_of"] and code != "TALIBAN_GOV":
            tie = f"T-{code}"
            begin, end = row["valid_from"], row["valid_to"]
            branches.append(
                table_row(
                    "ties",
                    tie,
                    own,
                    "branch of",
                    actor_id(row["part_of"]),
                    begin,
                    end,
                    "",
                    "",
                    "",
                    row["verified_by"],
                    "",
                )
            )
    actors += [table_row("actors", *cells) for cells in EXTRA_ACTORS]
    aliases += [table_row("aliases", *cells) for cells in BOUND_ALIASES]
    tables.write_table(ACTORS, "actors", sorted(actors, key=lambda r: r["actor_id"]))
    tables.write_table(ACTORS, "aliases", aliases)
    tables.write_table(ACTORS, "ties", branches)


def one_actor(row: dict[str, str]) -> dict[str, str]:
    """A row of actors.csv."""
    code = row["actor_id"]
    kind = "unidentified" if code in UNIDENTIFIED else row["type"]
    name = SHORT_NAMES.get(code, row["canonical_name"])
    begin = "2001-11-13" if code == "GOV_AFG_2001_2021" else row["valid_from"]
    end = "2021-08-14" if code == "GOV_AFG_2001_2021" else row["valid_to"]
    return table_row("actors", code, name, kind, begin, end, row["note"], row["verified_by"])


def table_row(table: str, *cells: str) -> dict[str, str]:
    """Cells under the column names of a table."""
    return dict(zip(tables.TABLES[table], cells, strict=True))


def ties(events: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The chronicle's rows of lasting states, as ties."""
    found = []
    for row in events:
        if row["event_id"] not in STATES_AS_TIES:
            continue
        kind, begin, end, known, remark = STATES_AS_TIES[row["event_id"]]
        source, target = actor_id(row["source"]), actor_id(row["target"])
        if row["event_id"] in TURNED:
            source, target = target, source
        note = f"{row['summary']} ({remark})" if remark else row["summary"]
        found.append(
            table_row(
                "ties",
                row["event_id"],
                source,
                kind,
                target,
                begin,
                end,
                known,
                "2021-09-02" if SEED in row["citation"] else "",
                note,
                row["citation"],
                doubt(row),
            )
        )
    return found


def doubt(row: dict[str, str]) -> str:
    """Why a row of the chronicle is doubtful; empty if it is not."""
    reasons = [DOUBTS.get(row["event_id"], "")]
    if row["source"] == "UNKNOWN_AFG":
        reasons.append("the stored text names no perpetrator")
    if row["verified_by"] == "seed":
        reasons.append("rests on one interview alone")
    return "; ".join(filter(None, reasons))


def statements(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Statements; what came of them is known only when the chronicle ends."""
    told: list[str] = []
    for row in rows:
        same = row["later_outcome_in_this_table"] == "as above"
        told.append(told[-1] if same else row["later_outcome_in_this_table"])
    return [
        table_row(
            "statements",
            row["statement_id"],
            last_day(row["date"], row["date_precision"]).isoformat(),
            row["date_precision"],
            row["speaker"],
            row["affiliation"],
            actor_id(row["subject"]),
            actor_id(row["object"]),
            row["statement_paraphrase"],
            row["likelihood_word"],
            row["horizon"],
            outcome,
            "2022-12-27" if outcome else "",
            row["source"],
            "rests on one interview alone" if row["verified_by"] == "seed" else "",
        )
        for row, outcome in zip(rows, told, strict=True)
    ]


def first_day(text: str, precision: str) -> date:
    """First day of the day, month or year that a date stands for."""
    day = date.fromisoformat(text)
    return {"day": day, "month": day.replace(day=1), "year": date(day.year, 1, 1)}[precision]


def last_day(text: str, precision: str) -> date:
    """Last such day."""
    day = date.fromisoformat(text)
    month_end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return {"day": day, "month": month_end, "year": date(day.year, 12, 31)}[precision]


RANGE = re.compile(r"\((\d{1,2})(?: ([A-Z][a-z]{2}))?-(\d{1,2})(?: ([A-Z][a-z]{2}))?")
MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}


def end_day(row: dict[str, str]) -> date:
    """Last day of an act; the summary of one that took days gives them, as in "(22-27 Sep)"."""
    last = last_day(row["date"], row["date_precision"])
    found = RANGE.search(row["summary"])
    if row["date_precision"] != "day" or not found or int(found[1]) != last.day:
        return last
    month = MONTHS.get(found[4] or found[2] or "", last.month)
    return max(last, last.replace(month=month, day=int(found[3])))


def chronicle_events(rows: Iterable[dict[str, str]]) -> Iterable[dict[str, Any]]:
    """The chronicle's acts: evidence, never a count."""
    for row in rows:
        code = row["event_id"]
        if code in STATES_AS_TIES:
            continue
        kind = PLOVER[row["plover_type"]]
        remark = doubt(row)
        yield {
            "event_id": f"chronicle:{code}",
            "act_id": f"chronicle:{SAME_ACT.get(code, code)}",
            "status": STATUS.get(code, "happened"),
            "date": str(first_day(row["date"], row["date_precision"])),
            "date_end": str(end := end_day(row)),
            "date_precision": row["date_precision"]
            if row["date_precision"] != "day" or str(end) == row["date"]
            else "week",
            "source": row["source"],
            "target": row["target"],
            "directed": True,
            "type": kind.name,
            "mode": row["mode"],
            "quad": kind.quad,
            "score": kind.score,
            "count": 1,
            "fatalities_best": row["fatalities"],
            "country": row["country"],
            "admin1": row["province"],
            "place": row["place"],
            "lat": row["lat"],
            "lon": row["lon"],
            "dataset": "chronicle",
            "dataset_version": "2022-12",
            "row_id": code,
            "native": row["plover_type"],
            "summary": row["summary"],
            "citation": row["citation"],
            "details": json.dumps({"verified_by": row["verified_by"]}),
            "remarks": [f"doubtful: {remark.replace('; ', ', ')}"] if remark else [],
        }


SIDES = re.compile(r"^(?P<a>.+?) - (?P<b>.+?)(?: dyad, events located.*| \(.*\))?$")


def yearly_events(rows: Iterable[dict[str, str]], year: str = "") -> Iterable[dict[str, Any]]:
    """UCDP's yearly totals per dyad; those of 2022 apart, 2021 comes by day."""
    for row in rows:
        if row["dyad"].startswith("ALL") or row["level"] != "year" or row["period"] == "2021":
            continue
        if (row["period"] == "2022") != (year == "2022"):
            continue
        found = SIDES.match(row["dyad"])
        assert found, row["dyad"]
        number = int(row["period"])
        last = "02-28" if number == 2022 else "12-31"
        yield counted(
            f"{row['period']}-{row['ucdp_dyad_codes']}",
            (f"{number}-01-01", f"{number}-{last}", "month" if number == 2022 else "year"),
            (found["a"], found["b"]),
            row["type_of_violence"],
            (int(row["events"]), None, int(row["deaths_best"]), None),
            None,
            f"UCDP GED {row['status']}, total of dyad {row['ucdp_dyad_codes']}",
        )


def daily_events(rows: Iterable[dict[str, str]]) -> Iterable[dict[str, Any]]:
    """UCDP GED Candidate 2021, Afghanistan, added up by date span, sides and province."""
    precision = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
    classes = {"1": "state-based", "2": "non-state", "3": "one-sided"}
    for number, row in enumerate(rows, 1):
        deaths = [int(row[f"deaths_{each}"]) for each in ("low", "best", "high")]
        yield counted(
            f"2021-{number:04d}",
            (row["date_start"], row["date_end"], precision[row["date_prec"]]),
            (row["side_a"], row["side_b"]),
            classes[row["type_of_violence"]],
            (int(row["events"]), *deaths),
            row["province"] or None,
            "UCDP GED Candidate 21.01.21.12, added up by date, sides and province",
        )


def counted(
    row_id: str,
    dates: tuple[str, str, str],
    sides: tuple[str, str],
    violence: str,
    figures: tuple[int, int | None, int, int | None],
    province: str | None,
    citation: str,
) -> dict[str, Any]:
    """One row of UCDP's counts."""
    events, low, best, high = figures
    what = "event" if events == 1 else "events"
    codes = {"state-based": "1", "non-state": "2", "one-sided": "3"}
    return {
        "event_id": f"{DATASET}:{row_id}",
        "act_id": f"{DATASET}:{row_id}",
        "status": "happened",
        "date": dates[0],
        "date_end": dates[1],
        "date_precision": dates[2],
        "source": sides[0],
        "target": sides[1],
        "directed": violence == "one-sided",
        "type": "ASSAULT",
        "quad": PLOVER["ASSAULT"].quad,
        "score": PLOVER["ASSAULT"].score,
        "count": events,
        "fatalities_low": low,
        "fatalities_best": best,
        "fatalities_high": high,
        "country": "AFG",
        "admin1": province,
        "dataset": DATASET,
        "row_id": row_id,
        "native": codes[violence],
        "summary": f"{events:,} {violence} {what}, {sides[0]} - {sides[1]}",
        "citation": citation,
        "remarks": [],
    }


def coverage(figures: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """All-dyad totals: what UCDP observed in Afghanistan, year by year or month by month."""
    found = []
    for row in figures:
        if not row["dyad"].startswith("ALL"):
            continue
        first, last = span(row["period"])
        note = row["status"] + ("" if row["level"] == "month" else ", all dyads together")
        found.append(
            table_row(
                "coverage",
                DATASET,
                str(first),
                str(last),
                "AFG",
                row["type_of_violence"],
                "day" if row["period"].startswith("2021") else row["level"],
                row["events"],
                row["deaths_best"],
                note,
                row["source"],
            )
        )
    return found


def span(period: str) -> tuple[date, date]:
    """First and last day of a year or month; 2022 was observed to the end of February."""
    if len(period) == 4:
        year = int(period)
        return date(year, 1, 1), date(year, 2, 28) if year == 2022 else date(year, 12, 31)
    year, month = map(int, period.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def write_import_of(
    origin: Path, rows: list[dict[str, Any]], sequence: int, version: str | None = None
) -> None:
    """Clean the rows and write them as an import of the case."""
    connection = duckdb.connect()
    columns = [*NAMES, "line", "refused", "remarks"]
    typed = {
        "directed": "BOOLEAN",
        "count": "INTEGER",
        "quad": "TINYINT",
        "score": "DOUBLE",
        "line": "BIGINT",
        "remarks": "VARCHAR[]",
    }
    declared = ", ".join(f'"{c}" {typed.get(c, "VARCHAR")}' for c in columns)
    connection.execute(f"CREATE TABLE draft ({declared})")
    told = release(version) if version else None
    for line, row in enumerate(rows, 1):
        given = {**row, "line": line}
        if told:
            given |= {"dataset_version": told.version, "published": str(told.published)}
        marks = ", ".join("?" for _ in columns)
        cells = [given.get(c) if given.get(c) != "" else None for c in columns]
        connection.execute(f"INSERT INTO draft VALUES ({marks})", cells)
    events, account = clean(connection, "draft", {})
    assert account.kept == len(rows), account
    digest = hashlib.sha256(origin.read_bytes()).hexdigest()
    first, last = events.dates()
    chronicle = told is None
    provenance = Provenance(
        dataset="chronicle" if chronicle else DATASET,
        version="2022-12" if chronicle else told.version,
        published=None if chronicle else told.published,
        published_assumed=not chronicle,
        first=first,
        last=last,
        window_first=None if chronicle else max(told.window.first, first),
        window_last=None if chronicle else told.window.last,
        window_countries=() if chronicle else ("AFG",),
        countries=tuple(events.countries()),
        source_name=origin.name,
        source_hash=digest,
        importer=IMPORTER,
        title="chronicle of Afghanistan" if chronicle else f"UCDP GED {told.version}, added up",
        citation="whowhom chronicle of Afghanistan 1994-2022" if chronicle else CITATION,
        licence="MIT" if chronicle else LICENCE,
        read=account.read,
        kept=account.kept,
        dropped=dict(account.dropped),
        flagged=dict(account.flagged),
        sequence=sequence,
        observes="nothing" if chronicle else "stated",
    )
    write_import(CASE, import_id(digest, [version or ""], IMPORTER), events, provenance)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the chronicle folder: python scripts/build_afghanistan.py FOLDER")
    main(Path(sys.argv[1]))
