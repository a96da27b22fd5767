"""Files of ties: recognised by their columns, read into the tables, undone as one edit."""

from datetime import date

import pytest

from whowhom.actors.changes import Undo
from whowhom.errors import CaseReadOnlyError, FileError

DAY = date(2026, 1, 1)
OLD = (
    "external_id,ywp_year,ywp_name,external_exists,external_name,external_nameid,external_alleged,"
    "external_type_X,external_type_W,external_type_$,external_type_code\n"
)
NEW = (
    "id,year,dyad_id,actor_id,actor_name,actor_nonstate,ext_id,ext_name,ext_sup,ext_nonstate,"
    "ext_alleged,ext_w,ext_f\n"
)


@pytest.fixture
def add(case, tmp_path):
    def _add(text, name="ties.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return case.add(path, today=lambda: DAY)

    return _add


def ties(case):
    from whowhom.store.registry import load_registry

    registry = load_registry(case.folder)
    return [
        (
            registry.actor(t.source).name,
            t.kind,
            registry.actor(t.target).name,
            str(t.valid),
            t.note,
            t.doubt,
            t.known_from,
        )
        for t in registry.ties
        if t.tie_id.startswith("T-") and "Actor 22.1" not in t.citation and t.note
    ]


def test_external_support_of_the_older_form(case, add):
    told = add(
        OLD
        + "1,1990,Front X,1,Pakistan,770.0,0.0,1.0,0.0,1.0,X$\n"
        + "2,1991,Front X,1,Pakistan,770.0,1.0,0.0,1.0,0.0,W\n"
        + "3,1993,Front X,1,Pakistan,770.0,0.0,0.0,1.0,0.0,W\n"
        + "4,1993,Front X,0,,,,,,,\n5,1993,Front X,-1,,,,,,,\n6,1993,Front X,1,Unknown,,,,,,\n"
    )
    assert (told.read, told.ties, told.actors) == (6, 2, 1)
    assert told.dropped == {
        "no support recorded": 1,
        "support unclear": 1,
        "supporter or supported not named": 1,
    }
    words = "with troops as a party to the fighting, weapons, funding"
    assert ties(case) == [
        # Told by year: known when the year is over.
        ("Pakistan", "supports", "Front X", "1990-01-01..1991-12-31", words, "alleged in 1991",
         date(1991, 1, 1)),
        ("Pakistan", "supports", "Front X", "1993-01-01..1993-12-31", "with weapons", "",
         date(1994, 1, 1)),
    ]  # fmt: skip


def test_external_support_by_triad(case, add):
    told = add(
        NEW
        + "1,2000,7,1,Front X,1,2,Government of Iran,1,0,0,1,0\n"
        + "2,2001,7,1,Front X,1,9,Group Y,1,1,1,0,1\n"
        + "3,2001,7,1,Front X,1,,,0,,0,0,0\n"
    )
    assert told.ties == 2
    assert [t[:3] for t in ties(case)] == [
        ("Iran", "supports", "Front X"),
        ("Group Y", "supports", "Front X"),
    ]
    assert ties(case)[1][5] == "alleged in 2001"


def test_external_support_by_dyad_names_the_file_that_tells(add):
    with pytest.raises(FileError, match="triad-year file"):
        add("dyad_id,year,ext_sup,ext_w\n1,2000,1,1\n")


@pytest.mark.parametrize("style", ["dots", "camel"])
def test_the_actor_list_of_either_spelling(case, add, style):
    dots = (
        "actorid,name.data,name.orig,name.orig.fulleng,namechange,newname,splinter,name.prev,"
        "alliance,name.alliance,join.group,group.name,location\n"
    )
    camel = (
        "ActorId,NameData,NameOrig,NameOrigFullEng,NameChange,NewName,Splinter,NamePrev,"
        "Alliance,NameAlliance,JoinGroup,GroupName,Location\n"
    )
    told = add(
        (dots if style == "dots" else camel)
        + "1,Alpha Front,AF,Alpha Front of Malí,0,,0,,1,Grand Alliance,0,,Mali\n"
        + '2,Beta Front,BF,Beta People\'s Front,1,"Gamma One, Gamma Two",1,Alpha Front,0,,1,'
        "Delta Army,Mali\n" + "3,Delta Army,AF,,0,,0,,0,,0,,Mali\n",
        encoding="cp1252",
    )
    assert (told.read, told.ties) == (3, 3)
    assert [t[:3] for t in ties(case)] == [
        ("Alpha Front", "ally of", "Grand Alliance"),
        ("Beta Front", "splinter of", "Alpha Front"),
        ("Beta Front", "merged into", "Delta Army"),
    ]
    from whowhom.store.registry import load_registry

    registry = load_registry(case.folder)
    alpha, beta = (registry.resolve(n, "x", None) for n in ("Alpha Front", "Beta Front"))
    assert registry.resolve("Alpha Front of Mali", "x", None) == alpha
    assert registry.resolve("gamma two", "x", None) == beta
    # Short names lead somewhere in UCDP alone, shared ones nowhere.
    assert registry.resolve("BF", "ucdp-ged", None) == beta
    assert registry.resolve("BF", "acled", None) is None
    assert registry.resolve("AF", "ucdp-ged", None) is None


def test_militants_by_year_by_span_and_by_day(case, add):
    add(
        "group1_name,group2_name,year,relationship\n"
        "P,Q,2001,ally\nP,Q,2002,ally\nP,Q,2004,ally\nP,Q,2002,competitor\nP,Q,2002,cousin\n"
    )
    add("group1,group2,year,ally,host,rival\nIran,P,2001,0,1,0\n", "wide.csv")
    add(
        "unique_id,type,group1_name,group2_name,date,description\n"
        "1,spl,Old,Young,2/18/99,They left.\n2,mer,Young,Old,2005-00-00,\n",
        "mapped.csv",
    )
    assert [t[:4] for t in ties(case)] == [
        ("P", "ally of", "Q", "2001-01-01..2002-12-31"),
        ("P", "ally of", "Q", "2004-01-01..2004-12-31"),
        ("P", "rival of", "Q", "2002-01-01..2002-12-31"),
        ("Iran", "hosts", "P", "2001-01-01..2001-12-31"),
        ("Young", "splinter of", "Old", "1999-02-18.."),
        ("Young", "merged into", "Old", "2005-01-01.."),
    ]


def test_the_same_file_twice_changes_nothing_and_undo_takes_it_back(case, add):
    before = {p.name: p.read_bytes() for p in case.folder.glob("*.csv")}
    text = "group1_name,group2_name,year,relationship\nP,Q,2001,ally\n"
    assert add(text).ties == 1
    again = add(text)
    assert (again.ties, again.actors, again.known) == (0, 0, 1)
    case.change_actors(Undo(), today=lambda: DAY)
    assert {p.name: p.read_bytes() for p in case.folder.glob("*.csv")} == before


def test_relation_shows_a_tie_only_once_it_was_known(case, add, ged):
    add(NEW + "1,2020,7,1,Taleban,1,2,Iran,1,0,0,1,0\n")
    case.add(ged({"side_a": "Iran", "date_start": "2019-01-01"}), today=lambda: DAY)

    def shown(as_of):
        return [t.kind for t in case.relation("Taliban", "Iran", as_of=as_of).answer.ties]

    assert shown("2021-01-02") == ["supports"]
    assert shown("2020-12-31") == []


def test_no_known_relation_is_refused(add):
    with pytest.raises(FileError, match="tells no relation that is known"):
        add("group1_name,group2_name,year,relationship\nP,Q,2001,cousin\n")


def test_the_built_in_case_refuses(afghanistan, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("group1_name,group2_name,year,relationship\nP,Q,2001,ally\n")
    with pytest.raises(CaseReadOnlyError):
        afghanistan.add(path)


def test_the_files_of_the_field(case, shared_data):
    told = case.add(shared_data / "ucdp/ucdp_extsup_newstart.csv", today=lambda: DAY)
    assert (told.read, sum(told.dropped.values())) == (6519, 1820)
    told = case.add(shared_data / "ucdp/ucdp_actor_2015_with_origin.csv", today=lambda: DAY)
    assert told.read == 485
    assert told.ties > 100
    told = case.add(
        shared_data / "alliances/mapping_militants/data/Militant-Group-Relationships-clean.csv",
        today=lambda: DAY,
    )
    # The case knows a few of these ties already.
    assert (told.read, sum(told.dropped.values())) == (638, 0) and 600 < told.ties <= 612
