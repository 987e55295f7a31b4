"""Dates as sources write them -> ISO 8601, as much of it as is known."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_time = r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?"
_iso = re.compile(rf"(\d{{4}})(?!\d)(?:-(\d\d)(?:-(\d\d)(?:[T ]{_time})?)?)?").match
_pdf = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d'?\d\d)?").match


def iso_date(text: str) -> str:
    """A date in ISO 8601, as mail has it, or as PDF has it; empty where it is none of these.

    A time of day is given in UTC, and left out where its zone is not known.

    >>> iso_date("Thu, 8 Sep 2016 12:30:00 +0200"), iso_date("2016-09"), iso_date("D:20160908"), iso_date("today")
    ('2016-09-08T10:30:00Z', '2016-09', '2016-09-08', '')
    """
    text = text.strip()
    if not (match := _iso(text) or _pdf(text)):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            return ""
        return _in_utc(moment) if moment.tzinfo else moment.date().isoformat()
    year, month, day, hour, minute, second, zone = match.groups()
    date = "-".join(filter(None, (year, month, day if month else None)))
    try:
        if hour and minute and zone:
            zone = zone.replace("'", "").replace("Z", "+00:00")
            return _in_utc(datetime.fromisoformat(f"{date}T{hour}:{minute}:{second or '00'}{zone}"))
        datetime.fromisoformat(f"{date}-01-01"[:10])
    except (ValueError, OverflowError):
        return ""
    return date


def _in_utc(moment: datetime) -> str:
    try:
        return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except OverflowError:
        return ""
