"""Connections to machines on the web: to those alone that were checked, and for no longer than a person waits."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult

from annotate.errors import BadSource

SILENCE = 20  # seconds without a byte

_embeds_ipv4 = IPv6Network("64:ff9b::/96")  # NAT64, RFC 6052

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]


def is_public(address: Address) -> bool:
    """Whether an address is one of the whole internet, and not of a private network, this machine, or a group."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _embeds_ipv4:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def machines(source: str, target: SplitResult, allowed: Allowed) -> list[Address]:
    """The machines that a name means and that may be asked; raises BadSource when there are none."""
    try:
        found = socket.getaddrinfo(target.hostname, target.port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        raise BadSource(
            f"{source} cannot be fetched: no machine called {target.hostname} is found."
        ) from None
    found_at = list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    permitted = [machine for machine in found_at if allowed(machine)]
    if not permitted:
        there = ", ".join(map(str, found_at))
        raise BadSource(
            f"{source} leads into a private network ({there}): read it all the same with --private."
        )
    return permitted


class Patience:
    """For as long as it lasts, connections stay; then the one that is open is broken, wherever it is."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self.seconds = seconds
        self._watched: socket.socket | None = None
        self._timer = threading.Timer(seconds, self.end)
        self._timer.daemon = True

    def __enter__(self) -> Patience:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._watched:
            self._watched.close()

    def watch(self, connection: socket.socket) -> None:
        """Break this connection, and no longer the one before."""
        before, self._watched = self._watched, connection.dup()
        if before:
            before.close()
        if self.is_over:
            self.end()

    def end(self) -> None:
        """It is over, from any thread."""
        self.is_over = True
        if self._watched:
            with suppress(OSError):
                self._watched.shutdown(socket.SHUT_RDWR)


class Connection(HTTPConnection):
    """A connection to the machine that was checked, whatever its name means by now."""

    def __init__(self, target: SplitResult, checked: list[Address], patience: Patience) -> None:
        super().__init__(target.hostname or "", target.port, timeout=SILENCE)
        self._is_secure = target.scheme == "https"
        self._machines, self._patience = checked, patience

    def connect(self) -> None:
        """Connect to the first of the machines that answers."""
        for last, machine in enumerate(self._machines, 1 - len(self._machines)):
            try:
                connection = socket.create_connection((str(machine), self.port), self.timeout)
                break
            except OSError:
                if not last:
                    raise
        self._patience.watch(connection)
        if self._is_secure:
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=self.host)
        self.sock = connection
