"""E-mail (RFC 5322, MIME): who wrote to whom about what, and the message; attachments are said, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from itertools import accumulate

from annotate.annotation import Block
from annotate.errors import BadSource
from annotate.sources import markup
from annotate.sources.blocks import segment
from annotate.sources.content import Content, Part, compose, flat, join
from annotate.sources.dates import iso_date
from annotate.sources.decoding import decode_text
from annotate.sources.raw import Raw

LONGEST_HEADER = 1 << 16  # code points; the library's time is quadratic in it
_SHOWN = ("From", "To", "Cc", "Date")
_signature = re.compile(r"^-- ?$", re.MULTILINE).search


def read(raw: Raw) -> Content:
    """A message: its subject as heading, who wrote to whom and when, and its text as it is.

    The plain text is taken where there is one, else what the page says. Blocks of quoted mail have the origin "quoted",
    and a signature is boilerplate. Raises BadSource for a message with more in one another than anyone sends.
    """
    try:
        message = message_from_bytes(raw.data)
        bodies, attached = list(_bodies(message, raw.name)), [flat(name) for name in _attachments(message)]
    except RecursionError:
        raise BadSource(f"{raw.name} has too many parts inside one another: it is not read.") from None
    subject = _header(message, "Subject")
    content = join([compose([Part(subject, "heading")]), _shown(message), *bodies])
    notices = content.notices
    if attached:
        several = "attachments that are" if attached[1:] else "an attachment that is"
        notices = (*notices, f"{raw.name} has {several} not read: {', '.join(attached)}.")
    return content._replace(
        title=subject,
        author=_author(_header(message, "From")),
        date=iso_date(_header(message, "Date")),
        language=_header(message, "Content-Language").split(",")[0],
        notices=notices,
    )


def _header(message: Message, name: str) -> str:
    """A header's text on one line, decoded where it can be; empty where there is none."""
    value = str(message.get(name, ""))[:LONGEST_HEADER]
    with suppress(MessageError, LookupError, ValueError):  # what cannot be decoded stays as it is written
        value = str(make_header(decode_header(value)))
    return flat(value.encode("utf-8", "replace").decode())


def _author(sender: str) -> str:
    """The name of who wrote, or else the address."""
    try:
        name, address = parseaddr(sender)
    except RecursionError:
        return ""
    return name or address


def _shown(message: Message) -> Content:
    """Who wrote to whom and when: one below the other, each a block."""
    lines = [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]
    ends = list(accumulate(len(line) + 1 for line in lines))
    blocks = (Block(end - 1 - len(line), end - 1, "paragraph") for line, end in zip(lines, ends, strict=True))
    return Content("\n".join(lines), tuple(blocks))


def _is_attachment(part: Message) -> bool:
    kind = part.get_content_type()
    return kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment"


def _attachments(message: Message) -> Iterator[str]:
    """What the attachments are called. (Those of an attached message are its own.)"""
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in _inner(message):
            yield from _attachments(part)
    elif _is_attachment(message):
        yield message.get_filename() or message.get_content_type()


def _inner(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _bodies(part: Message, name: str) -> Iterator[Content]:
    """The texts of a message or a part of one, in order; one of those that say the same."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        if part.get_content_subtype() == "alternative":
            said = [[body for body in _bodies(one, name) if body.text] for one in _inner(part)]
            yield from next(filter(None, said), ())
        else:
            for one in _inner(part):
                yield from _bodies(one, name)
    elif not _is_attachment(part):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            text, notices = decode_text(payload, name, part.get_content_charset() or "")
            is_page = part.get_content_subtype() == "html"
            yield (_page(text) if is_page else _plain(text))._replace(notices=notices)


def _page(text: str) -> Content:
    root = markup.html(text)
    return compose(markup.parts(root) if root is not None else ())


def _plain(text: str) -> Content:
    """A text as it is, with its blocks."""
    text = text.strip("\n")
    end = sign.start() if (sign := _signature(text)) else len(text)
    return Content(text, tuple(_block(text, block, end) for block in segment(text)))


def _block(text: str, block: Block, end: int) -> Block:
    if text[block.start] == ">":  # (Its short lines look like headings.)
        return Block(
            block.start, block.end, "boilerplate" if block.kind == "boilerplate" else "paragraph", "quoted"
        )
    return Block(block.start, block.end, "boilerplate") if block.start >= end else block
