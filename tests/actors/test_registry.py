"""Names find their actor: by dataset, place and day."""

from datetime import date

import pytest

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.period import Period
from whowhom.actors.registry import Registry
from whowhom.actors.tie import Tie


@pytest.fixture(scope="module")
def registry(afghanistan):
    return afghanistan.snapshot().registry


@pytest.mark.parametrize(
    ("name", "country", "day", "meant"),
    [
        ("Taleban", "AFG", "1998-01-01", "TALIBAN"),
        ("IS", "AFG", "2021-01-01", "ISISK"),
        ("IS", "IRQ", "2021-01-01", "IS_CORE"),
        ("Daesh", "AFG", "2021-01-01", "ISISK"),
        ("Islamic State Khorasan Province (ISKP)", "", "2021-01-01", "ISISK"),
        (
            "Taliban and/or Islamic State Khorasan Province (ISKP)",
            "",
            "2021-01-01",
            "TALIBAN_OR_ISISK",
        ),
        ("Government of Afghanistan", "AFG", "1990-01-01", "GOV_AFG_1978_1992"),
        ("Government of Afghanistan", "AFG", "1995-01-01", "ISA_RABBANI"),
        ("Government of Afghanistan", "AFG", "1996-09-26", "ISA_RABBANI"),
        ("Government of Afghanistan", "AFG", "1996-09-27", "TALIBAN"),
        ("Government of Afghanistan", "AFG", "2001-11-12", "TALIBAN"),
        ("Government of Afghanistan", "AFG", "2001-11-13", "GOV_AFG_2001_2021"),
        ("Government of Afghanistan", "AFG", "2021-08-14", "GOV_AFG_2001_2021"),
        ("Government of Afghanistan", "AFG", "2021-08-15", "TALIBAN"),
        ("Government of Iraq", "AFG", "2021-08-26", "USA"),
        ("Government of Iraq", "IRQ", "2021-08-26", "IRQ"),
        ("Civilians", "AFG", "2021-01-01", "CIV_AFG"),
        ("Civilians", "NGA", "2021-01-01", "CIVILIANS"),
        ("NRF", "AFG", "2021-09-01", "NRF"),
        ("NRF", "SDN", "2006-09-01", "SUDAN_NRF"),
        ("Government of Myanmar (Burma)", "MMR", "2020-01-01", "MMR"),
        ("Government of Yemen (North Yemen)", "YEM", "2020-01-01", "YEM"),
        ("Government of DR Congo (Zaire)", "COD", "2020-01-01", "COD"),
        ("CPI-Maoist", "IND", "2020-01-01", None),
    ],
)
def test_names_in_ucdp_rows(registry, name, country, day, meant):
    found = registry.resolve(name, "ucdp-ged", country or None, date.fromisoformat(day))
    assert found == meant


def test_the_most_bound_alias_wins():
    actors = tuple(Actor(x, x, "armed group") for x in ("ANY", "HERE", "SET"))
    aliases = (Alias("X", "ANY"), Alias("X", "HERE", country="AFG"), Alias("X", "SET", "ged"))
    registry = Registry(actors, aliases)
    assert registry.resolve("x", "other", "IRQ") == "ANY"
    assert registry.resolve("x", "other", "AFG") == "HERE"
    assert registry.resolve("x", "ged", "AFG") == "SET"


def test_what_came_later_is_not_known_earlier():
    actors = (
        Actor("OLD", "Old", "armed group", Period(date(1990, 1, 1), date(2005, 1, 1))),
        Actor("NEW", "New", "armed group"),
    )
    aliases = (Alias("Newcomer", "NEW", valid=Period(date(2010, 1, 1))),)
    ties = (
        Tie("T1", "OLD", "NEW", "ally of", Period(date(2001, 1, 1), date(2004, 1, 1))),
        Tie("T2", "OLD", "NEW", "hosts", Period(date(2000, 1, 1)), known_from=date(2003, 1, 1)),
    )
    known = Registry(actors, aliases, ties).as_known(date(2002, 1, 1))
    assert known.actor("OLD").valid.last is None
    assert known.aliases == ()
    assert [(t.tie_id, t.valid.last) for t in known.ties] == [("T1", None)]


@pytest.mark.parametrize(
    ("actors", "aliases", "ties", "said"),
    [
        ((Actor("A", "A", "state"), Actor("A", "B", "state")), (), (), "share an id"),
        ((), (Alias("x", "NOBODY"),), (), "leads to nobody"),
        ((), (), (Tie("T", "NOBODY", "USA", "ally of"),), "names nobody"),
    ],
)
def test_a_registry_cannot_be_wrong(actors, aliases, ties, said):
    with pytest.raises(ValueError, match=said):
        Registry(actors, aliases, ties)
