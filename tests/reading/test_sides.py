"""Sides: who acts and whom it is done to, construction by construction."""

from collections.abc import Callable

import pytest

from whowhom.actors.registry import Registry
from whowhom.reading.document import Document
from whowhom.reading.events import events_of
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import Parser
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

Pairs = set[tuple[str, str | None]]
Read = Callable[[str], Pairs]


@pytest.fixture
def read(parser: Parser) -> Read:
    """Source and target of each event of a sentence, by actor where there is one."""

    def pairs(text: str) -> Pairs:
        document = Document("0" * 16, text, ())
        sentences = parser.sentences(document, [Turn(Span(0, len(text)), "narration")])
        records = events_of(document, sentences, mentions_of(document, sentences, Registry()))
        sides = [(e.source, e.target) for e in records]
        return {(s.actor_id or s.name, t and (t.actor_id or t.name)) for s, t in sides}

    return pairs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # Active where the parse speaks of a passive.
        ("Norway handed over two aid ships to Yemen.", ("NOR", "YEM")),
        ("Bangladesh denied that its soldiers had fired at Burmese boats.", ("BGD", "MMR")),
        # A subject cut off from its verb.
        (
            "Iraqi forces backed by American aircraft drove Islamic State fighters out of Tikrit.",
            ("IRQ", "Islamic State"),
        ),
        (
            "Malaysia's foreign minister, in a letter on Monday, urged Indonesia to free them.",
            ("MYS", "IDN"),
        ),
        ("Bolivia has broken relations with Iran over the bombing.", ("BOL", "IRN")),
        # Both do it to each other.
        ("Morocco and Algeria broke off diplomatic relations on Wednesday.", ("MAR", "DZA")),
        ("Sudan and South Sudan clashed over the oil town of Heglig.", ("SDN", "SSD")),
        (
            "The Taliban and the Islamic State fought each other in Nangarhar.",
            ("Taliban", "Islamic State"),
        ),
        ("Cuba and Venezuela pledged to cooperate on energy.", ("CUB", "VEN")),
        ("Armenia and Azerbaijan agreed to a ceasefire after heavy fighting.", ("ARM", "AZE")),
        ("Saudi Arabia and Oman exchanged hundreds of prisoners on Friday.", ("SAU", "OMN")),
        # Two phrases below the verb.
        ("Chile has called for a boycott against Peru.", ("CHL", "PER")),
        ("Mexico criticised Cuba over the treatment of Haitian sailors.", ("MEX", "CUB")),
        ("Belarus, an old ally, has let Russia station troops near the border.", ("BLR", "RUS")),
        # A city for its country.
        ("The Kenyan president flew to Kampala on Sunday.", ("KEN", "UGA")),
        ("Russian artillery shelled Kharkiv again on Sunday.", ("RUS", "UKR")),
        # Men who have no name of their own belong to a group.
        ("Masked gunmen from the Al-Shabab group attacked Mogadishu.", ("Al-Shabab", "SOM")),
        # What is given, and to whom.
        ("Nepal refused to extradite the activist to China.", ("NPL", "CHN")),
    ],
)
def test_pairs(read: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair in read(text)


def test_a_list_stands_for_all_of_its_names(read: Read) -> None:
    told = read("Qatar welcomed the resumption of ties with Chad, Mali, Niger and Togo.")
    assert told == {("QAT", each) for each in ("TCD", "MLI", "NER", "TGO")}
    told = read("The Danish foreign minister met Greek and Turkish leaders on Sunday.")
    assert told == {("DNK", "GRC"), ("DNK", "TUR")}


def test_no_side_of_another_phrase(read: Read) -> None:
    told = read("North Korea fired two shells near a vessel from Japan on a routine patrol.")
    assert told == {("PRK", "JPN")}
    told = read("Talks between Chad and Niger resumed, the Egyptian newspaper said.")
    assert told == {("TCD", "NER")}


def test_a_city_is_not_its_own_country_s_target(read: Read) -> None:
    assert read("Sudanese jets bombed Khartoum on Friday.") == {("SDN", None)}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Belgrade accepted a proposal by Greece on the return of police.", ("SRB", "GRC")),
        ("Croatia condemned the killing of fishermen by Serbian soldiers.", ("HRV", "SRB")),
        ("Israeli soldiers shot dead a Palestinian at a checkpoint.", ("ISR", "PSE")),
        ("Two Nigerians died in an attack by Boko Haram on Sunday.", ("Boko Haram", "Nigerians")),
        ("The pope called on Eritrea to pull its forces back.", ("pope", "ERI")),
        ("Dushanbe did not ask Iran for troops, the spokesman said.", ("TJK", "IRN")),
        ("Angola closed its embassy in Lusaka on Friday.", ("AGO", "ZMB")),
        (
            "Sudan accused Chad of hosting rebels and threatened to close the border.",
            ("SDN", "TCD"),
        ),
        ("The army walked out of talks with Hezbollah.", ("army", "Hezbollah")),
        ("Students blocked a road in Dhaka in anger at the government.", ("Students", "BGD")),
    ],
)
def test_deeper_pairs(read: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair in read(text)


def test_who_meets_at_a_place_does_not_meet_the_place(read: Read) -> None:
    told = read("The foreign ministers of Iran and Turkey met on the sidelines of a NATO summit.")
    assert told == {("IRN", "TUR")}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # Who stands behind a weapon, and who only stands behind somebody.
        ("A missile fired by Hezbollah hit Cyprus on Sunday.", ("Hezbollah", "CYP")),
        ("Iranian-backed militias attacked Iraqi soldiers.", ("Iranian-backed militias", "IRQ")),
        # A main verb taken for what describes its subject.
        ("Armenian forces opened fire on Georgian boats, Ankara said.", ("ARM", "GEO")),
        # Talks and clashes of whoever the sentence is about.
        ("The Taliban seized the town after days of clashes with Iranian soldiers.",
         ("Taliban", "IRN")),
        # Somebody looks on.
        ("Qatar and Iran held talks in Oman, with Swiss officials looking on.", ("QAT", "IRN")),
    ],
)  # fmt: skip
def test_pairs_by_what_stands_around(read: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair in read(text)


def test_an_opposition_leader_is_not_the_state_and_a_pronoun_nobody_else(read: Read) -> None:
    told = read("Venezuelan opposition leader Maria Corona condemned Cuba on Sunday.")
    assert told == {("opposition", "CUB")}
    assert read("Kenya accused them of spying for France.") == {("KEN", None)}
    assert ("SOM", "al-Shabab") in read("Somali troops drove al-Shabab militants from the town.")
