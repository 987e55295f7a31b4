"""From clusters of names to entities: canonical name, label, aliases with their evidence, suggestions between
them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence

from annotate.annotation import Alias, Entity, Evidence, Mention, Suggestion
from annotate.evidence import REVERSED
from annotate.labels import is_name
from annotate.names import key, surface
from annotate.recognize.spans import Span
from annotate.resolve.name import Name
from annotate.resolve.state import State

CANONICAL = "canonical name"


def build(
    text: str, spans: Sequence[Span], of_span: Mapping[tuple[int, int], int], state: State
) -> tuple[tuple[Entity, ...], tuple[Mention, ...], tuple[Suggestion, ...]]:
    """Entities numbered e1, e2 ... by their first mention, the mentions with their entity, and the
    suggestions."""
    ids: dict[tuple[str, object], str] = {}
    members: dict[str, list[int]] = {}
    mentions: list[Mention] = []
    plain: dict[str, tuple[str, str, Counter[str]]] = {}
    labels: dict[str, str] = {}
    for span in spans:
        form = surface(text[span.start : span.end])
        number = of_span.get((span.start, span.end))
        cluster: tuple[str, object] = (
            ("name", state.clusters.find(number)) if number is not None else (span.label, form)
        )
        entity = ids.setdefault(cluster, f"e{len(ids) + 1}")
        if number is None:
            plain.setdefault(entity, (form, span.label, Counter()))[2][form] += 1
            label = span.label
        else:
            if entity not in members:
                members[entity] = sorted(state.clusters.members(state.clusters.find(number)))
                labels[entity] = _label(state, members[entity])
            label = labels[entity]
        found = text[span.start : span.end]
        mentions.append(Mention(span.start, span.end, found, label, entity, span.by, "suggested"))
    entities = tuple(
        _named(entity, members[entity], labels[entity], state)
        if entity in members
        else _plain(entity, *plain[entity])
        for entity in ids.values()
    )
    entity_of = {number: entity for entity, numbers in members.items() for number in numbers}
    return entities, tuple(mentions), _suggestions(state, entity_of)


def _plain(entity: str, form: str, label: str, counts: Counter[str]) -> Entity:
    """A date or a number: nothing but itself."""
    assert not is_name(label)
    return Entity(
        entity, form, label, None, "", (Alias(form, counts[form], Evidence(CANONICAL, form, None)),)
    )


def _named(entity: str, numbers: Sequence[int], label: str, state: State) -> Entity:
    canonical = _canonical(state, numbers)
    aliases: dict[str, Alias] = {}
    for number, evidence in _reasons(state, canonical):
        form = state.names[number].text
        count = state.names[number].count + (aliases[form].count if form in aliases else 0)
        aliases[form] = Alias(form, count, aliases[form].evidence if form in aliases else evidence)
    reference = next(
        (
            state.known[number].hit.entry.reference
            for number in numbers
            if number in state.known
            and not state.known[number].people
            and state.known[number].hit.entry.reference
        ),
        None,
    )
    ordered = sorted(aliases.values(), key=lambda alias: -alias.count)
    return Entity(entity, canonical.text, label, reference, "", tuple(ordered))


def _reasons(state: State, canonical: Name) -> list[tuple[int, Evidence]]:
    """Every name of the canonical one's cluster with the link by which it is reached from there."""
    reached = [(canonical.number, Evidence(CANONICAL, canonical.text, None))]
    seen = {canonical.number}
    queue = deque([canonical.number])
    while queue:
        number = queue.popleft()
        for other, evidence in state.clusters.links.get(number, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
                reached.append((other, _towards(state, other, number, evidence)))
    return reached


def _towards(state: State, name: int, target: int, evidence: Evidence) -> Evidence:
    """The evidence of a link as said of ``name``, whichever end of the link it was."""
    written = state.names[target].text
    if evidence.with_ == state.names[name].text and evidence.with_ != written:
        return Evidence(REVERSED.get(evidence.rule, evidence.rule), written, evidence.score, evidence.text)
    return evidence


def _canonical(state: State, numbers: Sequence[int]) -> Name:
    """The book's canonical name if it stands in the document, else the fullest name that is written in the
    usual way."""
    names = [state.names[number] for number in numbers]
    for number in numbers:
        known = state.known.get(number)
        if known is None:
            continue
        wanted = key(known.hit.entry.people[0] if known.people else known.hit.entry.name)
        standing = [name for name in names if name.key == wanted]
        if standing:
            return max(standing, key=lambda name: (_usual(name), name.count, -name.number))
    return max(
        names, key=lambda name: (_usual(name), _length(name), _untitled(name), name.count, -name.number)
    )


def _usual(name: Name) -> bool:
    """Neither all capitals (unless it is an acronym) nor all lower case, on one line."""
    letters = [char for char in name.text if char.isalpha()]
    shouted = len(letters) > 6 and all(char.isupper() for char in letters)
    return not shouted and not name.text.islower() and "\n" not in name.text


def _untitled(name: Name) -> bool:
    return name.group != "person" or not name.person.title


def _length(name: Name) -> int:
    """How full a name is: its words, without a person's titles."""
    if name.acronym:
        return 1
    return (
        len(name.person.parts) - len(name.surname.split())
        if name.group == "person"
        else min(len(name.tokens), 8)
    )


def _label(state: State, numbers: Sequence[int]) -> str:
    """The book's label where it knows the name, else the one that most mentions have."""
    for number in numbers:
        known = state.known.get(number)
        if known is not None:
            return "NORP" if known.people else known.hit.entry.label
    votes: Counter[str] = Counter()
    for number in numbers:
        votes[state.names[number].label] += state.names[number].count
    return votes.most_common(1)[0][0]


def _suggestions(state: State, entity_of: Mapping[int, str]) -> tuple[Suggestion, ...]:
    best: dict[tuple[str, str], Suggestion] = {}
    for one, other, evidence in state.maybes:
        a, b = entity_of.get(one), entity_of.get(other)
        if a is None or b is None or a == b:
            continue
        pair = (a, b) if a < b else (b, a)
        if pair not in best or (evidence.score or 0) > (best[pair].evidence.score or 0):
            best[pair] = Suggestion(a, b, evidence)
    return tuple(sorted(best.values(), key=lambda item: -(item.evidence.score or 0)))
