"""An address on the web -> the bytes there. Untrusted: where it leads, how much it sends, and how slowly.

Every address, also that of a redirect, is resolved once, and the connection goes to what was then found and checked: a
name that means another machine a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ssl
import zlib
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from annotate import __version__
from annotate.errors import BadSource
from annotate.sources.connecting import Allowed, Connection, Patience, is_public, machines
from annotate.sources.raw import Raw

MOST_BYTES = 64 << 20
MOST_HOPS = 8
SECONDS = 60  # for all of it
USER_AGENT = f"aka/{__version__} (a reader of articles; fetches one when a person asks for it)"

_ACCEPTED = "text/html, application/xhtml+xml, application/pdf, application/epub+zip, text/*, */*;q=0.5"
GOOD = (200, 203)
REDIRECTS = (301, 302, 303, 307, 308)
_SAFE = "/%:=&?~#+!$,;'@()*[]"


class Answer(NamedTuple):
    """What a server says: its status with the reason, where it leads to, when to come again, and the body with what it
    says of that."""

    status: int
    reason: str
    location: str
    retry_after: str
    media_type: str
    charset: str
    body: bytes


def fetch(
    source: str, *, private: bool = False, allowed: Allowed = is_public, seconds: float = SECONDS
) -> Raw:
    """What is at an address, over http or https, with a notice of its redirects.

    ``allowed`` says of each machine whether it may be asked; every one may if ``private``. Raises BadSource where there
    is nothing, or it is more than MOST_BYTES, or takes more than ``seconds``.
    """
    passed, address = list[str](), source
    with Patience(seconds) as patience:
        while True:
            answer = ask(source, parsed(source, address), patience, (lambda _: True) if private else allowed)
            if answer.status not in REDIRECTS or not answer.location:
                break
            passed.append(address)
            address = _joined(source, address, answer.location)
            if address in passed or len(passed) > MOST_HOPS:
                raise BadSource(f"{source} cannot be fetched: its redirects have no end.")
    if answer.status not in GOOD:
        raise BadSource(
            f"{source} cannot be fetched: the server says {answer.status} {answer.reason}".rstrip() + "."
        )
    notices = (f"{source} was redirected to {', then to '.join([*passed[1:], address])}.",) if passed else ()
    return Raw(answer.body, address, source, answer.media_type, answer.charset, notices)


def _joined(source: str, address: str, location: str) -> str:
    """Where a redirect leads."""
    try:
        return urljoin(address, location)
    except ValueError:
        raise BadSource(f"{source} cannot be fetched: {location} is no address.") from None


def parsed(source: str, address: str) -> SplitResult:
    """The parts of an address, with its port; raises BadSource for one that is not of the web."""
    try:
        target = urlsplit(address)
        port = target.port or (443 if target.scheme == "https" else 80)
        host = (
            (target.hostname or "").encode("idna").decode()
            if not (target.hostname or "").isascii()
            else target.hostname
        )
    except ValueError:
        raise BadSource(f"{source} cannot be fetched: {address} is no address.") from None
    if target.scheme not in ("http", "https") or not host:
        raise BadSource(f"{source} cannot be fetched: {address} is not on the web (http or https).")
    if target.username is not None:
        raise BadSource(
            f"{source} cannot be fetched: an address with a name and a password in it is not asked."
        )
    netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return target._replace(netloc=netloc)


def ask(
    source: str,
    target: SplitResult,
    patience: Patience,
    allowed: Allowed,
    *,
    form: str | None = None,
    accepted: str = _ACCEPTED,
    most: int = MOST_BYTES,
) -> Answer:
    """What the server answers to one request, or to a ``form`` (urlencoded) that is sent there.

    ``target`` is what :func:`parsed` gives, ``accepted`` the media types that are asked for. Raises BadSource where
    there is no answer, or it is more than ``most`` bytes.
    """
    connection = Connection(target, machines(source, target, allowed), patience)
    connection.default_port = 443 if target.scheme == "https" else 80
    path = quote(target.path or "/", _SAFE) + (f"?{quote(target.query, _SAFE)}" if target.query else "")
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": accepted,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    try:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, form.encode(), headers)
        response = connection.getresponse()
        body = _body(source, response, most) if response.status in GOOD else b""
        if patience.is_over:  # a broken connection may look like an end
            raise TimeoutError
        typed = "Content-Type" in response.headers
        return Answer(
            response.status,
            response.reason,
            response.headers.get("Location", ""),
            response.headers.get("Retry-After", ""),
            response.headers.get_content_type() if typed else "",
            response.headers.get_content_charset("") if typed else "",
            body,
        )
    except (OSError, HTTPException, zlib.error, ValueError) as error:
        why = f"it takes more than {patience.seconds:g} seconds" if patience.is_over else _reason(error)
        raise BadSource(f"{source} cannot be fetched: {why}.") from None
    finally:
        connection.close()


def _body(source: str, response: HTTPResponse, most: int) -> bytes:
    """The bytes of an answer, unpacked; raises BadSource for too many."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise BadSource(f"{source} cannot be fetched: it comes packed as {coding}, which was not asked for.")
    unpacker = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    data = bytearray()
    while piece := response.read(1 << 16):
        while piece:
            data += unpacker.decompress(piece, 1 << 20) if unpacker else piece
            piece = unpacker.unconsumed_tail if unpacker else b""
            if len(data) > most:
                raise BadSource(f"{source} is larger than {most >> 20} MB: it is not read.")
    if response.length or (unpacker and not unpacker.eof):
        raise HTTPException("the answer breaks off")
    return bytes(data)


def _reason(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid ({error.verify_message})"
        case TimeoutError():
            return "the server does not answer"
        case OSError(strerror=str(why)):
            return f"there is no connection ({why})"
        case _:
            return "what the server sends is damaged"
