"""Mentions: who is named where, and whom the other words point back at."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.registry import Registry
from whowhom.reading.document import Block, Document
from whowhom.reading.mention import KINDS, SORTS, Mention
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

DAY = date(2021, 9, 2)
REGISTRY = Registry(
    (
        Actor("TALIBAN", "Taliban", "armed group"),
        Actor("ISISK", "ISIS-K", "armed group"),
        Actor("IS_CORE", "Islamic State", "armed group"),
        Actor("CIV_AFG", "Civilians in Afghanistan", "population"),
        Actor("REPUBLIC", "Islamic Republic of Afghanistan", "state"),
    ),
    (
        Alias("ISIS", "IS_CORE"),
        Alias("ISIS", "ISISK", country="AFG"),
        Alias("IS", "IS_CORE"),
        Alias("IS", "ISISK", country="AFG"),
        Alias("Civilians (Afghanistan)", "CIV_AFG"),
        Alias("Afghan security forces", "REPUBLIC"),
        Alias("US", "USA"),
    ),
)

WORDS = (
    "Taliban ISIS the US they it attacked in Kabul group two groups (PFX) , . \n and Iranian "
    "troops Popular Front of Zubia \u201c \u2019s al-Qaeda said Mr. Osmani them"
)

Read = Callable[..., list[Mention]]


@pytest.fixture(scope="session")
def read(parser: Parser) -> Read:
    """The mentions of a text, a paragraph to a line."""

    def _read(text: str, speaker: str = "", registry: Registry = REGISTRY) -> list[Mention]:
        return list(_mentions(parser, text, speaker, registry))

    return _read


def _mentions(parser: Parser, text: str, speaker: str, registry: Registry) -> tuple[Mention, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), "paragraph"))
        at += len(line) + 1
    document = Document("0" * 16, text, tuple(blocks), day=DAY)
    turns = [Turn(Span(0, len(text)), "narration", speaker)]
    return mentions_of(document, parser.sentences(document, turns), registry)


def _named(mentions: list[Mention], text: str) -> dict[str, Mention]:
    return {each.span.of(text): each for each in mentions}


def test_aliases_and_their_people(read: Read) -> None:
    text = "Taliban fighters released villagers after talks with the Islamic State's envoys."
    found = _named(read(text), text)
    assert found["Taliban fighters"].actor_id == "TALIBAN"
    assert found["Taliban fighters"].name == "Taliban"
    assert "Islamic State" in found


def test_a_bound_name_means_its_branch_where_the_text_is_there(read: Read) -> None:
    text = "ISIS bombed a mosque in Kunduz on Friday."
    assert _named(read(text), text)["ISIS"].actor_id == "ISISK"
    text = "ISIS bombed a mosque in Mosul on Friday."
    assert _named(read(text), text)["ISIS"].actor_id == "IS_CORE"
    text = "Officials in Kabul said that ISIS in Iraq had sent the money."
    assert _named(read(text), text)["ISIS"].actor_id == "IS_CORE"


def test_a_bound_name_by_paragraph_and_document(read: Read) -> None:
    text = (
        "Afghanistan has seen many wars. Kabul is quiet.\n"
        "Washington vowed to go on striking ISIS this month.\n"
        "In Syria, ISIS lost its last village."
    )
    found = [each.actor_id for each in read(text) if each.name == "ISIS"]
    assert found == ["ISISK", "IS_CORE"]


def test_the_parent_beside_its_branch(read: Read) -> None:
    text = "ISIS-K is the Afghan branch of ISIS, which is older."
    found = _named(read(text), text)
    assert (found["ISIS-K"].actor_id, found["ISIS"].actor_id) == ("ISISK", "IS_CORE")


def test_short_names_count_only_in_capitals(read: Read) -> None:
    text = "This is what the villagers told us about Kabul."
    assert {each.name for each in read(text)} == {"Kabul"}
    text = "IS shelled them, and the US struck back in Kunduz."
    found = _named(read(text), text)
    assert (found["IS"].actor_id, found["US"].actor_id) == ("ISISK", "USA")


def test_states_by_name_people_force_and_capital(read: Read) -> None:
    text = "Iranian troops left Iraq after Turkish warplanes struck. Moscow condemned it."
    found = _named(read(text), text)
    assert found["Iranian troops"].actor_id == "IRN" and found["Iranian troops"].sort == "state"
    assert found["Turkish warplanes"].actor_id == "TUR"
    assert (found["Moscow"].actor_id, found["Moscow"].sort) == ("RUS", "state")


def test_places_are_no_actors(read: Read) -> None:
    text = "The men were held in Moscow and near Lake Baikal, then in Norway."
    found = _named(read(text), text)
    assert (found["Moscow"].sort, found["Moscow"].actor_id) == ("place", None)
    assert (found["Norway"].sort, found["Norway"].country) == ("place", "NOR")


def test_forces_of_a_state_by_the_alias_that_the_registry_has(read: Read) -> None:
    text = "The Afghan army fled Kunduz. Afghan villagers hid."
    found = _named(read(text), text)
    assert found["Afghan army"].actor_id == "REPUBLIC"
    assert found["Afghan villagers"].actor_id == "CIV_AFG"


def test_unknown_groups_by_the_words_of_their_names(read: Read) -> None:
    text = (
        "The Popular Front for the Freedom of Zubia (PFFZ) attacked the Syrian Reform Movement.\n"
        "PFFZ gunmen then fought the Third River Brigade and Hamas."
    )
    found = _named(read(text), text)
    assert found["Popular Front for the Freedom of Zubia"].sort == "group"
    assert found["Syrian Reform Movement"].sort == "group"
    assert found["PFFZ gunmen"].name == "Popular Front for the Freedom of Zubia"
    assert found["Third River Brigade"].sort == "group"
    assert found["Hamas"].actor_id is None


def test_persons_by_surname(read: Read) -> None:
    text = "General Farid Osmani spoke on Monday. Osmani said that he would resign."
    found = _named(read(text), text)
    assert found["General Farid Osmani"].name == "Farid Osmani"
    assert (found["Osmani"].name, found["Osmani"].sort) == ("Farid Osmani", "person")
    assert found["he"].name == "Farid Osmani"


def test_pronouns_point_at_the_subject(read: Read) -> None:
    text = "The Taliban met Iran's envoys. They promised to free the men."
    assert _named(read(text), text)["They"].actor_id == "TALIBAN"
    text = "Hamas attacked the Taliban, but they held out."
    assert _named(read(text), text)["they"].sort == "group"


def test_a_family_name_with_an_article_is_no_group(read: Read) -> None:
    text = "Hassan al-Houthi spoke. The Houthis agreed. BBC Arabic heard it."
    found = _named(read(text), text)
    assert found["Hassan al-Houthi"].sort == "person"
    assert (found["Houthis"].sort, "BBC Arabic" in found) == ("group", False)


def test_he_is_whom_the_sentence_was_about(read: Read) -> None:
    text = (
        "The politician Hassan Kadi, a member of the council, met Lantern (UK) reporter Nora Selim "
        "on air. He said little. When Selim insisted, he replied that the talks were over."
    )
    pointed = [each.name for each in read(text) if each.span.of(text).lower() == "he"]
    assert pointed == ["Hassan Kadi"] * 2


def test_grammar_bars_a_side_from_being_both(read: Read) -> None:
    text = "Hamas shelled a town. The Taliban attacked them."
    assert _named(read(text), text)["them"].name == "Hamas"


def test_it_may_stand_for_nothing(read: Read) -> None:
    text = "The Taliban won. It is possible that the war goes on."
    assert "It" not in _named(read(text), text)


def test_descriptions(read: Read) -> None:
    text = "Hamas fired on Tuesday. The militant group said so itself."
    assert _named(read(text), text)["militant group"].name == "Hamas"
    text = "Hamas fought the Taliban for years. Then the two groups signed a truce."
    pair = [each for each in read(text) if each.span.of(text) == "two groups"]
    assert {each.name for each in pair} == {"Hamas", "Taliban"}


def test_the_speaker_of_a_turn(read: Read) -> None:
    text = "I met the Taliban myself."
    found = _named(read(text, speaker="Ada Byron"), text)
    assert (found["I"].name, found["I"].sort) == ("Ada Byron", "person")


def test_names_that_only_look_like_countries(read: Read) -> None:
    text = "A reporter of the Washington Post walked along Jordan Street with Michael Jordan."
    assert all(each.sort != "state" for each in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "A-" * 3_000,
        "AAAA" * 3_000,
        "Aa of " * 2_000,
        "(AB) " * 2_000,
        "Taliban, " * 2_000,
        "they " * 900,
    ],
)
def test_odd_texts_take_no_long_time(read: Read, text: str) -> None:
    assert all(each.span.end <= len(text) for each in read(text))


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(WORDS.split(" ")),
        max_size=30,
    )
)
def test_spans_are_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for each in _mentions(_PARSER, text, "", REGISTRY):
        assert each.span.of(text).strip() == each.span.of(text) != ""
        assert each.kind in KINDS and each.sort in SORTS
        assert each.actor_id is None or REGISTRY.has(each.actor_id)
        assert each.name


_PARSER = load(PACKAGED)


def test_the_grounds_of_an_act_are_those_of_whom_it_is_done_to(parse):
    from whowhom.reading.coreference import pointing
    from whowhom.reading.mention import Mention

    (sentence,) = parse(
        "The Republic imposed sanctions on the Red Front over its support for raids."
    )
    text = sentence.parsed.text
    named = [
        Mention(Span(text.index(name), text.index(name) + len(name)), name, None)
        for name in ("Republic", "Red Front")
    ]
    (found,) = pointing([sentence], [named])
    assert [m.name for m in found if m.kind == "pronoun"] == ["Red Front"]


def test_names_cut_at_hyphens_and_behind_whom_they_serve(parse):
    text = "U.N. Secretary-General Han Dae-il met Zubian Foreign Minister Ana Roy-Lim."
    names = {m.name for m in mentions_of(Document("0" * 16, text, ()), parse(text), Registry())}
    assert {"Han Dae-il", "Ana Roy-Lim"} <= names


def test_the_regime_is_the_state_that_the_text_is_about(parse):
    text = "The Free Army attacked the fort in Mali. The regime struck back."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [m.actor_id for m in found if m.span.of(text) == "regime"] == ["MLI"]


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("Mali's army says it took the fort.", "Mali's army", "MLI"),
        ("Mali's army says it took the fort.", "it", "MLI"),
        (
            "The Ministry of Foreign Affairs of Zambia protested.",
            "Ministry of Foreign Affairs of Zambia",
            "ZMB",
        ),
    ],
)
def test_a_body_of_a_state_is_the_state(parse, text, words, iso):
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [m.actor_id for m in found if m.span.of(text) == words] == [iso]


def test_the_army_is_not_that_of_whom_it_accuses(parse):
    text = "The army accused Chad of a raid."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [m.span.of(text) for m in found] == ["Chad"]


def test_waters_named_after_a_country_lie_in_none(parse):
    text = "Ships met in the South China Sea."
    (sea,) = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert (sea.sort, sea.country) == ("place", None)


def test_a_border_with_a_people_is_a_place(parse):
    text = "Gunmen seized a post on the Chadian border."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [(m.sort, m.country) for m in found if m.country] == [("place", "TCD")]


def test_a_name_with_a_day_and_a_minister_behind_an_office(parse):
    text = "Secretary of State Jon Baxley met the 4 May Movement, also known as M4."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert {"Jon Baxley", "4 May Movement"} <= {m.name for m in found}


def test_the_junta_is_that_which_the_text_told_of(parse):
    text = "Mali's junta met envoys. It is unlikely the junta will pay, said a scholar in Dakar."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert {m.actor_id for m in found if "junta" in m.span.of(text)} == {"MLI"}


def test_a_people_told_apart_is_not_another_group(parse):
    text = "The Volta Group took the fort. Hill separatists fled. The army hunted the separatists."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert "Volta Group" not in {m.name for m in found if m.kind == "description"}


def test_its_men_are_those_of_who_says_so(parse):
    text = "Mali's army held the fort. The Red Front claimed its fighters had taken a bridge."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [m.name for m in found if m.span.of(text) == "its"] == ["Red Front"]


def test_a_town_that_is_called_one_is_nobody(parse):
    text = "The army attacked the town of Um Nur on Monday."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert [m.sort for m in found if m.name == "Um Nur"] == ["place"]


def test_a_group_by_its_short_name_is_the_same(parse):
    text = "The Rapid Support Forces left. Villagers shelled the RSF."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert {m.name for m in found if m.sort == "group"} >= {"Rapid Support Forces"}
    assert "RSF" not in {m.name for m in found}


def test_a_gulf_is_water_and_a_kind_before_a_name_no_side(parse):
    text = "Rebels hit ships in the Gulf of Aden. The Zambian group Red Front fled."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert {m.span.of(text): m.sort for m in found if m.sort in ("group", "state")} == {
        "Red Front": "group"
    }


def test_authorities_are_not_those_of_where_people_flee(parse):
    text = "Mali fought in Mali. Many might arrive in Sudan, authorities said."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    assert not [m for m in found if m.span.of(text) == "authorities"]


def test_numbers_begin_no_name_and_a_base_is_no_army(parse):
    text = "Seven Zambian soldiers fled. Rebels hit an army base in Mali."
    found = mentions_of(Document("0" * 16, text, ()), parse(text), Registry())
    names = {m.span.of(text): m.actor_id for m in found if m.sort in ("group", "state", "person")}
    assert names == {"Zambian soldiers": "ZMB"}
