"""aka in anyone's spaCy pipeline: ``nlp.add_pipe("aka")`` behind whatever finds names.

The passes over the whole document and the sieve work on ``doc.ents``, which come out corrected; what they find stands
in ``doc.spans["aka"]``, as in a DocBin that aka writes (:mod:`annotate.formats.docbin`): each span with its entity as
``id_`` and its reference, or else that, as ``kb_id_``; the entities with the evidence for each alias in the group's
``attrs``. Entities with labels of other schemes stay as they are.

spaCy imports this module by its entry point whenever it makes a pipeline, anybody's: what the pipe needs is imported
when there is one.
"""

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from annotate.spacy_component.component import Component


@Language.factory(
    "aka",
    default_config={"books": [], "without": []},
    requires=["doc.ents"],
    assigns=["doc.ents", "doc.spans", "token.ent_iob", "token.ent_type", "token.ent_kb_id"],
)
def create(nlp: Language, name: str, books: list[str], without: list[str]) -> "Component":
    """The pipe of a pipeline, from its configuration."""
    from annotate.spacy_component.component import Component

    return Component(nlp, books, without)
