"""Coverage drift: planted starts, gaps, changes and ends are shown, quiet records are not."""

import csv
import io
from datetime import date, timedelta

import numpy as np
import pytest

from tests.questions.columns import columns
from whowhom.errors import OptionError
from whowhom.ontology.breaks import KNOWN_BREAKS, known_breaks
from whowhom.questions.moving import moved_together
from whowhom.snapshot.exposure import Month, holes, volume

MAP = """
dataset = "made"
codes = "plover"
[columns]
date = "day"
source = "a"
target = "b"
code = "type"
country = "land"
"""
LANDS = ("Afghanistan", "Pakistan", "Iran", "India", "Iraq", "Syria", "Yemen", "Mali")


@pytest.fixture
def made(case, tmp_path):
    """A case with so many rows in each month from January 2010 on; countries by turns."""

    def _made(counts):
        rng = np.random.default_rng(3)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["day", "a", "b", "type", "land"])
        for n, count in enumerate(counts):
            first = date(2010 + n // 12, n % 12 + 1, 1)
            for k in range(count):
                day = first + timedelta(days=int(rng.integers(28)))
                land = LANDS[k % len(LANDS)]
                writer.writerow([day, f"A{k % 9}", f"B{k % 7}", "ASSAULT", land])
        (tmp_path / "rows.csv").write_text(text.getvalue(), "utf-8")
        (tmp_path / "map.toml").write_text(MAP, "utf-8")
        case.add(tmp_path / "rows.csv", mapping=tmp_path / "map.toml")
        return case

    return _made


def shown(case, **options):
    (found,) = case.check_coverage(**options).answer.datasets
    return found


def noisy(level, many, seed=1):
    return np.random.default_rng(seed).poisson(level, many).tolist()


def test_a_change_that_all_countries_share(made):
    found = shown(made(noisy(40, 36) + noisy(160, 36)))
    (change,) = [s for s in found.shown if s.kind in ("grows", "thins")]
    assert change.kind == "grows"
    assert abs((change.first - date(2013, 1, 1)).days) <= 31
    assert (change.by, change.together) == ("countries", 1.0)
    assert "do not read it as escalation" in change.meaning
    assert 30 < change.before < 50 < 140 < change.after < 180


def test_a_quiet_record_shows_its_ends_alone(made):
    found = shown(made(noisy(40, 72)))
    assert [s.kind for s in found.shown] == ["starts", "stops"]
    assert found.shown[0].first == date(2010, 1, 1)
    assert found.shown[1].last <= date(2015, 12, 31)


def test_gaps_and_a_thin_end(made):
    case = made([*noisy(40, 30), 0, 0, *noisy(40, 28), 4, 2])
    told = shown(case)
    kinds = [s.kind for s in told.shown]
    assert "gap" in kinds and "ends thin" in kinds
    gap = next(s for s in told.shown if s.kind == "gap")
    assert (gap.first, gap.last) == (date(2012, 7, 1), date(2012, 8, 31))
    # The exposure table leaves the hole out.
    months = {str(r["first"]) for r in case.export_exposure().rows()}
    assert "2012-07-01" not in months
    assert "2012-09-01" in months


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([20] * 12 + [0] + [20] * 12, [(12, 13)]),
        ([1, 0, 2, 0, 1, 3], []),
        ([2] * 12 + [0] + [500] * 12, []),
        ([5] * 12 + [0, 0, 0] + [5] * 12, [(12, 15)]),
        ([0, 0], []),
        ([], []),
    ],
)
def test_holes_are_no_lulls(counts, expected):
    day = date(2020, 1, 1)
    found = holes([Month(day, day, n) for n in counts])
    assert [(h.begin, h.end) for h in found] == expected


def test_months_end_before_as_of(made):
    told = shown(made(noisy(40, 48)), as_of="2012-05-10")
    assert told.months[-1].month == "2012-05"
    assert told.months[-1].records < 20


def test_who_moved_along():
    day = np.concatenate([np.tile(np.arange(-100, 0, 10), 6), np.tile(np.arange(0, 100, 2), 6)])
    country = np.concatenate([np.repeat(np.arange(6), 10), np.repeat(np.arange(6), 50)])
    rows = columns(date=day, country=country)
    up = moved_together(rows, 0, True)
    assert (up.share, up.compared, up.by) == (1.0, 6, "countries")
    assert moved_together(rows, 0, False).share == 0.0
    assert moved_together(rows.take(country < 2), 0, True).share is None


def test_volume_is_what_the_file_holds(case, shared_data):
    case.add(shared_data / "keds" / "casia.weis.csv")
    snapshot = case.snapshot()
    told = volume(snapshot, snapshot.datasets[0])
    assert told.basis == "records"
    assert sum(m.records for m in told.months) == case.imports()[0].provenance.read


def test_an_update_of_a_file_is_not_added(case, shared_data, tmp_path):
    case.add(shared_data / "keds" / "casia.weis.csv")
    before = volume(case.snapshot(), case.snapshot().datasets[0])
    lines = (shared_data / "keds" / "casia.weis.csv").read_text("latin-1").splitlines(True)
    (tmp_path / "casia.weis.csv").write_text("".join(lines[:-50]), "latin-1")
    case.add(tmp_path / "casia.weis.csv")
    after = volume(case.snapshot(), case.snapshot().datasets[0])
    assert sum(m.records for m in after.months) == sum(m.records for m in before.months)


def test_known_breaks():
    for each in KNOWN_BREAKS:
        assert each.kind in ("starts", "stops", "rules", "names")
        assert each.what and each.meaning and each.source
    assert [(b.first, b.kind) for b in known_breaks("icews")] == [(date(2023, 4, 11), "stops")]
    assert [b.first for b in known_breaks("gdelt")] == [date(2013, 4, 1), date(2015, 2, 19)]
    assert {b.where for b in known_breaks("acled")} >= {"AFG", "Africa"}


def test_known_breaks_before_as_of_alone(afghanistan):
    early = shown(afghanistan, dataset="ucdp-ged", as_of="2021-06-01")
    assert "names" not in {k.kind for k in early.known}
    late = shown(afghanistan, dataset="ucdp-ged", as_of="2021-12-01")
    assert next(k for k in late.known if k.kind == "names").inside


def test_a_hand_picked_list(afghanistan):
    told = shown(afghanistan, dataset="chronicle")
    assert not told.shown and not told.counts
    assert "hand-picked" in told.note


def test_provisional_rows(case, ged):
    case.add(
        ged(
            {"id": "1", "date_start": "2021-01-05"},
            {"id": "2", "date_start": "2021-02-05", "code_status": "Check dead"},
        )
    )
    (told,) = [s for s in shown(case).shown if s.kind == "provisional"]
    assert (told.compared, "50% of 2 rows" in told.meaning) == (2, True)


def test_text_chart_and_bytes(made):
    case = made(noisy(40, 36) + noisy(160, 36))
    answer = case.check_coverage()
    assert "what it means for counts" in str(answer)
    assert all(len(line) <= 100 for line in str(answer).split("\n"))
    assert answer.to_json() == case.check_coverage().to_json()
    assert answer.plot().to_dict()["title"]
    with pytest.raises(OptionError):
        case.check_coverage(dataset="acled")
