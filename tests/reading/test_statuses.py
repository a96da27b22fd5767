"""Statuses by real parses: the sentences are the tests' own."""

import pytest

from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of

CASES = [
    # What happened.
    ("The rebels attacked the village on Monday.", "attacked", "happened"),
    ("The army has shelled the town.", "shelled", "happened"),
    ("Troops are besieging the city.", "besieging", "happened"),
    ("The militia managed to seize the bridge.", "seize", "happened"),
    ("The bombing killed ten people.", "bombing", "happened"),
    ("Police said gunmen killed three soldiers.", "killed", "happened"),
    ("The minister condemned the attack.", "attack", "happened"),
    ("The army did not fail to capture the port.", "capture", "happened"),
    ("The rebels were able to leave the town.", "leave", "happened"),
    ("The soldiers stopped to search the bus.", "search", "happened"),
    ("The army will not march because the soldiers are hungry.", "hungry", "happened"),
    # What somebody intends.
    ("The president vowed to continue the strikes.", "continue", "stated"),
    ("The general ordered his troops to withdraw.", "withdraw", "stated"),
    ("The government will deploy soldiers.", "deploy", "stated"),
    ("The rebels are going to attack the capital.", "attack", "stated"),
    ("The group threatened to kill the hostages.", "kill", "stated"),
    ("The army sent tanks to retake the town.", "retake", "stated"),
    ("The minister is to visit Cairo on Monday.", "visit", "stated"),
    # What may be.
    ("The rebels may attack the capital.", "attack", "possible"),
    ("The militia could seize the port.", "seize", "possible"),
    ("The violence will spread to the north.", "spread", "possible"),
    ("The government is unlikely to welcome the move.", "welcome", "possible"),
    ('"It is very unlikely the army will resume talks," said Jo Park.', "resume", "possible"),
    ("There is a real risk the group will attack the port.", "attack", "possible"),
    ("There is no chance they will accept a truce.", "accept", "denied"),
    ("It is hard to see how the group will attack the port.", "attack", "possible"),
    ("Analysts expect the group to attack again.", "attack", "possible"),
    ("The rebels tried to capture the airport.", "capture", "possible"),
    ("France urged both sides to withdraw their forces.", "withdraw", "possible"),
    ("The ministry warned of an attack on the embassy.", "attack", "possible"),
    ("They may not attack.", "attack", "possible"),
    ("The road is closed until the rebels withdraw.", "withdraw", "possible"),
    ("The minister seeks a general who obeys him.", "obeys", "possible"),
    ("An attack is imminent.", "attack", "possible"),
    # What hangs on a condition.
    ("If the rebels attack the town, the army will respond.", "attack", "conditional"),
    ("If the rebels attack the town, the army will respond.", "respond", "conditional"),
    ("The army would have attacked.", "attacked", "conditional"),
    ("The army will strike unless the rebels withdraw.", "withdraw", "conditional"),
    ("Should the rebels attack, the army would respond.", "respond", "conditional"),
    # What did not happen.
    ("The rebels did not attack the village.", "attack", "denied"),
    ("The army never shelled the town.", "shelled", "denied"),
    ("The government will not accept this violence.", "accept", "denied"),
    ("The group refused to release the prisoners.", "release", "denied"),
    ("The army failed to retake the town.", "retake", "denied"),
    ("No soldiers attacked the village.", "attacked", "denied"),
    ("Nobody attacked the convoy.", "attacked", "denied"),
    ("The ministry denied that its troops had attacked the convoy.", "attacked", "denied"),
    ("The rebels left without attacking the base.", "attacking", "denied"),
    ("The army did not manage to capture the port.", "capture", "denied"),
    ("The police prevented an attack on the market.", "attack", "denied"),
    ("There is no evidence that the army has bombed the school.", "bombed", "denied"),
    ("The two sides signed no agreement.", "agreement", "denied"),
    ("The wounded were too weak to leave.", "leave", "denied"),
    ("The police did not allow the villagers to return.", "return", "denied"),
    ("Few soldiers obeyed the order.", "obeyed", "denied"),
    ("She wished the soldiers had left.", "left", "denied"),
    # What the report does not vouch for.
    ("The rebels claim that the army has bombed the school.", "bombed", "alleged"),
    ("The town was shelled by the army, a human rights group said.", "shelled", "alleged"),
    ("According to the opposition, soldiers burned the houses.", "burned", "alleged"),
    ("According to the ministry, soldiers burned the houses.", "burned", "happened"),
    ("Tehran says that Israel has sabotaged the plant.", "sabotaged", "alleged"),
    ("Tehran says that it has launched a missile.", "launched", "happened"),
    ("The army reportedly shelled the village.", "shelled", "alleged"),
    ("The ministry accused the rebels of killing civilians.", "killing", "alleged"),
    ("The alleged attack drew protests.", "attack", "alleged"),
    # What is asked.
    ("Did the rebels attack the village?", "attack", "asked"),
    ("How will the group respond?", "respond", "asked"),
    ("The reporter asked whether the rebels attacked the village.", "attacked", "asked"),
]


@pytest.mark.parametrize(("text", "word", "status"), CASES)
def test_status(parse, text, word, status):
    (sentence,) = parse(text)
    (token,) = [each for each in sentence.parsed if each.text == word]
    verdict = status_of(sentence, token)
    assert verdict.status.value == status, [cue.of(text) for cue in verdict.cues]
    assert all(sentence.span.covers(cue) for cue in verdict.cues)
    assert bool(verdict.cues) == (verdict.status is not Status.HAPPENED) or word == "capture"
