"""Make the table of lemmas from UD EWT: the forms that the endings do not tell.

    python training/lemmas.py UD_FOLDER src/whowhom/reading/parser_en/lemmas.json

The table belongs to the parser's own asset and has its licence (CC BY-SA 4.0).
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from whowhom.reading.lemmas import by_rule

PARTS = ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "PART")
ENDINGS = ("ed", "ing")
# Verbs of reports on conflict whose ending deceives, and the treebank lacks some of their forms.
VERBS = """
    abrogate abide age allege annihilate arrange avenge besiege blockade bribe cede choke coerce
    collude concede condole conspire convene dare decree deface defuse degrade demote denounce
    depose depute dissuade elope encircle engage erode escape evacuate evade exile expire
    explode exclude fake feud forage free grenade guarantee hire impede implode incite include
    induce infringe intercede interrogate invade lodge negate oblige paralyse parachute parade
    persuade pillage plunge preside provoke ravage rescue raze recede reconvene repulse reside
    revoke rupture sabotage secede siege spare spike stage stampede strafe strangle submerge
    subdue surge torture trade unite upgrade wage wipe
"""
IRREGULAR = """
    bound:bind fled:flee forbade:forbid forbidden:forbid forgone:forgo forsook:forsake hung:hang
    overran:overrun overthrew:overthrow overthrown:overthrow sank:sink sunk:sink slew:slay
    slain:slay strewn:strew swore:swear sworn:swear tore:tear torn:tear withheld:withhold
    withdrew:withdraw withdrawn:withdraw withstood:withstand foretold:foretell undid:undo
    undone:undo wrought:work shook:shake shaken:shake retook:retake retaken:retake
    retaking:retake overtook:overtake rebuilt:rebuild resold:resell mistook:mistake
    partook:partake besought:beseech upheld:uphold undertook:undertake undertaken:undertake
    outfought:outfight
"""
DOUBLED = """
    abet abut acquit allot annul begin cancel channel compel control counsel deter dispel duel
    enrol equip excel expel fuel impel incur infer label marshal occur outgun patrol permit
    propel quarrel rebel rebut recur refer regret remit repel signal submit transfer transmit
    travel tunnel unravel worship
"""
NOUNS = """
    crises:crisis bases:base militiamen:militiaman gunmen:gunman servicemen:serviceman
    policemen:policeman tribesmen:tribesman spokesmen:spokesman clergymen:clergyman
    airmen:airman kinsmen:kinsman schoolchildren:schoolchild hypotheses:hypothesis theses:thesis
    parentheses:parenthesis oases:oasis barracks:barracks headquarters:headquarters
    crossroads:crossroads leaves:leave lives:life knives:knife thieves:thief wives:wife
    coups:coup corps:corps defenses:defense offenses:offense seas:sea areas:area alumni:alumnus
    criteria:criterion phenomena:phenomenon analyses:analysis emphases:emphasis
    ultimata:ultimatum earnings:earnings proceedings:proceedings surroundings:surroundings
    belongings:belongings
"""


def main() -> None:
    """Count lemmas by form and class, keep what the rules get wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    counted = count(given.treebank / "en_ewt-ud-train.conllu")
    add_own(counted)
    bases = _bases(counted)
    forms = {
        f"{form}/{part}": lemma
        for (form, part), lemma in sorted(counted.items())
        if by_rule(form, part, bases) != lemma
    }
    told = {"forms": forms, "bases": dict(sorted(bases.items()))}
    given.out.write_text(json.dumps(told, indent=0, ensure_ascii=False) + "\n", "utf-8")


def count(treebank: Path) -> dict[tuple[str, str], str]:
    """The commonest lemma of each form and class, typing errors left out."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in treebank.read_text("utf-8").splitlines():
        row = line.split("\t")
        if len(row) == 10 and row[0].isdigit() and row[3] in PARTS and _sound(row):
            seen[row[1].lower().replace("’", "'"), row[3]][row[2].lower()] += 1
    return {known: lemmas.most_common(1)[0][0] for known, lemmas in seen.items()}


def add_own(counted: dict[tuple[str, str], str]) -> None:
    """Put the forms listed here among those of the treebank."""
    for verb in VERBS.split():
        stem = verb.removesuffix("e")
        counted |= {(stem + "ed", "VERB"): verb, (stem + "ing", "VERB"): verb, (verb, "VERB"): verb}
    for verb in DOUBLED.split():
        stem = verb + verb[-1]
        counted |= {(stem + "ed", "VERB"): verb, (stem + "ing", "VERB"): verb, (verb, "VERB"): verb}
    for part, pairs in (("VERB", IRREGULAR), ("NOUN", NOUNS)):
        for form, _, base in (pair.partition(":") for pair in pairs.split()):
            counted[form, part] = base


def _sound(row: list[str]) -> bool:
    return "Typo=Yes" not in row[5] and "Abbr=Yes" not in row[5] and row[2] != "_"


def _bases(counted: dict[tuple[str, str], str]) -> dict[str, str]:
    """Stems before "ed" and "ing" whose base the rules do not find, from the verbs known."""
    verbs = {lemma for (_, part), lemma in counted.items() if part == "VERB"}
    found = {}
    for verb in sorted(verbs):
        stem = verb.removesuffix("e") if verb.endswith("e") and not verb.endswith("ee") else verb
        for each in (stem, stem + stem[-1:]):
            if each != stem and (each + "ed", "VERB") not in counted:
                continue
            if by_rule(each + "ed", "VERB", {}) != verb:
                found[each] = verb
    return found


if __name__ == "__main__":
    main()
