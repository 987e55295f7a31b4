"""Mojibake (text that was decoded in one encoding and encoded in another) put right, by ftfy; only on request.

It is a guess about each line, however good: a text may mean what it says.
"""

from __future__ import annotations

from annotate.annotation import Block
from annotate.sources.content import Content


def repaired(content: Content, name: str) -> Content:
    """The content with every line of its text put right, its blocks where they then are, and a notice of how many.

    >>> repaired(Content("The mayorâ€™s office"), "x").text
    'The mayor’s office'
    """
    from ftfy import fix_encoding

    text = content.text
    ends = {end for block in content.blocks for end in (block.start, block.end)}
    ends |= {place for place, char in enumerate(text) if char == "\n"}
    pieces, moved, at, start, mended = [], {0: 0}, 0, 0, 0
    for end in sorted({*ends, len(text)}):
        piece = fix_encoding(text[start:end])
        mended += piece != text[start:end]
        pieces.append(piece)
        at += len(piece)
        moved[end] = at
        start = end
    lines = "1 line was" if mended == 1 else f"{mended or 'no'} lines were"
    notice = f"In {name} {lines} repaired."
    return content._replace(
        text="".join(pieces),
        blocks=tuple(
            Block(moved[block.start], moved[block.end], block.kind, block.origin) for block in content.blocks
        ),
        title=fix_encoding(content.title),
        author=fix_encoding(content.author),
        notices=(*content.notices, notice),
    )
