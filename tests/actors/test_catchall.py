"""Which names stand for nobody in particular."""

import pytest

from whowhom.actors.actor import Actor
from whowhom.actors.catchall import is_catch_all
from whowhom.actors.registry import Registry
from whowhom.actors.suggesting import suggest


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Taliban and/or Islamic State Khorasan Province (ISKP)", True),
        ("Unidentified Armed Group (Afghanistan)", True),
        ("Unknown Actor", True),
        ("Militants", True),
        ("Armed Rebel (India)", True),
        ("Civilians (Kivu)", True),
        ("Protesters (Mali)", True),
        ("Militant (Taliban)", False),
        ("Taliban", False),
        ("National Resistance Front", False),
        ("Rapid Support Forces", False),
        ("Military Forces of Mali (2012-2020)", False),
    ],
)
def test_names(name, expected):
    assert is_catch_all(name) is expected


def test_a_catch_all_is_never_suggested_nor_offered_anything():
    registry = Registry(
        (
            Actor("T", "Taliban", "armed group"),
            Actor("U", "Unidentified actors", "unidentified"),
            Actor("M", "Militantes", "population"),
        )
    )
    offers = suggest(
        ["Taliban and/or Taliban", "Militants", "Unidentfied actor", "Talibans"], registry
    )
    assert [[s.actor_id for s in o] for o in offers] == [[], [], [], ["T"]]
