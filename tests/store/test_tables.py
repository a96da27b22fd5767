"""Tables that people edit: round trips, and what is wrong with one is told by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.errors import CaseDamagedError
from whowhom.store.registry import load_registry
from whowhom.store.tables import TABLES, format_table, parse_table

CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=10).map(str.strip)


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_round_trip(name, data):
    row = st.fixed_dictionaries(dict.fromkeys(TABLES[name], CELL))
    rows = data.draw(st.lists(row, max_size=4))
    # A line of nothing but empty cells is no row.
    rows = [r for r in rows if any(r.values())]
    assert parse_table(format_table(name, rows), name, name) == rows


def test_a_missing_column_is_named():
    with pytest.raises(CaseDamagedError, match="no column actor_id"):
        parse_table("alias\nx\n", "aliases", "aliases.csv")


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("actors", "X,X,wizard,,,,", r"actors.csv' line \d+: 'wizard' is not one of"),
        ("actors", "X,X,state,soon,,,", r"line \d+: 'soon' is not a year"),
        ("actors", ",,state,,,,", r"line \d+: actor_id is empty"),
        ("aliases", "Y,NOBODY,,,,,", "leads to nobody"),
        ("ties", "T9,TALIBAN,likes,ISISK,,,,,,", "'likes' is not one of"),
    ],
)
def test_a_bad_line_is_named(case, table, line, said):
    with (case.folder / f"{table}.csv").open("a") as handle:
        handle.write(line + "\n")
    with pytest.raises(CaseDamagedError, match=said):
        load_registry(case.folder)
