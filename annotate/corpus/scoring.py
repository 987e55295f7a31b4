"""The verdict on pairs of names, whoever bears them: a pure function, so that it can be asked anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.corpus.bearer import Form
from annotate.corpus.blocking import Pair
from annotate.corpus.offers import name_of
from annotate.corpus.rules import Rule, Trust, rules
from annotate.resolve import calibration
from annotate.resolve.knowledge import Known, identify
from annotate.resolve.name import Name
from annotate.resolve.state import State
from annotate.resolve.vetoes import Vetoes


class Link(Struct, frozen=True, gc=False):
    """Two names that may be one entity's: ``evidence`` is why the first belongs to the second, ``trust`` what it is
    good for."""

    one: Form
    other: Form
    trust: Trust
    evidence: Evidence


def score(pairs: Iterable[Pair], book: Book) -> list[Link]:
    """The pairs that a rule has evidence for and no veto stands between, in their order."""
    pairs = pairs if isinstance(pairs, Sequence) else list(pairs)
    forms = list({form: None for pair in pairs for form in (pair.one, pair.other)})
    number = {form: place for place, form in enumerate(forms)}
    names = [name_of(form, place) for place, form in enumerate(forms)]
    known: dict[int, Known] = {}
    for name in names:
        known |= identify([name], book, bare=True)
    state = State(names, book, [], bare=True, known=known)
    veto = Vetoes(names, known, frozenset())
    table = rules(book)
    found = []
    for pair in pairs:
        one, other = names[number[pair.one]], names[number[pair.other]]
        link = _judged(state, [table[rule] for rule in pair.rules], one, other)
        if link and not veto(one.number, other.number):
            found.append(link)
    return found


def _judged(state: State, table: Iterable[Rule], one: Name, other: Name) -> Link | None:
    """What the first rule says that has evidence for two names."""
    for rule in table:
        for a, b in ((one, other), (other, one)):
            evidence = rule.judge(state, a, b)
            doubted = evidence is None and bool(state.maybes)
            if doubted:
                evidence = state.maybes.pop().evidence
            if evidence is not None:
                # Whatever they are called, those that are held for two kinds of things are only suggested.
                trust = "suggest" if doubted or a.group != b.group else rule.trust(a, b)
                return Link(Form(a.text, a.group), Form(b.text, b.group), trust, _scored(evidence, trust))
    return None


def _scored(evidence: Evidence, trust: Trust) -> Evidence:
    rule, score = evidence.rule, evidence.score
    if score is None:
        score = calibration.suggested(rule) if trust == "suggest" else calibration.linked(rule)
    return Evidence(rule, evidence.with_, score, evidence.text)
