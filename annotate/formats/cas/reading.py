"""The structures of a CAS, wherever it was written -> an annotation."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import cast, get_args

from annotate.annotation import Annotation, By, Evidence, State
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.cas import types
from annotate.formats.cas.types import Structure
from annotate.formats.iris import reference_of
from annotate.formats.units import Units

_LABELS = (
    "value",
    "label",
    "category",
    "class",
)  # what features with a label are called in layers of a project's own
_UNSPECIFIED = ("x-unspecified", "")

_Span = tuple[int, int]


def annotation_of(
    structures: Iterable[Structure],
    name: str,
    restored: Callable[[str, str], str],
    string: Callable[[str], str],
) -> Annotation:
    """The annotation of a CAS; ``name`` is what a document is called that does not say it. ``restored`` and ``string``
    undo what writing did to the text and to other strings; a file of another program has its as they are.

    Raises BadAnnotation.
    """
    try:
        return _Cas(structures, restored, string).annotation(name)
    except KeyError as error:
        raise BadAnnotation(
            f"a structure in it has no {error.args[0]}, or leads to one that is not there"
        ) from None


class _Cas:
    def __init__(
        self,
        structures: Iterable[Structure],
        restored: Callable[[str, str], str],
        string: Callable[[str], str],
    ) -> None:
        self._by_type: dict[str, list[Structure]] = {}
        self._by_id: dict[str, Structure] = {}
        for each in structures:
            self._by_type.setdefault(each.type, []).append(each)
            self._by_id[str(each.id)] = each
        self._own = types.DOCUMENT in self._by_type
        self._string = string if self._own else str
        sofas = [sofa for sofa in self._by_type.get(types.SOFA, ()) if "sofaString" in sofa.features]
        if not sofas:
            raise BadAnnotation("it has no text")
        sofa = next((each for each in sofas if each.features.get("sofaID") == types.VIEW), sofas[0])
        self._sofa = str(sofa.id)
        self._units = Units(str(sofa.features["sofaString"]), "utf-16")
        self._text = str(sofa.features["sofaString"])
        if self._own:
            self._text = restored(
                self._text, str(self._by_type[types.DOCUMENT][0].features.get("controls", ""))
            )

    def annotation(self, name: str) -> Annotation:
        said = {str(each.features["mention"]): each for each in self._of(types.MENTION)}
        chains = dict(self._chained())
        marks = []
        known: dict[Hashable, Known] = {("aka", id_): what for id_, what in self._entities()}
        for each in self._named():
            place = self._place(each)
            own = said.get(str(each.id))
            iri = self._get(each, "identifier")
            group: Hashable = None
            if own is not None:
                group = ("aka", str(own.features["entity"]))
            elif place in chains or iri:
                group = chains.get(place, ("is", iri))
            if group is not None and iri:
                known.setdefault(group, Known(reference=reference_of(iri)))
            marks.append(self._mark(place, each, group, own))
        about = next(
            iter([*self._of(types.METADATA), *self._of("uima.tcas.DocumentAnnotation")]), Structure(0, "", {})
        )
        more = next(iter(self._of(types.DOCUMENT)), Structure(0, "", {}))
        language = self._get(about, "language")
        made = document(
            self._text,
            self._get(about, "documentId") or name,
            named=self._get(about, "documentTitle"),
            language="en" if language in _UNSPECIFIED else language,
            author=self._get(more, "author"),
            date=self._get(more, "date"),
        )
        return build(made, marks, known)

    def _of(self, type_: str) -> list[Structure]:
        return self._by_type.get(type_, [])

    def _get(self, structure: Structure, feature: str) -> str:
        return self._string(str(structure.features.get(feature, "")))

    def _place(self, structure: Structure) -> _Span:
        begin, end = structure.features["begin"], structure.features["end"]
        try:
            return self._units.point(int(begin)), self._units.point(int(end))
        except ValueError:
            raise BadAnnotation(f"a span at {begin}-{end} (in UTF-16 units) does not fit the text") from None

    def _named(self) -> Iterator[Structure]:
        """The spans that name something: DKPro's named entities, or else those of layers that a project has made."""
        ours = [type_ for type_ in self._by_type if type_.startswith(types.NAMED_ENTITIES)]
        for type_ in ours or [
            type_ for type_ in self._by_type if not type_.startswith((types.DKPRO, "uima."))
        ]:
            for each in self._by_type[type_]:
                if str(each.features.get("sofa")) == self._sofa and {"begin", "end"} <= each.features.keys():
                    yield each

    def _mark(self, place: _Span, each: Structure, group: Hashable, own: Structure | None) -> Mark:
        label = next((self._get(each, name) for name in _LABELS if self._get(each, name)), "")
        if not label and not self._own:
            label = each.type.rpartition(".")[2]
        if own is None:
            return Mark(*place, label, group)
        score = own.features.get("score")
        return Mark(
            *place,
            label,
            group,
            cast(By, _one_of(get_args(By), self._get(own, "by"))),
            cast(State, _one_of(get_args(State), self._get(own, "state"))),
            None if score is None else _number(score),
            self._get(own, "when"),
        )

    def _chained(self) -> Iterator[tuple[_Span, Hashable]]:
        """The places of coreference chains' links, each with its chain."""
        for chain in self._of(types.CHAIN):
            link = chain.features.get("first")
            seen = set()
            while link is not None and link not in seen:
                seen.add(link)
                structure = self._by_id[str(link)]
                yield self._place(structure), ("chain", chain.id)
                link = structure.features.get("next")

    def _entities(self) -> Iterator[tuple[str, Known]]:
        """What a file of aka's own says of entities, by their ids."""
        evidence: dict[str, dict[str, Evidence]] = {}
        for alias in self._of(types.ALIAS):
            score = alias.features.get("score")
            evidence.setdefault(str(alias.features["entity"]), {})[self._get(alias, "name")] = Evidence(
                self._get(alias, "rule"),
                self._get(alias, "matched"),
                None if score is None else _number(score),
                self._get(alias, "text"),
                self._get(alias, "when"),
            )
        for entity in self._of(types.ENTITY):
            reasons: Mapping[str, Evidence] = evidence.get(str(entity.id), {})
            yield (
                str(entity.id),
                Known(
                    self._get(entity, "name"),
                    self._get(entity, "reference") or None,
                    self._get(entity, "note"),
                    reasons,
                ),
            )


def _one_of(values: Sequence[str], value: str) -> str:
    if value not in values:
        raise BadAnnotation(f"“{value}” is none of {', '.join(values)}")
    return value


def _number(value: str | int | float) -> float:
    try:
        return float(value)
    except ValueError:
        raise BadAnnotation(f"“{value}” is no number") from None
