"""The formats that come with aka."""

from __future__ import annotations

from annotate.formats.parts import EVERYTHING, only
from annotate.formats.registry import Beside, Format, Formats

_HERE = "annotate.formats"
_LINE = rb"\{[^\n]*\}\s*(?:\n|\Z)"  # an object on a line of its own
_NATIVE = rb'"format"\s*:\s*"aka/[^"]*"'
_DOCUMENT = only("words", "text", "source", "title", "language", "author and date")
_ENTITIES = only("entities", "names", "references", "notes", "evidence")
_TABLES = _ENTITIES | only(
    "source", "mentions", "edges", "overlaps", "rejected", "confirmed", "scores", "matches"
)
_NETWORK = only("entities", "names", "references", "edges", "overlaps")


def _tables(suffix: str) -> tuple[Beside, ...]:
    return Beside(f".entities{suffix}", "write_entities"), Beside(f".aliases{suffix}", "write_aliases")


FORMATS = Formats(
    (
        Format(
            "json",
            (".json",),
            "Everything: the text, every mention, entity and alias with its evidence, and what was decided, when.",
            EVERYTHING,
            f"{_HERE}.json",
            begins=rb"(?!%b)\{" % _LINE,
            has=(_NATIVE,),
        ),
        Format(
            "jsonl",
            (".jsonl", ".ndjson"),
            "Everything, as json does: what is named, why, and what was decided; one document a line.",
            EVERYTHING,
            f"{_HERE}.jsonl",
            several=True,
            begins=_LINE,
            has=(_NATIVE,),
        ),
        Format(
            "spacy",
            (".spacy",),
            "Everything, in span groups with the entity's reference or id as kb_id_; doc.ents, for `spacy train`, are "
            "the mentions side by side, without the rejected ones.",
            EVERYTHING,
            f"{_HERE}.docbin",
            several=True,
            binary=True,
            begins=rb"\x78[\x01\x5e\x9c\xda]",  # zlib
            apart=True,
        ),
        Format(
            "prodigy",
            (".jsonl",),
            "The text with its mentions as spans, overlapping ones too, and the entities with their aliases as keys of "
            "aka's own, which Prodigy keeps; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.prodigy",
            several=True,
            begins=_LINE,
            has=(rb'"text"\s*:', rb'"spans"\s*:\s*\[|"entities"\s*:\s*\[\s*\['),
        ),
        Format(
            "conll2003",
            (".conll", ".iob"),
            "The words, each with its mention's label as IOB2 in the last column, for training: no white space, no "
            "entities, no mentions that overlap another or were rejected.",
            only("words", "mentions"),
            f"{_HERE}.conll2003",
            several=True,
            begins=rb"-DOCSTART-|(?:\S+[ \t]+(?:\S+[ \t]+)*?(?:O|[BIESLUM]-\S+)[ \t]*\r?\n\s*){2}",
        ),
        Format(
            "conll2012",
            (".v4_gold_conll", ".conll2012"),
            "The words with OntoNotes' columns for names and coreference chains: no white space, nothing else of "
            "entities, no mentions that overlap another or were rejected.",
            only("words", "mentions", "entities"),
            f"{_HERE}.conll2012",
            several=True,
            begins=rb"#begin document",
        ),
        Format(
            "conllu",
            (".conllu",),
            "The words with their white space, and Entity= of CorefUD: mentions, overlapping ones too, with entity and "
            "reference; not the names of entities, no evidence, nothing of who decided what.",
            only("words", "mentions", "overlaps", "entities", "references"),
            f"{_HERE}.conllu",
            several=True,
            begins=rb"#|\d+\t|\d+-\d+\t",
            has=(rb"(?m)^\d+(?:\t[^\t\n]*){9}\r?$",),
        ),
        Format(
            "brat",
            (".ann",),
            "The text in a .txt beside it, the mentions, overlapping ones too, the entities as Equiv with their names "
            "and references as normalisations, and notes; no evidence, nothing of who decided what.",
            only("words", "text", "mentions", "overlaps", "entities", "names", "references", "notes"),
            f"{_HERE}.brat",
            beside=(Beside(".txt", "write_text", replaces=False),),
            begins=rb"(?:[TREAMN]\d+|#\d+|\*)\t",
        ),
        Format(
            "webanno",
            (".webanno.tsv",),
            "The text word by word, for INCEpTION: mentions, overlapping ones too, as named entities with the "
            "reference as identifier, entities as coreference chains; no names of them, no evidence, no decisions.",
            only("words", "mentions", "overlaps", "entities", "references"),
            f"{_HERE}.webanno",
            begins=rb"#FORMAT=WebAnno TSV 3",
        ),
        Format(
            "xmi",
            (".xmi",),
            "A UIMA CAS for INCEpTION and DKPro: named entities with the reference as identifier, coreference chains, "
            "all else of an entity in types of aka's own; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.cas.xmi",
            beside=(Beside(".typesystem.xml", "write_types"),),
            begins=rb"<",
            has=(rb"http://www\.omg\.org/XMI", rb"\bsofaString="),
        ),
        Format(
            "casjson",
            (".cas.json",),
            "The same as xmi, as JSON with its type system in one file.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.cas.casjson",
            begins=rb"\{",
            has=(rb'"%FEATURE_STRUCTURES"\s*:',),
        ),
        Format(
            "doccano",
            (".jsonl",),
            "The text with its mentions as spans, overlapping ones too, entities as relations between them with their "
            "names, references, notes and evidence in meta; not the rejected mentions, scores or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps"),
            f"{_HERE}.doccano",
            several=True,
            begins=rb"[\[{]",
            has=(
                rb'"(?:text|data)"\s*:\s*"',
                rb'"labels?"\s*:\s*\[\s*[\[\]]|"start_offset"\s*:|"relations"\s*:',
            ),
        ),
        Format(
            "labelstudio",
            (".json",),
            "Tasks with the mentions as predictions (annotations, where all are confirmed), entities as relations with "
            "what is known of them in the task's data; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.labelstudio",
            several=True,
            begins=rb"[\[{]",
            has=(rb'"data"\s*:\s*\{', rb'"(?:annotations|predictions)"\s*:\s*\['),
        ),
        Format(
            "tei",
            (".tei", ".tei.xml"),
            "TEI P5: the text in paragraphs, its names referring to lists of persons, places and so on, with aliases "
            "and evidence; what crosses is stand-off; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.tei",
            begins=rb"<",
            has=(rb"<(?:\w+:)?TEI\b", rb"http://www\.tei-c\.org/ns/1\.0"),
        ),
        Format(
            "w3c",
            (".jsonld",),
            "W3C Web Annotations: a mention is one with an identifying body, position and quotation; text, aliases and "
            "evidence are in terms of aka's own; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.w3c",
            begins=rb"[\[{]",
            has=(rb'"http://www\.w3\.org/ns/anno\.jsonld"',),
        ),
        Format(
            "nif",
            (".nif.ttl", ".ttl"),
            "NIF 2.1 in Turtle: the text as a context, mentions as strings of it with taIdentRef and taConfidence, "
            "entities with their names and notes; no evidence, nothing of who decided what.",
            (_DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "scores")) - only("evidence"),
            f"{_HERE}.nif",
            reads=False,
            several=True,
        ),
        Format(
            "bioc",
            (".bioc.xml", ".bioc"),
            "BioC XML: the text as a passage, mentions as annotations with label and reference as infons, entities as "
            "relations and what is known of them as an infon; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.bioc",
            several=True,
            begins=rb"<",
            has=(rb"<collection\b", rb"<(?:passage|infon)\b"),
        ),
        Format(
            "gate",
            (".bdocjs", ".bdoc.json"),
            "GATE's Bdoc: the text with its mentions as annotations that match each other, what is known of them and "
            "their entities as features; not the rejected mentions, suggestions or decisions.",
            _DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps", "confirmed", "scores"),
            f"{_HERE}.gate",
            begins=rb"\{",
            has=(rb'"annotation_sets"\s*:\s*\{',),
        ),
        Format(
            "ftm",
            (".ftm.json", ".ftm.jsonl"),
            "FollowTheMoney: the text as a document, persons and organisations with aliases, references and notes, and "
            "which of their names the document has; not where, and nothing else that it names.",
            (_DOCUMENT | _ENTITIES | only("mentions", "edges", "overlaps")) - only("language", "evidence"),
            f"{_HERE}.ftm",
            reads=False,
            several=True,
        ),
        Format(
            "csv",
            (".csv",),
            "A row for each mention, rejected ones too, with who said it and when, its entity and the evidence; the "
            "entities and their aliases in two more files beside it, with what is on watch lists; not the text, "
            "suggestions or decisions.",
            _TABLES,
            f"{_HERE}.csv",
            reads=False,
            several=True,
            beside=_tables(".csv"),
        ),
        Format(
            "tsv",
            (".tsv",),
            "The same as csv, with tabs between the cells and nothing in quotation marks.",
            _TABLES,
            f"{_HERE}.tsv",
            reads=False,
            several=True,
            beside=_tables(".tsv"),
        ),
        Format(
            "parquet",
            (".parquet",),
            "The same as csv, as three Parquet files with types, for pandas, DuckDB and the like; each text as it is.",
            _TABLES,
            f"{_HERE}.parquet",
            reads=False,
            several=True,
            binary=True,
            beside=_tables(".parquet"),
            extra="parquet",
        ),
        Format(
            "graphml",
            (".graphml",),
            "Who is with whom, for Gephi, Cytoscape or networkx: entities with their counts, how many paragraphs two "
            "share, and their log-likelihood; not the text, places, aliases or evidence, nor dates and numbers.",
            _NETWORK,
            f"{_HERE}.graphml",
            reads=False,
            several=True,
        ),
        Format(
            "edges",
            (".edges.csv",),
            "The same as graphml, as two tables: the edges, and the nodes in a second file beside it.",
            _NETWORK,
            f"{_HERE}.edges",
            reads=False,
            several=True,
            beside=(Beside(".nodes.csv", "write_nodes"),),
        ),
        Format(
            "md",
            (".md", ".markdown"),
            "An index to read, in Markdown: entities with their counts, aliases, notes and some passages; not the "
            "whole text, and not to be read back.",
            only("title", "author and date", "mentions", "overlaps") | _ENTITIES,
            f"{_HERE}.md",
            reads=False,
            several=True,
        ),
        Format(
            "html",
            (".html", ".htm"),
            "The article and an index of its names, to read, what was rejected struck out: not to be read back.",
            EVERYTHING - only("history", "scores", "author and date", "matches"),
            f"{_HERE}.html",
            reads=False,
        ),
        Format(
            "table",
            (".table.txt",),
            "A plain table of the entities with their counts and aliases, to read in a terminal.",
            only("title", "mentions", "overlaps", "entities", "names"),
            f"{_HERE}.table",
            reads=False,
            several=True,
        ),
    )
)
"""Every format by its name, in the order in which people are shown them."""
