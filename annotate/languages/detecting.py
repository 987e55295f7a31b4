"""The language that a text is in, told by its script and, where several languages share that, by its small words.

English stays unless much speaks for another language: a text in English is never taken for one in another for a name, a
quotation or a title in it. So a short text, a list of names and a text in a language that nothing is known of stay what
their source says that they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from annotate.annotation import Document
from annotate.languages import words
from annotate.languages.codes import ENGLISH, normal

SAMPLE, SAMPLES = 2_000, 10  # code points of a run of the text, and how many of these are looked at
SMALL = 0.12
"""The share of small words that a text has at least: a third in English, less where endings do their work."""
CLEARER = 1.6  # how many times as much must speak for another language as for English
FEW, KINDS = 8, 6  # small words, and different ones, that are no chance

_letters = re.compile(r"[^\W\d_]+").findall
_latin = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]").findall

# Scripts in which each character is worth two letters, a syllable or a word.
_DENSE = {
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "ja": "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "ko": "\uac00-\ud7a3\u1100-\u11ff",
}
_SCRIPTS = {
    **_DENSE,
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "th": "\u0e01-\u0e5b",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "gu": "\u0a80-\u0aff",
    "pa": "\u0a00-\u0a7f",
    "si": "\u0d80-\u0dff",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0531-\u058f",
    "am": "\u1200-\u137f",
    "km": "\u1780-\u17ff",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
}
_SHARED = {"Cyrillic": words.CYRILLIC, "Arabic": words.ARABIC}
_TELLING = frozenset[str]().union(*words.LETTERS.values())
_USUAL = {"Cyrillic": "ru", "Arabic": "ar"}
_in_script = {script: re.compile(f"[{letters}]").findall for script, letters in _SCRIPTS.items()}
_FEW_LETTERS = 12  # of another script, each of two in a dense one: a name, no text
_KANA = 0.05  # of what is written in Japanese at least


def language_of(document: Document) -> str:
    """The language of a document: that of its text where that is clear, else what its source says."""
    return detect(document.text) or normal(document.language) or ENGLISH


def detect(text: str) -> str:
    """The code of the language that a text is in; empty where that is not clear.

    >>> detect("Der Hund ist in den Garten gelaufen, und die Katze ist nicht mit ihm nach Hause gekommen.")
    'de'
    >>> detect("Angela Merkel, Bundeskanzlerin der Bundesrepublik")
    ''
    """
    sample = _sample(text)
    return _by_script(sample) or _by_words(sample, words.LATIN)


def _sample(text: str) -> str:
    """The words of a text; of a long one runs of it, evenly spread: a preface in another language decides nothing."""
    if len(text) > SAMPLE * SAMPLES:
        step = (len(text) - SAMPLE) // (SAMPLES - 1)
        text = "\n".join(text[start : start + SAMPLE] for start in range(0, step * SAMPLES, step))
    return " ".join(word for word in text.split() if not _is_address(word))


def _is_address(word: str) -> bool:
    """Whether what stands between two spaces is an address, in which nothing is a word of any language."""
    return word.isascii() and ("://" in word or "@" in word or word.startswith("www."))


def _by_script(text: str) -> str:
    """The language where most of the text is not in Latin letters; empty where it is, or is nothing."""
    if text.isascii():
        return ""
    counts = {script: len(find(text)) * (2 if script in _DENSE else 1) for script, find in _in_script.items()}
    if (foreign := sum(counts.values())) < _FEW_LETTERS or foreign <= len(_latin(text)):
        return ""
    counts["zh"] += counts["ja"]
    if counts["ja"] > _KANA * counts["zh"]:  # Japanese is Chinese characters with kana between them
        counts["ja"] = counts["zh"] + 1
    script = max(counts, key=counts.__getitem__)
    if script in _SHARED:
        lists = {language: some | words.LETTERS[language] for language, some in _SHARED[script].items()}
        ranked = _ranked([*_letters(text.lower()), *filter(_TELLING.__contains__, text.lower())], lists)
        return ranked[0][1] if ranked[0][0] > 0 else _USUAL[script]
    return script


def _by_words(text: str, lists: Mapping[str, frozenset[str]]) -> str:
    """The language whose small words a text is full of; empty where no language stands out."""
    found = _letters(text.lower() if text.isupper() else text)  # with a capital it is a name's: Le Pen
    (score, best), *others = _ranked(found, lists)
    hits = [word for word in found if word in lists[best]]
    if len(hits) < FEW or len(set(hits)) < KINDS or len(hits) < SMALL * len(found):
        return ""
    if best == ENGLISH:
        return ENGLISH
    against = next(other for other, language in others if language == ENGLISH)
    return best if score > CLEARER * against else ""


def _ranked(found: Iterable[str], lists: Mapping[str, frozenset[str]]) -> list[tuple[float, str]]:
    """How much speaks for each language, the most first: a word that several have speaks less for each.
    Of equals the first in the lists is first."""
    counts = Counter(found)
    scores = dict.fromkeys(lists, 0.0)
    for word, count in counts.items():
        having = [language for language, some in lists.items() if word in some]
        for language in having:
            scores[language] += count / len(having)
    return sorted(((score, language) for language, score in scores.items()), key=lambda pair: -pair[0])
