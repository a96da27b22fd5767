"""Changes of the actors of a case: what they do to its tables, its answers, and how they fail."""

import re
from datetime import date

import pytest

from whowhom.actors.changes import Merge, NewActor, NewAlias, NewTie, Split, Undo
from whowhom.actors.period import Period
from whowhom.case import Case
from whowhom.errors import (
    CaseReadOnlyError,
    OptionError,
    RefusalError,
    UnknownActorError,
)
from whowhom.store import edits, log
from whowhom.store.tables import JOURNAL, format_table, read_table, write_table

DAY = date(2026, 1, 1)


@pytest.fixture
def small(case: Case, ged) -> Case:
    """Mother and Branch fight Rival; one row between Mother and Branch; two names unknown."""
    write_table(case.folder, "actors", [])
    write_table(case.folder, "aliases", [])
    write_table(case.folder, "ties", [])
    pairs = [("Mother", "Rival")] * 3 + [("Branch", "Rival")] * 2 + [("Mother", "Branch")]
    pairs += [("Riwal", "Mother"), ("Unidentified Armed Group (Mali)", "Mother")]
    case.add(
        ged(*({"side_a": a, "side_b": b, "type_of_violence": 2} for a, b in pairs)),
        today=lambda: DAY,
    )
    for name in ("Mother", "Branch", "Rival"):
        change(case, NewActor(name))
    return case


def change(case, wanted):
    return case.change_actors(wanted, today=lambda: DAY)


def tables(case):
    return {p.name: p.read_bytes() for p in sorted(case.folder.glob("*.csv"))}


def rows(case):
    return {k.party.name: k.rows for k in case.actors().answer.known}


def test_a_merge_re_resolves_at_once_and_counts_rows_within(small):
    before = small.snapshot()
    told = change(small, Merge("Branch", "Mother"))
    assert rows(small) == {"Mother": 8, "Rival": 5}
    assert told.rows_moved == 3
    assert any(note.startswith("1 rows have the same actor on both sides") for note in told.notes)
    assert small.snapshot().hash != before.hash
    assert small.snapshot().imports == before.imports
    # Whoever opens the case anew reads the same.
    assert Case(small.folder).snapshot().hash == small.snapshot().hash
    assert small.profile("Branch").answer.actor.name == "Mother"


def test_undo_gives_the_tables_back_byte_for_byte(small):
    # A column and a spelling of the user's own stay as they are.
    path = small.folder / "aliases.csv"
    header = path.read_text().splitlines()[0]
    path.write_bytes(f'\ufeff{header},mine\r\n"Mum",MOTHER,,,,,,x\r\nB,BRANCH,,,,,\n'.encode())
    states = [tables(small)]
    for wanted in (
        NewActor("Other", parent="Mother"),
        NewTie("Other", "rival of", "Branch"),
        NewAlias("Riwal", "Rival", dataset="ucdp-ged"),
        Merge("Branch", "Mother"),
        Split("Mum", "Mother", "Old Mother", Period(None, date(2000, 1, 1))),
    ):
        change(small, wanted)
        assert tables(small) != states[-1]
        states.append(tables(small))
    for state in reversed(states[:-1]):
        change(small, Undo())
        assert tables(small) == state
    assert len([e for e in log.read(small.folder) if e["what"] == "actors undo"]) == 5


def test_undo_refuses_when_its_lines_were_changed_by_hand(small):
    change(small, NewAlias("Riwal", "Rival"))
    write_table(small.folder, "aliases", [])
    with pytest.raises(RefusalError, match=r"aliases\.csv were changed since"):
        change(small, Undo())


def test_there_is_nothing_to_undo_after_the_last(small):
    for _ in range(3):
        change(small, Undo())
    with pytest.raises(RefusalError, match="no edit of actors to undo"):
        change(small, Undo())


def test_a_name_that_nobody_knows_is_merged_into_an_actor(small):
    assert change(small, Merge("riwal", "Rival")).rows_moved == 1
    assert rows(small)["Rival"] == 6


def test_split_with_dates_leaves_the_name_where_it_is_outside_them(small):
    change(small, NewAlias("Riwal", "Rival"))
    change(small, Split("Riwal", "Rival", "Young Rival", Period(date(2021, 1, 1), None)))
    registry = small.snapshot().registry
    assert registry.resolve("Riwal", "x", None, date(2020, 12, 31)) == "RIVAL"
    assert registry.resolve("Riwal", "x", None, date(2021, 1, 1)) == "YOUNG_RIVAL"
    assert rows(small)["Young Rival"] == 1


def test_a_split_undoes_what_a_merge_did_to_a_name(small):
    change(small, Merge("Branch", "Mother"))
    change(small, Split("Branch", "Mother", "Branch"))
    assert rows(small)["Branch"] == 3


def test_an_alias_bound_to_a_place_goes_before_one_that_is_not(small):
    change(small, NewAlias("Riwal", "Rival"))
    change(small, NewAlias("Riwal", "Branch", country="Afghanistan"))
    assert rows(small)["Branch"] == 4
    assert read_table(small.folder, "aliases")[-1]["country"] == "AFG"


def test_ties_and_statements_go_over(small):
    change(small, NewTie("Branch", "branch of", "Mother"))
    change(small, NewTie("Branch", "rival of", "Rival"))
    told = change(small, Merge("Branch", "Mother"))
    assert "1 tie between the two fell away, as they are one actor now" in told.notes
    ties = small.snapshot().registry.ties
    assert [(t.source, t.kind, t.target) for t in ties] == [("MOTHER", "rival of", "RIVAL")]


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        (Merge("Nobody", "Mother"), UnknownActorError, "Nobody"),
        (Merge("Mothr", "Rival"), UnknownActorError, "Mother"),
        (Merge("Mother", "mother"), OptionError, "both mean Mother"),
        (Merge("Mali", "Mother"), OptionError, "is a state of ISO 3166"),
        (Merge("Unidentified Armed Group (Mali)", "Mother"), OptionError, "stays itself"),
        (NewAlias("Militants", "Mother"), OptionError, "stays itself"),
        (NewAlias("Mother or/and Rival and/or X", "Mother"), OptionError, "stays itself"),
        (NewAlias("Rival", "Mother"), OptionError, "'Rival' means Rival there already"),
        (NewAlias("Mother", "Mother"), OptionError, "leads to Mother already"),
        (NewAlias("x", "Mother", country="Nowhere"), OptionError, "country 'Nowhere'"),
        (NewAlias("Mali", "Mother"), OptionError, "means Mali there already"),
        (NewAlias("\n", "Mother"), OptionError, "name"),
        (NewAlias("a\x1b[31m", "Mother"), OptionError, "name"),
        (
            NewAlias("x", "Mother", valid=Period(date(2021, 1, 2), date(2021, 1, 1))),
            OptionError,
            "a period from 2021-01-02 to 2021-01-01",
        ),
        (NewActor("Mother"), OptionError, "leads to Mother already"),
        (NewActor("Mali"), OptionError, "leads to Mali already"),
        (NewActor("X", "unresolved"), OptionError, "kind 'unresolved'"),
        (NewActor("X", actor_id="RIVAL"), OptionError, "is taken"),
        (NewActor("X", parent="Nobody"), UnknownActorError, "Nobody"),
        (NewTie("Mother", "likes", "Rival"), OptionError, "kind of tie 'likes'"),
        (NewTie("Mother", "ally of", "MOTHER"), OptionError, "both mean Mother"),
        (Split("Rival", "Mother", "New"), OptionError, "is no alias of Mother"),
        (Split("Mother", "Mother", "New"), OptionError, "is what Mother is called"),
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(small, wanted, error, says):
    before = tables(small)
    with pytest.raises(error, match=re.escape(says)):
        change(small, wanted)
    assert tables(small) == before
    assert not (small.folder / JOURNAL).exists()


def test_aliases_may_share_a_name_on_days_apart_and_not_on_one_day(small):
    change(small, NewAlias("X", "Rival", valid=Period(None, date(2020, 12, 31))))
    change(small, NewAlias("X", "Mother", valid=Period(date(2021, 1, 1), None)))
    with pytest.raises(OptionError, match=r"means Rival there already \(\.\.2020-12-31\)"):
        change(small, NewAlias("X", "Branch", valid=Period(date(2020, 12, 31), None)))


def test_no_circle_of_branches(small):
    change(small, NewTie("Branch", "branch of", "Mother"))
    change(small, NewTie("Mother", "branch of", "Rival"))
    before = tables(small)
    with pytest.raises(RefusalError, match="branch of itself"):
        change(small, NewTie("Rival", "branch of", "Branch"))
    # A merge can close one too.
    with pytest.raises(RefusalError, match="branch of itself"):
        change(small, Merge("Branch", "Rival"))
    assert tables(small) == before


def test_the_built_in_case_refuses_with_the_way_out(afghanistan):
    with pytest.raises(CaseReadOnlyError, match="whowhom init DIR --from afghanistan"):
        change(afghanistan, NewAlias("x", "Taliban"))


def test_a_case_without_rows_can_be_edited(case):
    assert change(case, NewActor("Somebody New")).rows_moved == 0


def test_a_writer_killed_in_the_middle_leaves_the_case_as_it_was(small, monkeypatch):
    before, told = tables(small), small.actors().to_json()
    written = []

    def fails(path, text):
        if path.name == "ties.csv":
            raise KeyboardInterrupt
        written.append(path.name)
        return real(path, text)

    real = edits.write_text
    change(small, NewTie("Branch", "ally of", "Rival"))
    change(small, Undo())
    with monkeypatch.context() as patch:
        patch.setattr(edits, "write_text", fails)
        # Not even the clean-up runs: the machine went off.
        patch.setattr(edits, "settle", print)
        with pytest.raises(KeyboardInterrupt):
            change(small, NewActor("Late", parent="Mother"))
    assert written == [JOURNAL, "actors.csv"]
    assert tables(small) != before
    # Readers see the case as it was, and the next writer puts it back.
    assert Case(small.folder).actors().to_json() == told
    change(small, NewAlias("Riwal", "Rival"))
    change(small, Undo())
    assert tables(small) == before


def test_unresolved_names_are_offered_and_never_resolved(small):
    told = small.actors(unresolved=True).answer
    assert [(u.name, u.rows, u.datasets) for u in told.unresolved] == [
        ("Riwal", 1, (("ucdp-ged", 1),)),
        ("Unidentified Armed Group (Mali)", 1, (("ucdp-ged", 1),)),
    ]
    riwal, catch_all = told.unresolved
    assert [(s.id, s.score) for s in riwal.suggestions] == [("RIVAL", 80.0)]
    assert catch_all.catch_all and not catch_all.suggestions
    assert rows(small)["Rival"] == 5


def test_find_goes_by_name_then_likeness(small):
    found = small.actors("RIVAL").answer.found
    assert (found[0].party.id, found[0].how) == ("RIVAL", "name")
    assert [f.how for f in small.actors("Riwal").answer.found] == ["unresolved name", "near"]
    with pytest.raises(UnknownActorError):
        small.actors("qqqqqqqqqq")


def test_format_table_is_what_an_edit_writes(small):
    change(small, NewAlias("Riwal", "Rival"))
    text = (small.folder / "aliases.csv").read_text()
    assert text == format_table("aliases", read_table(small.folder, "aliases"))
