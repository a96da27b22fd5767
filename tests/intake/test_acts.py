"""Which tellings are of one act."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from whowhom.intake.acts import Telling, join

DAY = date(2021, 3, 4)


def telling(name, first=0, last=None, *, report="r1", out=10, kind="x", country=None, place=None):
    ends = [DAY + timedelta(days=n) for n in (first, first if last is None else last)]
    return Telling(name, report, DAY + timedelta(days=out), kind, *ends, country, place)


def acts(*tellings):
    return [[t.record_id for t in act] for act in join(tellings)]


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


tellings = st.builds(
    telling,
    st.uuids().map(str),
    st.integers(0, 6),
    report=st.sampled_from(["r1", "r2", "r3"]),
    out=st.integers(10, 13),
    kind=st.sampled_from("xy"),
    place=st.sampled_from([None, "Alta", "Vada"]),
)


@given(st.lists(tellings, max_size=12), st.randoms(use_true_random=False))
def test_every_telling_once_whatever_the_order(given_, random):
    found = join(given_)
    assert sorted(t.record_id for act in found for t in act) == sorted(t.record_id for t in given_)
    mixed = list(given_)
    random.shuffle(mixed)
    assert join(mixed) == found
    for act in found:
        assert all(one.same(other) and one.kind == other.kind for one in act for other in act)


@given(st.lists(tellings, max_size=12))
def test_later_reports_change_no_earlier_act(given_):
    early = [t for t in given_ if t.published <= DAY + timedelta(days=11)]
    known = {t.record_id for t in early}
    cut = [[t for t in act if t.record_id in known] for act in join(given_)]
    assert [act for act in cut if act] == join(early)
