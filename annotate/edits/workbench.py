"""The workbench: an annotation on which decisions are made, at the cost of what they touch.

Every change of a table goes through the log, and the tables alone say what the annotation is: to write a decision's
changes back gives the annotation before it, to the letter.
"""

from __future__ import annotations

from msgspec.structs import replace

from annotate.annotation import Annotation, Evidence, Mention
from annotate.decisions import Anchor
from annotate.edits.log import Changes, Log, write_back
from annotate.edits.tables import Head, Key, Tables


class Workbench(Tables):
    """The tables of an annotation, and everything that changes them. For the modules of this package alone."""

    def __init__(self, base: Annotation) -> None:
        super().__init__(base)
        self.log = Log()
        self.emptied: set[tuple[str, str]] = set()
        """Entities and aliases of them that the decision being made has left without a mention."""
        self._touched: set[str] = set()

    def change(self, key: Key, mention: Mention) -> None:
        """Set a mention's label, state and who says so."""
        before = self.mentions[key]
        if mention != before:
            self._count(before, -1)
            self.log.put(self.mentions, key, mention)
            self._count(mention, 1)
            self._touch(mention.entity)

    def add(self, anchor: Anchor, entity: str, when: str) -> Key:
        """Add a mention that a person has made, where none stands."""
        key = (anchor.start, -anchor.end, 0)
        start, end, text, label = anchor.start, anchor.end, anchor.exact, anchor.label
        mention = Mention(start, end, text, label, entity, "reader", "confirmed", when=when)
        self.log.put(self.mentions, key, mention)
        self.in_order = False
        self._enter(key, mention)
        return key

    def remove(self, key: Key) -> None:
        """Take a mention out."""
        self._leave(key, self.mentions[key])
        self.log.drop(self.mentions, key)

    def move(self, key: Key, entity: str) -> None:
        """Make a mention one of another entity. An alias that is new there brings its evidence along."""
        mention = self.mentions[key]
        alias = self.form(mention.text)
        if not self.members[entity].get(alias):
            self.give(entity, alias, self.evidence[mention.entity, alias])
        self._leave(key, mention)
        moved = replace(mention, entity=entity)
        self.log.put(self.mentions, key, moved)
        self._enter(key, moved)

    def absorb(self, gone: str, into: str) -> None:
        """Make all mentions of an entity those of another."""
        put = self.log.put
        for alias in self.aliases(gone):
            keys, there = self.members[gone][alias], self.members[into].get(alias)
            if there:
                for key in keys:
                    put(there, key, None)
            else:
                self.give(into, alias, self.evidence[gone, alias])
                put(self.members[into], alias, keys)
                self._bear(into, alias)
            put(self.members[gone], alias, {})
            self.emptied.add((gone, alias))
            for key in keys:
                put(self.mentions, key, replace(self.mentions[key], entity=into))
        for label, number in self.labels[gone].items():
            put(self.labels[into], label, self.labels[into].get(label, 0) + number)
        put(self.labels, gone, {})
        self._touch(gone)
        self._touch(into)

    def open(self, name: str, label: str) -> str:
        """A new entity, so far without a mention."""
        number = self.last_id["e"] + 1
        entity = f"e{number}"
        self.log.put(self.last_id, "e", number)
        self.log.put(self.heads, entity, Head(name, label, None, ""))
        for table in (self.members, self.labels, self.suggested):
            self.log.put(table, entity, {})
        self.log.put(self.built, entity, None)
        return entity

    def entitle(self, entity: str, head: Head) -> None:
        """Set an entity's head."""
        if head != self.heads[entity]:
            self.log.put(self.heads, entity, head)
            self._touch(entity)

    def give(self, entity: str, alias: str, evidence: Evidence) -> None:
        """Set the evidence of an alias, also of one that is about to come."""
        if evidence != self.evidence.get((entity, alias)):
            self.log.put(self.evidence, (entity, alias), evidence)
            self._touch(entity)

    def cut(self) -> Changes:
        """The changes since the last cut: those of one decision."""
        self._touched.clear()
        self.emptied.clear()
        return self.log.cut()

    def undo(self, changes: Changes) -> None:
        """Write the changes back, which must be the last."""
        if write_back(changes, self.mentions):
            self.in_order = False

    def _enter(self, key: Key, mention: Mention) -> None:
        alias = self.form(mention.text)
        names = self.members[mention.entity]
        if alias not in names:
            self.log.put(names, alias, {})
        self.log.put(names[alias], key, None)
        self._bear(mention.entity, alias)
        self._count(mention, 1)
        self._touch(mention.entity)

    def _leave(self, key: Key, mention: Mention) -> None:
        entity, alias = mention.entity, self.form(mention.text)
        self.log.drop(self.members[entity][alias], key)
        if not self.members[entity][alias]:
            self.emptied.add((entity, alias))
        self._count(mention, -1)
        self._touch(entity)

    def _bear(self, entity: str, alias: str) -> None:
        if alias not in self.bearers:
            self.log.put(self.bearers, alias, {})
        if entity not in self.bearers[alias]:
            self.log.put(self.bearers[alias], entity, None)

    def _count(self, mention: Mention, step: int) -> None:
        if mention.state != "rejected":
            labels = self.labels[mention.entity]
            self.log.put(labels, mention.label, labels.get(mention.label, 0) + step)

    def _touch(self, entity: str) -> None:
        # In each decision anew, so that its undoing finds what was built before it.
        if entity not in self._touched:
            self._touched.add(entity)
            self.log.put(self.built, entity, None)
