"""Pure helpers on names that every room shares: the form in which two spellings are the same name, its words,
its initials."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from anyascii import anyascii

_QUOTES = re.compile('["“”„«»‹›`´]')
_APOSTROPHES = re.compile("['’‘ʼʻʿʾ]")
_POSSESSIVE = re.compile("(?:['’‘]s|(?<=s)['’‘])$", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_QUOTED = re.compile(r"\n[ \t]*[>|][>| \t]*")  # a line end, and the marks of quoted mail behind it
_is_plain = re.compile(r"[0-9A-Za-z]+(?: [0-9A-Za-z]+)*").fullmatch  # as most names are: nothing to take off
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_NOT_A_WORD = re.compile(f"[^0-9a-z{_HAN}]+")
_not_han = re.compile(f"[^{_HAN}]+").sub
_INITIALS_APART = re.compile(r"\b([a-z]) (?=[a-z]\b)")
_LETTER_AND_NUMBER = re.compile(r"\b([a-z]{1,2}) (?=\d+\b)")


def word_set(text: str) -> frozenset[str]:
    """The words of a text; how the word lists are written."""
    return frozenset(text.split())


def surface(text: str) -> str:
    """A name as it is listed: on one line, with single spaces, however the text was wrapped and quoted.

    >>> surface("Islamic\\n  State"), surface("Islamic\\n> State")
    ('Islamic State', 'Islamic State')
    """
    return " ".join((_QUOTED.sub(" ", text) if "\n" in text else text).split())


SMALL_WORDS = word_set(
    """of the and for in on at to a an by with against from de la le les du des di da do dos das del
    della el und der die das fur von van y e et en"""
)
"""Words that an acronym may pass over and that carry no name of their own."""


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The form in which two names are the same but for case, accents, dots, hyphens, a possessive 's and
    "the".

    Acronyms of up to three letters keep their case, because "IS", "US" and "WHO" are words as well.

    >>> key("the U.S."), key("Daesh’s"), key("Al-Qa'ida"), key("Kurdistan Workers' Party"), key("陕西")
    ('US', 'daesh', 'al qaida', 'kurdistan workers party', '陕西')
    """
    plain = _is_plain(name) is not None
    text = name if plain else _without_frame(name)
    bare = text.replace(".", "")
    if len(bare) <= 3 and is_acronym(bare):
        return anyascii(bare).upper()
    text = text.lower() if plain else _words_alone(text)
    if text.startswith("the ") and len(text) > 4:
        text = text[4:]
        if len(text) <= 3 and len(text.split()) == 1:
            return key(bare[4:])
    text = text.replace("co operation", "cooperation")
    text = _LETTER_AND_NUMBER.sub(r"\1", _INITIALS_APART.sub(r"\1", text))
    return text or name.strip().casefold() or name


def _without_frame(name: str) -> str:
    """A name without quotation marks, what else stands around it, and the possessive 's."""
    text = _QUOTES.sub(" ", unicodedata.normalize("NFKC", name)).strip(" \t\n\r'’‘,;:()[]")
    return _POSSESSIVE.sub("", text)


def _words_alone(text: str) -> str:
    """The words of a text in small ASCII letters with one space between them. Chinese characters stay: very many sound
    alike."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    text = _APOSTROPHES.sub("", text).replace("&", " and ")
    return _NOT_A_WORD.sub(" ", _not_han(lambda match: anyascii(match[0]), text).lower()).strip()


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name's key. ``tokens("the Islamic State") == ("islamic", "state")``."""
    return tuple(key(name).split())


@lru_cache(maxsize=65536)
def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: two letters or more, one word, all capitals but for a final s
    (NGOs).

    Dots, digits, a hyphen and an ampersand may stand in it; a mixed form (AfD, DoD, MbS) counts when at least
    half of its letters, the first and the last among them, are capitals.
    """
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 2 or " " in name.strip() or len(name) > 14:
        return False
    capitals = sum(char.isupper() for char in letters)
    if capitals == len(letters) or (capitals == len(letters) - 1 and letters[-1] == "s" and capitals > 1):
        return True
    return (
        len(letters) <= 6 and letters[0].isupper() and letters[-1].isupper() and 2 * capitals >= len(letters)
    )


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """The first letters of a name's words but the small ones, in lower case: "Free Syrian Army" gives
    "fsa"."""
    return "".join(word[0] for word in tokens(name) if word not in SMALL_WORDS)


def hashed(form: str) -> int:
    """A form of names as a database keeps it: a signed integer of 64 bits, which two forms may share by chance."""
    return int.from_bytes(
        blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
