"""Partners: who is "you" in an interview, and so is not "he"."""

from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.embedded import EmbeddedReader
from whowhom.reading.parser import PACKAGED
from whowhom.reading.records import CauseRecord, ClaimRecord

TALK = (
    "JO PARK, HOST:\n\nThe general spoke today.\n\n(SOUNDBITE OF ARCHIVED RECORDING)\n\n"
    "FARID OSMANI: We have won the war.\n\n"
    "PARK: He said that the war was won. Amal Idris joins us. Why did the Front leave Gara?\n\n"
    "AMAL IDRIS: Because it had run out of money. He said otherwise, Jo.\n\n"
    "PARK: You said that the army was weak. What led to that?\n"
)


def read(kind):
    reading = EmbeddedReader(PACKAGED).read(read_document(TALK.encode()), Registry())
    return [r for r in reading.records if isinstance(r, kind)], reading.document.text


def test_he_is_whoever_was_heard_and_you_whoever_is_spoken_to():
    claims, text = read(ClaimRecord)
    told = {c.content.of(text): c.speaker.name for c in claims}
    assert told["that the war was won"] == "Farid Osmani"
    assert told["that the army was weak"] == "Amal Idris"
    assert "Jo Park" not in told.values()


def test_the_answer_to_why_is_a_cause():
    (cause,), text = read(CauseRecord)
    assert cause.cause.of(text) == "it had run out of money"
    assert cause.effect.of(text) == "did the Front leave Gara"
    assert cause.cue.of(text) == "Because"
