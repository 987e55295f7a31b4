"""A look into many sources, in a process of its own: what each is called, of when, how long, and what is wrong.

:class:`Glances` asks, ``python -m annotate.glance`` answers, in :class:`Facts`. The reader goes on meanwhile, whatever
a file does to the libraries that read it.
"""

from annotate.glance.client import Glances
from annotate.glance.facts import Facts

__all__ = ["Facts", "Glances"]
