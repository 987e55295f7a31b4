"""Who may come in: whoever has the token, from a page of this server, under a name that means this machine."""

from __future__ import annotations

import hmac
import re

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

_is_here = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?").fullmatch
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def guard(token: str | None, port: int) -> Middleware:
    """The middleware that lets requests in: with the ``token`` in the address, and then with the cookie which that one
    gets; all of this machine where there is no token.

    Another page, which any browser may show, comes in neither by its own address (Origin) nor by a name of its own
    that it has lead here (Host).
    """
    cookie = f"aka-{port}"  # cookies know no ports

    @web.middleware
    async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_here(request.host):
            return _refuse(f"The reader is at http://127.0.0.1:{port}.")
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            return _refuse("The reader opens for no other page.")
        if token is None:
            return await handler(request)
        if _same(request.query.get("token", ""), token):
            response = await handler(request)
            if not response.prepared:
                response.set_cookie(cookie, token, httponly=True, samesite="Strict")
            return response
        if _same(request.cookies.get(cookie, ""), token):
            return await handler(request)
        return _refuse("Open the whole address that `aka serve` has printed, with its token.")

    return let_in


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Say to the browser what a page of ours may do: ask this server, and nobody else."""
    host = request.host if _is_here(request.host) else ""
    response.headers["Content-Security-Policy"] = _POLICY.format(host=host)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _refuse(sentence: str) -> web.Response:
    return web.Response(status=403, text=f"{sentence}\n")
