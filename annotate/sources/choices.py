"""What a source that holds several texts lets a person choose from."""

from __future__ import annotations

from typing import NamedTuple

from annotate.errors import BadSource


class Choice(NamedTuple):
    """One text of several: the source to read, what it is called, by whom, of when (ISO 8601); empty where nobody
    says."""

    source: str
    title: str = ""
    author: str = ""
    date: str = ""


class Several(BadSource):
    """A source, called ``name``, that holds several texts, where one is to be read: ``choices``, in its order. The
    sentence, for where nobody can be asked, names some of them."""

    def __init__(self, sentence: str, name: str, choices: tuple[Choice, ...]) -> None:
        super().__init__(sentence)
        self.name, self.choices = name, choices
