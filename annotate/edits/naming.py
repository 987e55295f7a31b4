"""What an entity is called, and with which of its aliases the others are then compared."""

from __future__ import annotations

from msgspec.structs import replace

from annotate.annotation import Evidence
from annotate.edits import links
from annotate.edits.tables import CANONICAL
from annotate.edits.workbench import Workbench
from annotate.evidence import REVERSED


def call(bench: Workbench, entity: str, name: str, when: str = "") -> None:
    """Call an entity by a name. If that is one of its aliases, the evidence of the others leads to it from now on."""
    bench.entitle(entity, bench.heads[entity]._replace(name=name))
    if not bench.members[entity].get(name) or bench.evidence[entity, name].rule == CANONICAL:
        return
    alias, reason = name, bench.evidence[entity, name]
    bench.give(entity, name, Evidence(CANONICAL, name, None, when=when))
    while reason.rule != CANONICAL and reason.with_ != alias and bench.members[entity].get(reason.with_):
        turned = replace(reason, rule=REVERSED.get(reason.rule, reason.rule), with_=alias)
        alias, reason = reason.with_, bench.evidence[entity, reason.with_]
        if alias == name:  # the evidence goes round in a foreign file
            return
        bench.give(entity, alias, turned)
    for other in bench.aliases(entity):
        # The last reason named what is no alias here, such as a book's name: it holds for both.
        if other not in (name, alias) and bench.evidence[entity, other].rule == CANONICAL:
            bench.give(entity, other, reason)


def settle(bench: Workbench) -> None:
    """Name the entities anew that have lost the alias that they were called by; nothing leads to one without any."""
    for entity, alias in sorted(bench.emptied):
        if not any(bench.members[entity].values()):
            links.drop(bench, entity)
        elif alias == bench.heads[entity].name and not bench.members[entity][alias]:
            call(bench, entity, bench.most_frequent(entity))
    bench.emptied.clear()
