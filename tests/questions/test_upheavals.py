"""Turning events so fresh that a headline must say so."""

from datetime import date, timedelta

import pytest

from tests.gedfile import ged_text
from whowhom.case import Case
from whowhom.events.named import TurningEvent
from whowhom.questions.upheavals import FRESH, doubt, fresh
from whowhom.store.folder import create

EXIT = TurningEvent("end of the siege", date(2021, 8, 30), actors=("A", "B"))
COUP = TurningEvent("the coup", date(2021, 8, 15))


@pytest.mark.parametrize(
    ("day", "actors", "found"),
    [
        ("2021-09-02", ["A"], ["the coup", "end of the siege"]),
        ("2021-09-02", ["C"], ["the coup"]),
        ("2021-09-02", None, ["the coup", "end of the siege"]),
        ("2021-08-30", ["A"], ["the coup"]),
        ("2021-08-15", None, []),
        ("2021-11-13", ["A"], ["the coup", "end of the siege"]),
        ("2021-11-14", ["A"], ["end of the siege"]),
        ("2021-11-28", ["A"], ["end of the siege"]),
        ("2021-11-29", None, []),
    ],
)
def test_which_events_bear_on_whom(day, actors, found):
    when = date.fromisoformat(day)
    assert [e.name for e in fresh([COUP, EXIT], when, when, actors)] == found


def test_a_record_that_ends_before_the_event_is_doubtful_too():
    day, as_of = date(2021, 7, 1), date(2021, 9, 2)
    assert fresh([EXIT], day, as_of, ["A"]) == [EXIT]
    assert fresh([EXIT], day, EXIT.date, ["A"]) == []


def test_the_sentence_lists_them():
    third = TurningEvent("Doha agreement", date(2020, 2, 29))
    assert doubt([third, COUP, EXIT]) == (
        " The record before Doha agreement (2020-02-29), the coup (2021-08-15) and the end of the "
        "siege (2021-08-30) is a doubtful guide to the days ahead."
    )


def test_headlines_of_the_built_in_case(afghanistan):
    both = "before the takeover (2021-08-15) and the end of the US withdrawal (2021-08-30) is a"
    for answer in (
        afghanistan.likelihood("us-strikes", as_of="2021-09-02"),
        # Al-Qaeda's acts are with the United States, though no condition names it.
        afghanistan.likelihood("safe-haven", as_of="2021-09-02"),
        afghanistan.forecast(as_of="2021-09-02"),
    ):
        assert both in answer.summary
        assert any("bears on United States" in c for c in answer.caveats)
    for asked in (("Taliban", "ISIS-K"), ("Taliban",)):
        answer = afghanistan.forecast(*asked, as_of="2021-09-02")
        assert "before the takeover (2021-08-15) is a doubtful guide" in answer.summary
        assert not any("bears on United States" in c for c in answer.caveats)
    shares = afghanistan.forecast("Taliban", "al-Qaeda", as_of="2021-09-02")
    assert "doubtful" not in shares.summary
    assert "is 100% by weight of the 3 acts by al-Qaeda toward Taliban" in shares.summary


def test_they_fall_silent_with_time(afghanistan):
    late = date(2021, 8, 30) + timedelta(days=FRESH + 1)
    assert "doubtful" not in afghanistan.forecast("Taliban", "ISIS-K", as_of=late).summary


def test_any_case_and_any_actor(tmp_path):
    rows = [
        {
            "id": n,
            "side_a": "Reds",
            "side_b": ("Blues", "Greens")[n % 2],
            "date_start": f"{date(2021, 1, 1) + timedelta(days=n)} 00:00:00.000",
            "date_end": f"{date(2021, 1, 1) + timedelta(days=n)} 00:00:00.000",
        }
        for n in range(200)
    ]
    case = Case(create(tmp_path / "case"))
    source = tmp_path / "rows.csv"
    source.write_text(ged_text(rows), "utf-8")
    case.add(source)
    ids = {a.name: a.actor_id for a in case.snapshot().actors}
    with (case.folder / "case.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[turning_event]]\nname = "mutiny"\ndate = 2021-07-10\n'
            f'actors = ["{ids["Blues"]}"]\n'
        )
    told = case.likelihood("Reds - Blues acts >= 3 within 30d", as_of="2021-07-20").summary
    assert told.endswith(
        "The record before the mutiny (2021-07-10) is a doubtful guide to the days ahead."
    )
    assert "mutiny" not in case.forecast("Reds", "Greens", as_of="2021-07-20").summary
    assert "mutiny" in case.forecast("Blues", as_of="2021-07-20").summary
