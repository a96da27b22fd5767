"""A case that knows a few groups, and reports to add to it."""

from datetime import date

import pytest

from tests.plainreader import PlainReader
from whowhom.actors.changes import NewActor, NewAlias

NORTH = (
    "News from the north\n\n"
    "Reds attacked Blues in Alta on 2021-03-04. "
    "Reds perhaps attacked Blues in Vada on 2021-03-09.\n\n"
    "Reds may have attacked Greens on 2021-03-10. Blues praised Greens. Reds attacked.\n\n"
    "It is very likely that Reds will attack Greens. Blues is a branch of Greens.\n"
)
SOUTH = (
    "News from the south\n\n"
    "The paper heard the same of the men. Reds attacked Blues in Alta on 2021-03-04. Nobody else "
    "had been there.\n"
)


@pytest.fixture
def known(case):
    """A case with three groups and no events."""
    for name in ("Reds", "Blues", "Greens"):
        case.change_actors(NewActor(name), today=lambda: date(2021, 1, 1))
    case.change_actors(NewAlias("Azures", "Blues"), today=lambda: date(2021, 1, 1))
    return case


@pytest.fixture
def reader():
    return PlainReader()


@pytest.fixture
def report(tmp_path):
    """Write a report."""

    def _write(text=NORTH, name="north.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture
def added(known, report, reader):
    """The case with the report from the north of 2021-03-12."""
    known.add(report(), day="2021-03-12", outlet="The Daily", grade="B", reader=reader)
    return known


@pytest.fixture
def ids(added):
    """What a record says, to its id."""
    return {line.says: line.id for line in added.review().answer.queue}
