"""Record: from the rows of a snapshot to acts, and back."""

from datetime import date

import numpy as np
import pytest

from whowhom.case import Case
from whowhom.forecasting.record import KIND_QUADS, KINDS, LONG, Record


@pytest.fixture(scope="module")
def snapshot(afghanistan):
    return afghanistan.snapshot("2021-09-02")


@pytest.fixture(scope="module")
def record(snapshot):
    return Record.of(snapshot, snapshot.dataset("ucdp-ged"))


def test_kinds_are_plovers_types_and_one_per_class():
    assert len(KINDS) == len(KIND_QUADS) == 20
    assert KIND_QUADS[KINDS.index("ASSAULT")] == 3
    assert KINDS[16] == "verbal cooperation, type not given"


def test_no_act_is_lost_or_made(snapshot, record):
    rows = snapshot.columns.take(snapshot.mask_of(record.dataset))
    assert record.acts.count.sum() == rows.count.sum()
    assert record.acts.deaths.sum() == np.maximum(rows.best, 0).sum()


def test_every_entry_leads_to_its_row(snapshot, record):
    rows = snapshot.columns.take(record.position)
    own = ~record.inherited
    assert np.array_equal(rows.source[own], record.acts.source[own])
    assert np.array_equal(rows.target[own], record.acts.target[own])
    assert np.all((rows.date <= record.acts.day) & (record.acts.day <= rows.date_end))


def test_who_takes_a_place_takes_its_record_but_not_the_war_over_it(snapshot, record):
    gone, heir, third = (snapshot.index[i] for i in ("GOV_AFG_2001_2021", "TALIBAN", "ISISK"))
    rows = snapshot.columns.take(record.position)

    def between(source, target, a, b):
        return np.isin(source, (a, b)) & np.isin(target, (a, b))

    was = between(rows.source, rows.target, gone, third)
    assert was.any()
    assert record.inherited[was].all()
    assert between(record.acts.source, record.acts.target, heir, third)[was].all()
    assert not record.inherited[between(rows.source, rows.target, gone, heir)].any()


def test_a_yearly_total_is_spread_and_fine_days_are_not(snapshot, record):
    rows = snapshot.columns.take(record.position)
    total = rows.date_end - rows.date > LONG
    assert np.all(record.acts.day[~total] == rows.date_end[~total])
    year = (record.acts.day >= 17897) & (record.acts.day < 18262)  # 2019
    pair = [snapshot.index["GOV_AFG_2001_2021"], snapshot.index["TALIBAN"]]
    mine = year & np.isin(record.acts.source, pair) & np.isin(record.acts.target, pair)
    assert mine.sum() == 12
    assert record.acts.count[mine].sum() == 4335
    assert np.ptp(record.acts.count[mine]) <= 1


def test_lessons_begin_where_rows_are_dated_by_day(record):
    assert record.fine_day == date(2021, 1, 1)
    assert record.day == date(2021, 9, 2)


def test_a_record_of_totals_speaks_up_to_the_end_of_the_last(afghanistan):
    snapshot = afghanistan.snapshot("2020-06-01")
    record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    assert record.day == date(2020, 1, 1)
    assert record.fine_from == record.until


def test_a_dataset_that_ended_speaks_up_to_its_end(afghanistan):
    snapshot = afghanistan.snapshot()
    record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    assert record.day == date(2022, 3, 1)


def test_a_chronicle_speaks_up_to_as_of(snapshot):
    record = Record.of(snapshot, snapshot.dataset("chronicle"))
    assert record.day == date(2021, 9, 2)
    assert record.acts.directed.all()


def test_actors_that_ended_are_not_alive(snapshot, record):
    assert not record.alive[snapshot.index["GOV_AFG_2001_2021"]]
    assert record.alive[snapshot.index["TALIBAN"]]
    assert record.generic[snapshot.index["CIV_AFG"]]


def test_rows_of_one_act_count_once_for_a_dyad(tmp_path, ged):
    from whowhom.store.folder import create

    case = Case(create(tmp_path / "case"))
    case.add(ged({"id": 1}, {"id": 2}, {"id": 3, "side_b": "side", "side_a": "side"}))
    snapshot = case.snapshot()
    record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    assert len(record.acts) <= 3
    assert not np.any(record.acts.source == record.acts.target)
