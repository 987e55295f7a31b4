"""What is asked about the entities of a document, and what of the answers is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from annotate.annotation import Entity
from annotate.decisions import Refer
from annotate.edits import entity_target
from annotate.labels import is_name
from annotate.query import Index
from annotate.reconcile.protocol import Candidate, Query
from annotate.text import one_line


def query_of(entity: Entity) -> Query:
    """What to ask for an entity."""
    return Query(one_line(entity.name), entity.label)


def queries_of(entities: Iterable[Entity]) -> dict[str, Query]:
    """What to ask for each entity (by its id) that has a name and no reference."""
    queries = {
        entity.id: query_of(entity) for entity in entities if is_name(entity.label) and not entity.reference
    }
    return {entity: query for entity, query in queries.items() if query.name}


def sure(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that the service is sure of; None where there is none, or more than one."""
    matches = [candidate for candidate in candidates if candidate.match]
    return matches[0] if len(matches) == 1 else None


def refer(index: Index, entity: str, reference: str) -> Refer:
    """The decision, made now, that an entity (its id) has this reference."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return Refer(when=when, what=entity_target(index, entity), reference=reference)
