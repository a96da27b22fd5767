"""Language: what a text is written in, by its script and its commonest words."""

import re
from collections import Counter
from typing import Final

FUNCTION_WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that is was for with on by as are from has were this which their "
        "they have not but will would been it he she you we what how do i at be an or if",
        "fr": "le la les des et du une est dans que qui pour par sur avec pas sont ont ces aux "
        "plus cette mais nous vous ils leur été il elle à",
        "de": "der die das und den von mit für auf ist im nicht ein eine dem des zu sich auch wird "
        "werden sind nach bei wurde aus hat es er sie wir",
        "es": "el los las del y que una por con para es su se al como más pero sus fue han está "
        "son sobre también entre ha lo le",
        "pt": "os das dos uma que para com não por mais como foi são pelo pela ao às também ou seu "
        "sua já está é em na no do da",
        "it": "il gli della delle dei di che una per con non sono è nel alla più anche come dal "
        "sul hanno stato questo ma lo ha al",
        "nl": "het een van en dat op te zijn voor met niet aan er ook als bij naar uit worden werd "
        "heeft hij zij ik we wat de",
        "sv": "och att det som en på är av för med den till inte har om ett var från vi de kan",
        "da": "og at det som en på er af for med den til ikke har om et var fra vi de kan blev",
        "pl": "w i na z do się nie że jest o od po za przez jak dla był oraz ale są który",
        "tr": "ve bir bu için ile da de olarak olan daha gibi çok sonra kadar ancak ise değil",
        "id": "yang dan di dengan untuk dari dalam ini itu pada tidak akan oleh ke telah adalah",
        "so": "iyo ka ku oo waa ay uu in la soo ayaa aan kale waxaa sida",
        "sw": "na ya wa kwa ni katika za la kuwa cha hiyo huo baada alisema yake",
        "ru": "и в не на что с по как это из от за его для но они был при так же",
        "uk": "і в не на що з як це від за його для але вони був при та є до у",
    }.items()
}
"""Words that a sentence can hardly do without, by ISO 639-1 code."""

NAMES: Final = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "sv": "Swedish", "da": "Danish or Norwegian", "pl": "Polish",
    "tr": "Turkish", "id": "Indonesian or Malay", "so": "Somali", "sw": "Swahili",
    "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "fa": "Persian or Pashto", "ur": "Urdu",
    "he": "Hebrew", "el": "Greek", "hi": "Hindi", "bn": "Bengali", "my": "Burmese", "am": "Amharic",
    "th": "Thai", "ka": "Georgian", "hy": "Armenian", "zh": "Chinese", "ja": "Japanese",
    "ko": "Korean",
}  # fmt: skip
"""What each language is called."""

# Scripts that one language, or close relatives, write in; the first that has most letters wins.
_SCRIPTS: Final = {
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "zh": "\u4e00-\u9fff",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "my": "\u1000-\u109f",
    "am": "\u1200-\u137f",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
}
_COUNTED: Final = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 200_000
_FEWEST = 0.08


def language_of(text: str) -> str:
    """ISO 639-1 code of a text's language, ``und`` where it cannot be told.

    A language is told where its function words are at least 8 % of the words, at least two of
    them, and more than those of any other. Scripts that few languages share tell by themselves.

    >>> language_of("The rebels have left the town, and it is quiet.")
    'en'
    >>> language_of("Les rebelles ont quitté la ville et elle est calme.")
    'fr'
    >>> language_of("Taliban 2021")
    'und'
    """
    shown = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, shown))
    if script := _by_script(shown, letters):
        return script
    counts = Counter(word.lower() for word in _WORD.findall(shown))
    shares = {code: sum(counts[w] for w in words) for code, words in FUNCTION_WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    enough = shares[best] >= max(2, _FEWEST * counts.total())
    alone = sum(share == shares[best] for share in shares.values()) == 1
    return best if enough and alone else "und"


def _by_script(text: str, letters: int) -> str:
    counts = {code: len(found.findall(text)) for code, found in _COUNTED.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts["ja"] > 0.1 * letters:
        return "ja"
    if counts[best] <= 0.3 * letters:
        return ""
    if best == "ar":
        return _arabic(text)
    return best


def _arabic(text: str) -> str:
    """Letters that only Urdu, or only Persian and Pashto, add to the Arabic ones."""
    if len(re.findall("[ٹڈڑےں]", text)) > 0.02 * len(text):
        return "ur"
    return "fa" if len(re.findall("[پچژگیک]", text)) > 0.03 * len(text) else "ar"
