"""Whatever rows come in, the figures add up."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gedfile import ged_text
from whowhom.sources import ucdp
from whowhom.sources.source import Job, Options

ODD = st.sampled_from(["", "x", "-5", "1e400", "nan", "0", "7", "2021-02-30", "2021-05-05", "95"])
FIELDS = (
    "id",
    "date_start",
    "date_end",
    "best",
    "low",
    "high",
    "latitude",
    "side_a",
    "type_of_violence",
    "country",
)
ROWS = st.lists(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=4), max_size=6)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_read_is_kept_plus_dropped_and_events_match(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("clean")
    path = folder / "x.csv"
    # One good row, so that the file is never refused as a whole.
    path.write_text(ged_text([{"id": "good"}, *rows]), "utf-8")
    reading = ucdp.read(Job(path, Options(), duckdb.connect(), folder))
    cleaning = reading.cleaning
    assert cleaning.adds_up
    assert cleaning.read == len(rows) + 1
    events = reading.events.rows()
    assert len(events) == cleaning.kept
    assert sum(e["flags"] is not None for e in events) == cleaning.flagged_rows
    ids = [e["row_id"] for e in events]
    assert len(ids) == len(set(ids))
    for event in events:
        assert event["date"] <= event["date_end"]
        assert (event["fatalities_best"] or 0) >= 0
        assert event["lat"] is None or -90 <= event["lat"] <= 90
