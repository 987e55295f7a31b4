"""Subtitles (SubRip, WebVTT): what is said, as readable paragraphs; each knows when it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from annotate.sources.content import Content, Part, compose
from annotate.sources.decoding import decode_text
from annotate.sources.raw import Raw

PAUSE = 3.0  # seconds without a cue after which another paragraph begins
LONG = 400  # code points of a paragraph, after which the next sentence begins another

_cue = re.compile(
    r"(?:(\d{1,4}):)?(\d\d):(\d\d)[,.](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,4}):)?(\d\d):(\d\d)[,.](\d{1,3})(?:[ \t].*)?"
).fullmatch
_voice = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^<>]*)>")
_tag = re.compile(r"</?[a-zA-Z\d][^<>]*>|\{\\[^{}]*\}")
_ends_sentence = re.compile(r"""[.!?…♪][)\]"'”’»]*$""").search
_begins_speech = re.compile(r"[-–—‐](?:[ \t]+(?=\S)|(?=[^\W\d]))").match


class _Cue(NamedTuple):
    """What is shown from one second to another."""

    start: float
    end: float
    lines: list[str]


def read(raw: Raw) -> Content:
    """What the cues say, joined to paragraphs: one ends with a sentence before a pause, when it is long, or when
    another speaks. The origin of each is when it begins ("0:01:02")."""
    text, notices = decode_text(raw.data, raw.name, raw.charset)
    return compose(_parts(_cues(text.split("\n"))))._replace(notices=notices)


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """The cues in their order. Comments, styles and numbers between them are none of their lines."""
    cue: _Cue | None = None
    for line in lines:
        line = line.strip().removeprefix("\ufeff")
        if times := _cue(line):
            if cue:
                yield cue
            cue = _Cue(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]), [])
        elif not line and cue:
            yield cue
            cue = None
        elif cue:
            cue.lines.append(line)
    if cue:
        yield cue


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def _parts(cues: Iterator[_Cue]) -> Iterator[Part]:
    texts: list[str] = []
    length = 0
    begins = ended = 0.0
    last = speaker = ""
    for cue in cues:
        for line in cue.lines:
            voice = _voice.search(line)
            said = html.unescape(_tag.sub("", line.replace(voice[0], "") if voice else line)).strip()
            if not said or said == last:  # what rolls up is shown again with each new line
                continue
            last = said
            another = voice is not None and voice[1].strip() != speaker
            speech = _begins_speech(said)
            rests = (cue.start - ended > PAUSE or length > LONG) and bool(texts) and _ends_sentence(texts[-1])
            if texts and (another or speech or rests or length > 3 * LONG):
                yield Part(" ".join(texts), origin=_clock(begins))
                texts, length = [], 0
            if not texts:
                begins = cue.start
            if voice and another:
                speaker = voice[1].strip()
                texts.append(f"{speaker}:")
            texts.append(said[speech.end() :] if speech else said)
            length += len(said) + 1
        ended = cue.end
    if texts:
        yield Part(" ".join(texts), origin=_clock(begins))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"
