"""Questions about links: whether two names are one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate.annotation import Alias, Entity, Evidence, Mention, Suggestion
from annotate.decisions import Apart, Merge, Move
from annotate.edits import alias_target, entity_target
from annotate.evidence import explain
from annotate.names import surface
from annotate.query import Index
from annotate.review.item import Item, extents, is_open
from annotate.text import one_line


def suggested(index: Index, below: float) -> Iterator[Item]:
    """Links that are not made, and of which it is less sure than ``below`` that they are none."""
    for suggestion in index.annotation.suggestions:
        one, other = index.entities.get(suggestion.entity), index.entities.get(suggestion.other)
        if suggestion.state == "suggested" and one and other and _certainty(suggestion) < below:
            yield _suggestion(index, suggestion, one, other)


def _certainty(suggestion: Suggestion) -> float:
    """How sure it is that the two are not one."""
    score = suggestion.evidence.score
    return 0.5 if score is None else 1 - score


def _suggestion(index: Index, suggestion: Suggestion, one: Entity, other: Entity) -> Item:
    kinds = (f" ({one.label})", f" ({other.label})") if one.name == other.name else ("", "")
    return Item(
        "link",
        one_line(f"Is “{one.name}”{kinds[0]} {other.name}{kinds[1]}?"),
        explain(suggestion.evidence),
        suggestion.evidence.score,
        _certainty(suggestion),
        extents(index.mentions_of[one.id]),
        extents(index.mentions_of[other.id]),
        lambda when: Merge(when=when, what=entity_target(index, one.id), into=entity_target(index, other.id)),
        lambda when: Apart(when=when, one=entity_target(index, one.id), other=entity_target(index, other.id)),
        stands="suggested",
        subject=one.id,
    )


def linked(index: Index, below: float) -> Iterator[Item]:
    """Links that are made, with a score under ``below``."""
    for entity in index.entities.values():
        unsure = [alias for alias in entity.aliases if _is_unsure(alias.evidence, below)]
        if not unsure:
            continue
        forms: dict[str, list[Mention]] = defaultdict(list)
        for mention in index.mentions_of[entity.id]:
            forms[surface(mention.text)].append(mention)
        for alias in unsure:
            others = [name for name in forms if name != alias.name]
            if others and any(map(is_open, forms.get(alias.name, ()))):
                near = next(
                    (name for name in (alias.evidence.with_, entity.name) if name in others), others[0]
                )
                yield _alias(index, entity, alias, near, forms)


def _alias(index: Index, entity: Entity, alias: Alias, near: str, forms: dict[str, list[Mention]]) -> Item:
    """``near`` is the entity's other name that the alias was matched to."""
    score = alias.evidence.score
    assert score is not None
    return Item(
        "link",
        one_line(f"Is “{alias.name}” {near if alias.name == entity.name else entity.name}?"),
        explain(alias.evidence),
        score,
        score,
        extents(forms[alias.name]),
        extents(forms[near]),
        lambda when: Merge(
            when=when,
            what=alias_target(index, entity.id, [alias.name]),
            into=alias_target(index, entity.id, [near]),
        ),
        lambda when: Move(
            when=when,
            what=alias_target(index, entity.id, [alias.name]),
            out_of=alias_target(index, entity.id, [near]),
            to=None,
        ),
        stands="linked",
    )


def _is_unsure(evidence: Evidence, below: float) -> bool:
    """Whether a link has a score under the bound and no person has decided it."""
    return evidence.score is not None and evidence.score < below and not evidence.when
