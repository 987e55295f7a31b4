"""How far two annotations of the same texts agree: mentions, labels, aliases, whole entities."""

from annotate.compare.comparison import Comparison, Disagreement, compare
from annotate.compare.marked import Marked, Marking, read_marked
from annotate.compare.tally import Tally

__all__ = ["Comparison", "Disagreement", "Marked", "Marking", "Tally", "compare", "read_marked"]
