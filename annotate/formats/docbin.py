"""spaCy's DocBin. It is written and read in a process of its own (:mod:`annotate.formats.process`).

``doc.spans["aka"]`` has all mentions but the rejected ones, which are in ``doc.spans["aka_rejected"]``. A span's
``kb_id_`` is its entity's reference, or else its id, and ``id_`` the id; what else is known is in the group's
``attrs``, in the shape of the native format. ``doc.ents`` has those that stand side by side, for ``spacy train``.
Tokens are those of spaCy's blank pipeline for the language, cut where a mention begins or ends within one; those of a
Doc that is there already stay whole (:func:`mark`).
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, BinaryIO

import msgspec
import spacy
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from annotate.annotation import Annotation, Mention, check
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.input import Input
from annotate.formats.parts import flat

GROUP = "aka"
REJECTED = "aka_rejected"
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_MOST = 1 << 30  # bytes; what a small file unpacks to may be without end
# What spaCy has no place for, a list each in the order of the spans: where they begin and end, tokens or not, first.
_OF_SPANS = ("start", "end", "by", "state", "score", "when")


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a DocBin with a Doc for each annotation."""
    docs = DocBin(attrs=_ATTRIBUTES)
    vocab = Vocab()
    for annotation in annotations:
        docs.add(to_doc(annotation, vocab))
    file.write(docs.to_bytes())


def read(file: Input) -> list[Annotation]:
    """Read the Docs of a DocBin, also those that another program made: then ``doc.ents`` are the mentions, or, where
    there are none, the spans of its groups. Raises BadAnnotation."""
    try:
        too_large = len(zlib.decompressobj().decompress(file.data, _MOST + 1)) > _MOST
        docs = [] if too_large else list(DocBin().from_bytes(file.data).get_docs(Vocab()))
    except Exception as error:  # whatever bytes make of zlib, MessagePack, numpy and Cython
        raise BadAnnotation(
            f"spaCy cannot read it ({type(error).__name__}), so it is damaged or no DocBin"
        ) from None
    if too_large:
        raise BadAnnotation(f"unpacked it is larger than {_MOST >> 20} MiB")
    return [from_doc(doc, name) for doc, name in zip(docs, file.names(len(docs)), strict=True)]


def to_doc(annotation: Annotation, vocab: Vocab) -> Doc:
    """The annotation as a Doc."""
    doc = _tokenized(annotation, vocab)
    mark(doc, annotation)
    return doc


def mark(doc: Doc, annotation: Annotation, others: Sequence[Span] = ()) -> None:
    """Put the annotation of its text into a Doc, in the place of what it has of aka's and of ``doc.ents``, of which
    only ``others`` stay. A mention that begins or ends within a token is all of that token as a span."""
    references = {entity.id: entity.reference or entity.id for entity in annotation.entities}
    spans = _Spans(doc, references)
    standing = [mention for mention in annotation.mentions if mention.state != "rejected"]
    rejected = [mention for mention in annotation.mentions if mention.state == "rejected"]
    doc.spans[GROUP] = spans.group(GROUP, standing, _about(annotation))
    doc.spans.pop(REJECTED, None)
    if rejected:
        doc.spans[REJECTED] = spans.group(REJECTED, rejected, {})
    ents, taken = list(others), {token.i for span in others for token in span}
    for span in map(spans.trimmed, flat(standing)):
        if span is not None and taken.isdisjoint(tokens := range(span.start, span.end)):
            taken.update(tokens)
            ents.append(span)
    doc.set_ents(ents, default="outside")


def from_doc(doc: Doc, source: str) -> Annotation:
    """The annotation that a Doc holds; ``source`` is what a Doc that was not made by aka is called."""
    if GROUP in doc.spans and "document" in doc.spans[GROUP].attrs:
        return _own(doc)
    groups = [list(doc.ents)] if doc.ents else list(doc.spans.values())
    spans = [span for group in groups for span in group]
    known = {
        _group(span): Known(reference=span.kb_id_ if span.kb_id_ not in ("", "NIL") else None)
        for span in spans
    }
    marks = [Mark(span.start_char, span.end_char, span.label_, _group(span)) for span in spans]
    known.pop(None, None)
    return build(document(doc.text, source, language=doc.lang_ or "en"), dict.fromkeys(marks), known)


def _group(span: Span) -> str | None:
    return span.id_ or (span.kb_id_ if span.kb_id_ != "NIL" else "") or None


def _about(annotation: Annotation) -> dict[str, Any]:
    """All of an annotation but the text and the mentions, as plain data."""
    data: dict[str, Any] = msgspec.to_builtins(annotation)
    del data["mentions"], data["document"]["text"]
    return data


def _own(doc: Doc) -> Annotation:
    """The annotation that aka wrote into a Doc."""
    data = dict(doc.spans[GROUP].attrs)
    mentions = []
    try:
        for name in (GROUP, REJECTED):
            group = doc.spans.get(name, ())
            said = [group.attrs[each] for each in _OF_SPANS] if len(group) else [()] * len(_OF_SPANS)
            for span, *values in zip(group, *said, strict=True):
                mention = dict(zip(_OF_SPANS, values, strict=True))
                text = doc.text[mention["start"] : mention["end"]]
                mentions.append({**mention, "text": text, "label": span.label_, "entity": span.id_})
        mentions.sort(key=lambda mention: (mention["start"], -mention["end"]))
        for name in _OF_SPANS:
            data.pop(name, None)
        data["document"] = {**data["document"], "text": doc.text}
        annotation = msgspec.convert({**data, "mentions": mentions}, Annotation)
        check(annotation)
    except (KeyError, ValueError, TypeError, msgspec.ValidationError, BadAnnotation) as error:
        raise BadAnnotation(f"its span group {GROUP!r} is not as aka wrote it ({error})") from None
    return annotation


class _Spans:
    """Mentions as spans of a Doc."""

    def __init__(self, doc: Doc, references: dict[str, str]) -> None:
        self._doc = doc
        self._references = references
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def group(self, name: str, mentions: Sequence[Mention], attrs: dict[str, Any]) -> SpanGroup:
        spans = [self._span(mention, *self._tokens(mention.start, mention.end)) for mention in mentions]
        said = {each: [getattr(mention, each) for mention in mentions] for each in _OF_SPANS}
        return SpanGroup(self._doc, name=name, attrs={**attrs, **said}, spans=spans)

    def trimmed(self, mention: Mention) -> Span | None:
        """The span without white space at its ends, which spaCy's recogniser cannot learn; None where that is all."""
        start, end = self._tokens(mention.start, mention.end)
        while start < end and self._doc[start].text.isspace():
            start += 1
        while start < end and self._doc[end - 1].text.isspace():
            end -= 1
        return self._span(mention, start, end) if start < end else None

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self._starts, start) - 1, bisect_left(self._ends, end) + 1

    def _span(self, mention: Mention, start: int, end: int) -> Span:
        reference = self._references[mention.entity]
        return Span(self._doc, start, end, label=mention.label, kb_id=reference, span_id=mention.entity)


def _tokenized(annotation: Annotation, vocab: Vocab) -> Doc:
    """The text as a Doc, each mention being whole tokens."""
    text = annotation.document.text
    starts = {mention.start for mention in annotation.mentions}
    ends = {mention.end for mention in annotation.mentions}
    edges = {0, len(text)} | starts | ends
    for token in _tokenizer(annotation.document.language)(text):
        edges |= {token.idx, token.idx + len(token)}
    places = sorted(edges)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(places):
        piece = text[start:end]
        if piece == " " and words and not spaces[-1] and start not in starts and end not in ends:
            spaces[-1] = True  # spaCy keeps one blank behind a token with it
        else:
            words.append(piece)
            spaces.append(False)
    return Doc(vocab, words=words, spaces=spaces)


@cache
def _tokenizer(language: str) -> Callable[[str], Doc]:
    try:
        return spacy.blank(language).tokenizer
    except ImportError:  # no such language, or one that needs another library
        return spacy.blank("xx").tokenizer
