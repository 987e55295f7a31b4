"""The corpus: which entities of different documents are one. Pure functions over plain data.

Three steps, of which the middle one can be done in parts and anywhere: :func:`block` says which names are worth
comparing, :func:`score` judges pairs of them by the sieve's rules, :func:`connect` makes the entities, with what a
person decided, and across no veto. :func:`resolve` is all three. For a corpus that grows, :func:`keys_of` says
with whom a new bearer is compared at all.
"""

from annotate.corpus.bearer import Bearer, Decision, Form, Who
from annotate.corpus.blocking import Pair, block, keys_of
from annotate.corpus.connecting import connect
from annotate.corpus.groups import Entity, Maybe, Resolved, Tie
from annotate.corpus.resolving import resolve
from annotate.corpus.scoring import Link, score

__all__ = [
    "Bearer",
    "Decision",
    "Entity",
    "Form",
    "Link",
    "Maybe",
    "Pair",
    "Resolved",
    "Tie",
    "Who",
    "block",
    "connect",
    "keys_of",
    "resolve",
    "score",
]
