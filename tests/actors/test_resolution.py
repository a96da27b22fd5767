"""Resolution covers every day of a sighting exactly once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.period import Period
from whowhom.actors.registry import Registry
from whowhom.actors.resolution import Sighting, resolve

DAYS = st.dates(date(2000, 1, 1), date(2000, 3, 1))
PERIODS = st.tuples(DAYS, DAYS).map(lambda pair: Period(min(pair), max(pair)))


@given(st.lists(PERIODS, max_size=4), PERIODS)
def test_stretches_cover_the_sighting_and_name_the_actor_of_each_day(periods, seen):
    actors = tuple(Actor(f"A{n}", f"A{n}", "armed group") for n in range(len(periods)))
    aliases = tuple(Alias("X", f"A{n}", valid=p) for n, p in enumerate(periods))
    registry = Registry(actors, aliases)
    sighting = Sighting("d", "X", None, seen.first, seen.last)
    stretches = resolve([sighting], registry)
    day = seen.first
    for stretch in stretches:
        assert stretch.first == day
        while day <= stretch.last:
            known = registry.resolve("X", "d", None, day)
            assert stretch.actor_id == (known or "name:x")
            day += timedelta(days=1)
    assert day == seen.last + timedelta(days=1)
