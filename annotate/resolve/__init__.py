"""Resolution: from mentions to entities, by an ordered sieve. Pure functions over plain data.

:func:`resolve` gathers the mentions of a document; :func:`why` gives the verdict on two bare names. Every
alias carries the evidence that decided it.
"""

from annotate.resolve.sieve import Resolution, resolve
from annotate.resolve.verdict import Verdict, why

__all__ = ["Resolution", "Verdict", "resolve", "why"]
