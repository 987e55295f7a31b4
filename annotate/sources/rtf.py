"""Rich Text Format (1.9.1), by striprtf; what it says of itself stands in its group ``\\info``."""

from __future__ import annotations

import re

from annotate.errors import BadSource
from annotate.sources.content import Content
from annotate.sources.raw import Raw

_info = re.compile(r"\{\\info\b.{0,20000}", re.DOTALL).search
_entry = r"\{{\\{}\s((?:[^{{}}\\]|\\'[0-9a-f]{{2}}|\\u-?\d++\s?+\??+)*+)\}}"
_created = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})").search


def read(raw: Raw) -> Content:
    """The text of an RTF file, a line for each paragraph; raises BadSource for one that is damaged."""
    source = raw.data.decode("cp1252", "replace")
    text = _plain(source, raw.name)
    info = match[0] if (match := _info(source)) else ""
    return Content(
        "\n".join(map(str.strip, text.split("\n"))).strip("\n"),
        title=_plain_entry(info, "title", raw.name),
        author=_plain_entry(info, "author", raw.name),
        date="-".join(part.zfill(2) for part in created.groups()) if (created := _created(info)) else "",
    )


def _plain_entry(info: str, name: str, source: str) -> str:
    match = re.search(_entry.format(name), info)
    return _plain(f"{{\\rtf1\\ansi {match[1]}}}", source) if match else ""


def _plain(source: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # what its parser raises for a broken file is not documented
        raise BadSource(f"{name} is a damaged RTF document: save it anew, or as plain text.") from None
    # RTF counts in UTF-16: a character beyond its first plane comes as two halves.
    return (
        text.encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
