"""Which tellings are of one act."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.records import EventRecord, Party, Trace
from whowhom.reading.retellings import Telling, join, tellings_of
from whowhom.reading.span import Span
from whowhom.reading.status import Status

DAY = date(2021, 3, 4)


def telling(
    name, first=0, last=None, *, report="r1", out=10, kind="x", to="b", country=None, place=None
):
    ends = [None, None]
    if first is not None:
        ends = [DAY + timedelta(days=n) for n in (first, first if last is None else last)]
    day = DAY + timedelta(days=out)
    return Telling((name,), report, day, 0, kind, frozenset(to), *ends, country, place)


def acts(*tellings):
    return [["".join(t.record_ids) for t in act] for act in join(tellings)]


def test_another_day_place_or_kind_is_another_act():
    one = telling("a", place="Alta")
    assert acts(one, telling("b", 1, report="r2", place="Alta")) == [["a"], ["b"]]
    assert acts(one, telling("b", report="r2", place="Vada")) == [["a"], ["b"]]
    assert acts(one, telling("b", report="r2", kind="y")) == [["a"], ["b"]]
    assert acts(telling("a", country="NOR"), telling("b", country="SWE")) == [["a"], ["b"]]


def test_a_place_told_more_closely_is_no_other():
    assert acts(telling("a", place="Alta"), telling("b", place="a market in Alta")) == [["a", "b"]]


def test_within_precision():
    assert acts(telling("a"), telling("b", -3, 3, out=11)) == [["a", "b"]]


def test_what_could_be_of_several_acts_is_of_its_own():
    assert acts(telling("a"), telling("b", 2), telling("c", -3, 3, out=11)) == [["a"], ["b"], ["c"]]


def test_targets():
    assert acts(telling("a", to="b"), telling("b", to="c")) == [["a"], ["b"]]
    assert acts(telling("a", to="bc"), telling("b", to="b"), telling("c", to="c")) == [list("abc")]
    assert acts(telling("a", to="b"), telling("b", to="")) == [["a", "b"]]


def test_what_no_day_is_told_of_may_be_any_day_if_there_is_but_one():
    assert acts(telling("a", None), telling("b"), telling("c", None)) == [list("abc")]
    assert acts(telling("a"), telling("b", 1), telling("c", None)) == [["a"], ["b"], ["c"]]


def test_one_trigger_with_several_targets_is_one_telling():
    def record(target, trigger=9):
        trace = Trace(Span(0, 20), "x" * 20, Status.HAPPENED, (), 0.9, "any 1")
        sides = Party(Span(0, 4), "Reds"), Party(Span(0, 4), target)
        return EventRecord(trace, *sides, "ASSAULT", None, Span(trigger, 19), None, None, None)

    records = [("a", record("Blues")), ("b", record("Greens")), ("c", record("Blues", 12))]
    one, other = tellings_of("r1", DAY, records)
    assert (one.record_ids, one.targets) == (("a", "b"), {"blues", "greens"})
    assert [[t.record_ids for t in act] for act in join([other, one])] == [[("a", "b"), ("c",)]]


tellings = st.builds(
    telling,
    st.uuids().map(str),
    st.none() | st.integers(0, 6),
    report=st.sampled_from(["r1", "r2", "r3"]),
    out=st.integers(10, 13),
    kind=st.sampled_from("xy"),
    to=st.sampled_from(["", "b", "c", "bc"]),
    place=st.sampled_from([None, "Alta", "Vada"]),
)


@given(st.lists(tellings, max_size=12), st.randoms(use_true_random=False))
def test_every_telling_once_whatever_the_order(given_, random):
    found = join(given_)
    assert sorted(t.record_ids for a in found for t in a) == sorted(t.record_ids for t in given_)
    mixed = list(given_)
    random.shuffle(mixed)
    assert join(mixed) == found
    for act in found:
        assert all(one.fits(other) and one.kind == other.kind for one in act for other in act)


@given(st.lists(tellings, max_size=12))
def test_later_reports_change_no_earlier_act(given_):
    early = [t for t in given_ if t.published <= DAY + timedelta(days=11)]
    known = {t.record_ids for t in early}
    cut = [[t for t in act if t.record_ids in known] for act in join(given_)]
    assert [act for act in cut if act] == join(early)
