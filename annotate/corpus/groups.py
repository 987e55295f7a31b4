"""What comes out: the entities of the corpus, plain data."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from annotate.annotation import Alias, Evidence
from annotate.corpus.bearer import Place
from annotate.corpus.reading import Reading
from annotate.evidence import REVERSED
from annotate.names import key, surface
from annotate.resolve.clusters import Clusters


class Tie(Struct, frozen=True, gc=False):
    """Why the entity at one place is that at another."""

    one: Place
    other: Place
    evidence: Evidence


class Entity(Struct, frozen=True):
    """One person, organisation, place ... of the whole corpus.

    ``members`` are the places of its bearers, sorted; the first stands for it where others speak of it (``id``).
    ``aliases`` are the names of all with their counts, the most frequent first, each with why it belongs. ``ties``
    hold the members together.
    """

    name: str
    label: str
    reference: str | None
    aliases: tuple[Alias, ...]
    members: tuple[Place, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def id(self) -> Place:
        """The place that stands for it."""
        return self.members[0]


class Maybe(Struct, frozen=True, gc=False):
    """Two entities (their ids) that may be one, and why the first may be the second."""

    one: Place
    other: Place
    evidence: Evidence


class Resolved(Struct, frozen=True):
    """The entities of a corpus, sorted by their ids, and the suggestions, the likeliest first."""

    entities: tuple[Entity, ...]
    suggestions: tuple[Maybe, ...]


def build(readings: Sequence[Reading], clusters: Clusters) -> tuple[Entity, ...]:
    """The entities that clusters of numbers of ``readings`` are."""
    return tuple(
        _entity(members, readings, clusters)
        for members in sorted(sorted(cluster) for cluster in clusters.all())
    )


def _entity(members: list[int], readings: Sequence[Reading], clusters: Clusters) -> Entity:
    found = [readings[number] for number in members]
    if len(found) == 1:  # most are
        bearer = found[0].bearer
        aliases = _aliases(bearer.name, found, ())
        return Entity(bearer.name, bearer.label, bearer.reference, aliases, (bearer.place,))
    name = _canonical(found)
    ties = list(_ties(members, readings, clusters))
    return Entity(
        name,
        _label(found),
        next((reading.bearer.reference for reading in found if reading.bearer.reference), None),
        _aliases(name, found, ties),
        tuple(reading.place for reading in found),
        tuple(ties),
    )


def _canonical(found: Sequence[Reading]) -> str:
    """The book's name where one of them is called so; else the one that the most documents have in full."""
    for reading in found:
        if reading.known:
            entry = reading.known.hit.entry
            wanted = key(entry.people[0] if reading.known.people else entry.name)
            standing = Counter(form.text for one in found for form in one.forms if key(form.text) == wanted)
            if standing:
                return _most(standing)
    votes = Counter(
        form.text for reading in found for form, weight in reading.offers.items() if weight == "full"
    )
    return _most(votes or Counter(surface(reading.bearer.name) for reading in found))


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda text: (-votes[text], -len(text), text))


def _label(found: Sequence[Reading]) -> str:
    for reading in found:
        if reading.known:
            return "NORP" if reading.known.people else reading.known.hit.entry.label
    return _most(Counter(reading.bearer.label for reading in found))


def _aliases(name: str, found: Sequence[Reading], ties: Sequence[Tie]) -> tuple[Alias, ...]:
    """All names of the bearers, each with why it belongs: as a tie says, or since it stands beside another name."""
    counts: Counter[str] = Counter()
    why: dict[str, Evidence] = {}
    for reading in found:
        for text, count in reading.bearer.aliases:
            counts[surface(text)] += count
    at = {reading.place: reading for reading in found}
    for tie in ties:
        if tie.evidence.rule.startswith("same name"):
            continue
        ones, others = ([form.text for form in at[place].offers] for place in (tie.one, tie.other))
        for text in ones:
            if text != tie.evidence.with_:
                why.setdefault(text, tie.evidence)
        if tie.evidence.with_ in others:
            why.setdefault(tie.evidence.with_, _turned(tie.evidence, ones[0]))
    for reading in found:
        for form in reading.forms:
            why.setdefault(form.text, Evidence("beside it in one document", reading.bearer.name, None))
    for text in counts:
        if key(text) == key(name):
            why[text] = Evidence("canonical name" if text == name else "same name", name, None)
    ordered = sorted(counts, key=lambda text: (-counts[text], text))
    return tuple(Alias(text, counts[text], why[text]) for text in ordered)


def _turned(evidence: Evidence, name: str) -> Evidence:
    """The evidence that a name belongs to another, as said of the other."""
    rule = REVERSED.get(evidence.rule, evidence.rule)
    return Evidence(rule, name, evidence.score, evidence.text, evidence.when)


def _ties(members: Sequence[int], readings: Sequence[Reading], clusters: Clusters) -> Iterator[Tie]:
    """Each member but the first with the link by which it is reached from there."""
    seen = {members[0]}
    queue = deque(members[:1])
    while queue:
        number = queue.popleft()
        for other, evidence in clusters.links.get(number, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
                yield Tie(readings[other].place, readings[number].place, evidence)
