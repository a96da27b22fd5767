import pytest

from whowhom.reading.causes import causes_of
from whowhom.reading.document import Document
from whowhom.reading.status import Status


@pytest.fixture
def told(parse):
    def _told(text):
        records = causes_of(Document("0" * 16, text, ()), parse(text), [])
        return [(r.cue.of(text), r.cause.of(text), r.effect.of(text)) for r in records]

    return _told


@pytest.mark.parametrize(
    ("text", "cue", "cause", "effect"),
    [
        ("The army withdrew because its supplies had run out.", "because",
         "its supplies had run out", "The army withdrew"),
        ("Because the talks failed, the envoy left the city.", "Because", "the talks failed",
         "the envoy left the city"),
        ("Due to the blockade, food prices rose.", "Due to", "the blockade", "food prices rose"),
        ("The convoy stopped because of the snow.", "because of", "the snow",
         "The convoy stopped"),
        ("The drought led to clashes between herders and farmers.", "led to", "The drought",
         "clashes between herders and farmers"),
        ("The protests turned into riots.", "turned into", "The protests", "riots"),
        ("The strike was prompted by unpaid wages.", "prompted by", "unpaid wages",
         "The strike"),
        ("The militia lost the town, so it moved its base.", "so",
         "The militia lost the town", "it moved its base"),
        ("The truce collapsed, which is why the aid workers left.", "which is why",
         "The truce collapsed", "the aid workers left"),
        ("Rebels shelled the town in retaliation for the killing of their leader.",
         "in retaliation for", "the killing of their leader", "Rebels shelled the town"),
        ("The raid killed ten people, prompting protests across the country.", "prompting",
         "The raid killed ten people", "protests across the country"),
        ("The union blamed the ministry for the delay.", "blamed", "the ministry", "the delay"),
        ("He staged a coup as he wants to rule.", "as", "he wants to rule", "He staged a coup"),
        ("Idris said that because the army is weak, a deal is near.", "because",
         "the army is weak", "a deal is near"),
        ("Why did the army leave? Because it had lost.", "Because", "it had lost",
         "did the army leave"),
        ("Fuel ran out. As a result, the convoy stopped.", "As a result", "Fuel ran out",
         "the convoy stopped"),
    ],
)  # fmt: skip
def test_cause_effect_and_cue_are_exact(told, text, cue, cause, effect):
    assert told(text) == [(cue, cause, effect)]


@pytest.mark.parametrize(
    "text",
    [
        "He has been in exile since the coup of 2019.",
        "It has been two years since the start of a war that has ruined the land.",
        "What led to the coup?",
        "The city fell after the army fled.",
        "The soldiers were so tired that day.",
        "They did so in May.",
        "As a child he lived in Mali.",
        "Raids since November have slowed trade on the lake.",
        "The convoy left. So far the road has been quiet.",
        "Since the flood in May, locals say the bridge is closed.",
    ],
)
def test_times_and_likenesses_are_no_causes(told, text):
    assert told(text) == []


def test_what_was_not_the_cause_is_denied(parse):
    text = "They left not because they were beaten but because they were paid."
    first, second = causes_of(Document("0" * 16, text, ()), parse(text), [])
    assert (first.trace.status, second.trace.status) == (Status.DENIED, Status.HAPPENED)
    assert second.cause.of(text) == "they were paid"


def test_a_cause_that_is_asked_about_is_not_stated(parse):
    text = "Did the coup happen because of corruption?"
    (record,) = causes_of(Document("0" * 16, text, ()), parse(text), [])
    assert record.trace.status == Status.ASKED
