"""A small annotation made by hand, for tests of what shows or writes one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    Suggestion,
    text_sha256,
)

TEXT = """Talks in Geneva

Advertisement

Barack Obama met Vladimir Putin in Geneva on Monday. Obama said the United Nations would send observers.

The UN confirmed that. “Mr Putin agreed,” said a UN spokesman in Geneva.
"""

# (name, label, aliases with their rules); the first alias is the entity's name.
ENTITIES = [
    ("PERSON", {"Barack Obama": "canonical name", "Obama": "surname of"}),
    ("PERSON", {"Vladimir Putin": "canonical name", "Putin": "surname of"}),
    ("ORG", {"United Nations": "canonical name", "UN": "alias book"}),
    ("GPE", {"Geneva": "canonical name"}),
    ("DATE", {"Monday": "canonical name"}),
]


def annotation(text: str = TEXT, named: Sequence[tuple[str, dict[str, str]]] = ENTITIES) -> Annotation:
    """The text with every place where one of the names stands."""
    document = Document("talks.txt", "Talks in Geneva", "en", text_sha256(text), text)
    owners = {name: (f"e{number}", label) for number, (label, names) in enumerate(named, 1) for name in names}
    pattern = re.compile("|".join(rf"\b{name}\b" for name in sorted(owners, key=len, reverse=True)))
    mentions = [
        Mention(
            found.start(),
            found.end(),
            found[0],
            owners[found[0]][1],
            owners[found[0]][0],
            "model",
            "suggested",
        )
        for found in pattern.finditer(text)
    ]
    entities = []
    for number, (label, names) in enumerate(named, 1):
        canonical = next(iter(names))
        aliases = tuple(
            Alias(name, count, Evidence(rule, canonical, None))
            for name, rule in names.items()
            if (count := sum(mention.text == name for mention in mentions))
        )
        if aliases:
            entities.append(Entity(f"e{number}", canonical, label, None, "", aliases))
    known = {entity.id for entity in entities}
    suggestions = (Suggestion("e4", "e3", Evidence("often stands for", "United Nations", 0.3)),)
    return Annotation(
        format="aka/1",
        document=document,
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(mentions),
        suggestions=tuple(s for s in suggestions if {s.entity, s.other} <= known),
    )
