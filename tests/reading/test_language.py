import pytest

from whowhom.reading.language import FUNCTION_WORDS, NAMES, language_of

TEXTS = {
    "en": "The fighters left the town, and they have not been seen since.",
    "fr": "Les combattants ont quitté la ville et ils ne sont pas revenus.",
    "de": "Die Kämpfer haben die Stadt verlassen und sind nicht wieder zu sehen.",
    "es": "Los combatientes dejaron la ciudad y no se sabe más de ellos por ahora.",
    "pt": "Os combatentes deixaram a cidade e não foram mais vistos pela população.",
    "it": "I combattenti hanno lasciato la città e non sono più stati visti dagli abitanti.",
    "nl": "De strijders hebben het dorp verlaten en zij zijn niet meer gezien.",
    "sv": "Krigarna har lämnat staden och de har inte synts till sedan dess.",
    "pl": "Bojownicy opuścili miasto i nie ma ich już w okolicy, jak się wydaje.",
    "tr": "Savaşçılar kenti terk etti ve bir daha görülmedi, ancak halk için bu çok değil.",
    "id": "Para pejuang telah meninggalkan kota itu dan tidak akan kembali.",
    "sw": "Wapiganaji wa kundi hilo waliondoka katika mji na kwa sasa hawaonekani.",
    "ru": "Боевики ушли из города, и их там не видели, как говорят жители.",
    "uk": "Бойовики пішли з міста, і їх там не бачили, як кажуть жителі, що є в місті.",
    "ar": "غادر المقاتلون المدينة ولم يعودوا إليها",
    "fa": "جنگجویان شهر را ترک کردند و دیگر بازنگشتند و می‌گویند که گروه پراکنده است",
    "ur": "جنگجو شہر چھوڑ گئے اور پھر نظر نہیں آئے لوگ کہتے ہیں",
    "he": "הלוחמים עזבו את העיר",
    "zh": "武装人员离开了城市",
    "ja": "戦闘員は町を去った",
    "ko": "전투원들은 도시를 떠났다",
    "el": "Οι μαχητές έφυγαν από την πόλη",
    "my": "တိုက်ခိုက်ရေးသမားများ မြို့မှ ထွက်ခွာသွားသည်",
    "am": "ተዋጊዎቹ ከተማዋን ለቀው ወጡ",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_is_told(code):
    assert language_of(TEXTS[code]) == code


def test_every_language_has_a_name():
    assert set(FUNCTION_WORDS) <= set(NAMES)


@pytest.mark.parametrize("text", ["", "123 456", "Taliban", "ISIS-K Kabul 2021", "x y z"])
def test_what_cannot_be_told_is_not_guessed(text):
    assert language_of(text) == "und"
