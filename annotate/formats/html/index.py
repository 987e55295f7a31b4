"""The index of a page: who and what the article names, with every alias and why it is one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape

from annotate.annotation import Annotation, Entity, Evidence, Suggestion
from annotate.evidence import day, explain
from annotate.formats.html.parts import anchors, class_of, shown
from annotate.labels import GROUPS, every, group_of
from annotate.names import surface
from annotate.query import Index, group_entities, sort_entities
from annotate.text import one_line

_is_wikidata = re.compile(r"Q[1-9]\d*").fullmatch


def index(annotation: Annotation) -> Iterator[str]:
    """The entities under their groups, then the links between them: the suggested ones, and what a reader rejected.

    Entities of which every mention is rejected are left out.
    """
    asked = Index(annotation, shows=every)
    links = anchors(annotation)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, mention in enumerate(annotation.mentions):
        if mention.state != "rejected":
            places[mention.entity, surface(mention.text)].append(number)
    for group, entities in group_entities(sort_entities(asked, asked.entities.values(), "count")).items():
        listed = "".join(
            _entry(entity, links[entity.id], asked.count(entity.id), places) for entity in entities
        )
        tally = f'<span>{escape(group)}</span><span class="count">{len(entities)}</span>'
        if group == "dates and numbers":
            yield f"<details><summary>{escape(group)}</summary>\n<ul>\n{listed}</ul>\n</details>\n"
        else:
            yield f'<section class="{group}">\n<h2>{tally}</h2>\n<ul>\n{listed}</ul>\n</section>\n'
    for heading, rejected in (("Perhaps the same", False), ("Not the same, a reader says", True)):
        pairs = [
            _pair(suggestion, asked, links)
            for suggestion in annotation.suggestions
            if (suggestion.state == "rejected") == rejected
            and {suggestion.entity, suggestion.other} <= asked.entities.keys()
        ]
        if pairs:
            listed = "".join(pairs)
            yield f'<section class="other">\n<h2 class="plain">{heading}</h2>\n<ul>\n{listed}</ul>\n</section>\n'


def _pair(suggestion: Suggestion, asked: Index, links: dict[str, str]) -> str:
    """Two entities that may be one, and why; where a reader has said that they are not, also when."""
    one, other = (
        _link(asked.entities[id_].name, links[id_]) for id_ in (suggestion.entity, suggestion.other)
    )
    when = f' <span class="label">{said}</span>' if (said := day(suggestion.when)) else ""
    return f'<li class="entity">{one} and {other}{when}{_why(suggestion.evidence)}</li>\n'


def _entry(entity: Entity, anchor: str, count: int, places: dict[tuple[str, str], list[int]]) -> str:
    parts = [
        f'<li class="entity {class_of(entity.label)}" id="{anchor}">'
        f'<div class="head"><b>{escape(one_line(entity.name))}</b>'
    ]
    if len(GROUPS[group_of(entity.label)]) > 1:  # else the heading has said it
        parts.append(f'<span class="label">{escape(one_line(entity.label))}</span>')
    if entity.reference:
        reference = escape(one_line(entity.reference))
        if _is_wikidata(entity.reference):
            reference = (
                f'<a href="https://www.wikidata.org/wiki/{reference}" rel="noreferrer">{reference}</a>'
            )
        parts.append(f'<span class="label">{reference}</span>')
    plain = [alias.name for alias in entity.aliases] == [entity.name]
    if plain:
        parts.append(_numbers(places[entity.id, entity.name]))
    parts.append(f'<span class="count">{count}</span></div>')
    if entity.note:
        parts.append(f'<span class="note">{shown(entity.note)}</span>')
    if not plain:
        parts.append('<ul class="aliases">')
        for alias in entity.aliases:
            found = _numbers(places[entity.id, alias.name])
            why = "" if alias.name == entity.name else _why(alias.evidence, known=entity.name)
            tally = f' <span class="count">×{alias.count}</span>'
            parts.append(f"<li>{escape(one_line(alias.name))}{tally}{found}{why}</li>")
        parts.append("</ul>")
    parts.append("</li>\n")
    return "".join(parts)


def _numbers(mentions: list[int]) -> str:
    """A link to each mention, numbered in the order of the text."""
    links = " ".join(_link(str(number), f"m{index}") for number, index in enumerate(mentions, 1))
    return f' <span class="at">{links}</span>'


def _link(name: str, anchor: str) -> str:
    return f'<a href="#{escape(anchor)}">{escape(one_line(name))}</a>'


def _why(evidence: Evidence, known: str = "") -> str:
    return f' <span class="why">{escape(explain(evidence, known))}</span>'
