import re

import pytest

from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.relations import relations_of
from whowhom.reading.span import Span
from whowhom.reading.status import Status

SORTS = {
    "Iran": "state", "Syria": "state", "Russia": "state", "Chad": "state", "Mali": "state",
    "UN": "group", "Rwanda": "state",
    "Ukraine": "state", "Gao": "place", "Kidal": "place",
    "Houthis": "group", "Hezbollah": "group", "Boko Haram": "group", "Ansaru": "group",
    "Red Front": "group", "Blue Army": "group", "ISIS-K": "group", "ISIS": "group",
    "Taliban": "group", "al-Qaeda": "group",
}  # fmt: skip


def mentions_in(text):
    found, taken = [], set()
    for name in sorted(SORTS, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", text):
            if not taken.intersection(range(*match.span())):
                taken.update(range(*match.span()))
                found.append(Mention(Span(*match.span()), name, None, "name", SORTS[name]))
    return tuple(sorted(found, key=lambda each: each.span))


@pytest.fixture
def told(parse):
    def _told(text):
        return relations_of(Document("0" * 16, text, ()), parse(text), mentions_in(text))

    return _told


@pytest.mark.parametrize(
    ("text", "source", "relation", "target"),
    [
        ("Iran supports Hezbollah.", "Iran", "supports", "Hezbollah"),
        ("Hezbollah is funded by Iran.", "Iran", "supports", "Hezbollah"),
        ("The Iran-backed Houthis have attacked ships.", "Iran", "supports", "Houthis"),
        ("Iran's support for Hezbollah is well known.", "Iran", "supports", "Hezbollah"),
        ("The Taliban received support from Iran.", "Iran", "supports", "Taliban"),
        ("ISIS-K is the Afghan branch of ISIS.", "ISIS-K", "branch of", "ISIS"),
        ("ISIS-K, the Afghan branch of ISIS, was weak.", "ISIS-K", "branch of", "ISIS"),
        ("The Taliban hosted al-Qaeda for years.", "Taliban", "hosts", "al-Qaeda"),
        ("Chad gave shelter to the Red Front.", "Chad", "hosts", "Red Front"),
        ("ISIS-K declared the Taliban apostates.", "Taliban", "apostate to", "ISIS-K"),
        ("Chad is at war with the Red Front.", "Chad", "at war with", "Red Front"),
        ("The Red Front has been fighting Chad since 2020.", "Red Front", "at war with", "Chad"),
        ("The war between Russia and Ukraine goes on.", "Russia", "at war with", "Ukraine"),
        ("The Red Front is allied with the Blue Army.", "Red Front", "ally of", "Blue Army"),
        ("Russia is an ally of Syria.", "Russia", "ally of", "Syria"),
        ("Chad and Mali are rivals.", "Chad", "rival of", "Mali"),
        ("The Red Front broke away from the Blue Army.", "Red Front", "splinter of", "Blue Army"),
        ("The Red Front merged with the Blue Army.", "Red Front", "merged into", "Blue Army"),
        ("The Red Front controls parts of Gao.", "Red Front", "holds", "Gao"),
        ("Kidal is controlled by the Red Front.", "Red Front", "holds", "Kidal"),
        ("Hezbollah, Iran's proxy in the south, lost men.", "Iran", "supports", "Hezbollah"),
        ("Hezbollah, an Iran-backed movement, fired rockets.", "Iran", "supports", "Hezbollah"),
        ("Ansaru, Boko Haram's affiliate in the north, left.", "Ansaru", "branch of",
         "Boko Haram"),
        ("Russia and Ukraine are at war.", "Russia", "at war with", "Ukraine"),
        ("Mali was a safe haven for the Red Front.", "Mali", "hosts", "Red Front"),
    ],
)  # fmt: skip
def test_relations_run_from_source_to_target(told, text, source, relation, target):
    (record,) = told(text)
    assert (record.source.name, record.relation, record.target.name) == (source, relation, target)
    assert record.trace.status == Status.HAPPENED


def test_what_is_denied_or_asked_is_kept_as_that(told):
    assert [r.trace.status for r in told("Iran does not support the Red Front.")] == [Status.DENIED]
    assert [r.trace.status for r in told("Does Iran support the Red Front?")] == [Status.ASKED]


def test_what_somebody_is_accused_of_is_alleged(told):
    (record,) = told("The UN accuses Rwanda of backing the Red Front.")
    assert (record.source.name, record.trace.status) == ("Rwanda", Status.ALLEGED)


@pytest.mark.parametrize(
    "text",
    [
        "Iran held talks with Syria.",
        "Russia backed the bill.",
        "The Red Front and the Blue Army met in Gao.",
        "Houthi demands worried Iran.",
    ],
)
def test_acts_and_meetings_are_no_states(told, text):
    assert told(text) == []


def test_two_groups_that_one_word_stands_for_are_the_two_sides(parse):
    text = "A brutal war broke out between the two groups."
    span = Span(text.index("two groups"), text.index("."))
    mentions = (
        Mention(span, "Red Front", None, "description"),
        Mention(span, "Blue Army", None, "description"),
    )
    (record,) = relations_of(Document("0" * 16, text, ()), parse(text), mentions)
    assert {record.source.name, record.target.name} == {"Red Front", "Blue Army"}
