"""Addresses of a server: its own on this machine or network, and a public one."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sim.domain.errors import UsageError
from sim.web import security

EXAMPLE = "https://class.example.org"
LONGEST = 200
PAGES = (
    *("join", "leave", "language", "seat", "test", "teacher", "projector"),
    *("qr.svg", "export", "static", "ws"),
)
"""First parts of a room's paths, with which a prefix must not begin."""

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of which proxies and tunnels add at least one. Their values are not trusted; their
presence means that a request does not come from this machine."""


@dataclass(frozen=True)
class PublicUrl:
    """The public URL of a room, behind a proxy or tunnel with TLS.

    Attributes:
        name: host name or IP address.
        netloc: host with the port unless that is 443, as in the origin of a page.
        prefix: path of the room without a trailing slash; often empty.
    """

    name: str
    netloc: str
    prefix: str = ""

    @property
    def origin(self) -> str:
        """The origin of the pages."""
        return f"https://{self.netloc}"

    @property
    def address(self) -> str:
        """The address of the room, without a trailing slash."""
        return f"{self.origin}{self.prefix}"


@dataclass(frozen=True)
class Addresses:
    """The hosts that a server answers to.

    Attributes:
        names: its own names; IP addresses are always accepted.
        public: its public URL, if any.
    """

    names: frozenset[str]
    public: PublicUrl | None = None

    def is_public(self, host_header: str) -> bool:
        """Whether a request with this Host header used the public address."""
        if self.public is None:
            return False
        host, port = security.host_and_port(host_header)
        return host == self.public.name and security.port_allowed(port)

    def why_not(self, headers: Mapping[str, str], *, changes: bool) -> str:
        """Why a request with these headers is refused; empty if it is not.

        ``changes``: whether the request changes state, and so must come from our own pages.
        """
        host, origin = headers.get("host", ""), headers.get("origin")
        if self.public is not None and self.is_public(host):
            ours = origin == self.public.origin
        elif security.host_allowed(host, self.names):
            ours = security.same_origin(origin, host)
        else:
            public = f", to {self.public.netloc}" if self.public else ""
            return f"this server answers to its address{public} and to its own name only"
        if not changes or ours:
            return ""
        if self.public is not None and origin == self.public.origin:
            return (
                f"the proxy in front of this server must pass on the Host header "
                f"{self.public.netloc}, not {host}"
            )
        return "this must come from a page of this server"

    def from_afar(self, headers: Mapping[str, str]) -> bool:
        """Whether a request came through a proxy, whose IP address hides that of the sender.

        Only with a public address; without one, proxied requests are refused.
        """
        if self.public is None:
            return False
        return self.is_public(headers.get("host", "")) or forwarded(headers)

    def headers(self, host_header: str) -> dict[str, str]:
        """Response headers for a request with this Host header."""
        if self.public is not None and self.is_public(host_header):
            return security.headers(f"wss://{self.public.netloc}")
        return security.headers(f"ws://{host_header} wss://{host_header}")


def forwarded(headers: Mapping[str, str]) -> bool:
    """Whether headers show that a proxy or tunnel forwarded the request."""
    return any(name in headers for name in FORWARDED)


def read_public_url(text: str) -> PublicUrl:
    """Parse a public address.

    Raises:
        UsageError: if it is not ``https://HOST``, with an optional port and path.
    """
    if not text.isascii():
        raise _bad(text, "a host name beyond ASCII has another form, which begins with xn--")
    if len(text) > LONGEST or not re.fullmatch(r"[!-~]+", text):
        raise _bad(text, f"an address has no blanks and at most {LONGEST} characters")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _bad(text, str(error)) from None
    if parts.scheme == "http":
        raise _bad(
            text,
            "http:// sends cookies and votes in the clear",
            "put a proxy or a tunnel with TLS in front and name its https:// address; within a "
            "school network leave --public-url out and use --host 0.0.0.0",
        )
    if parts.scheme != "https" or not parts.netloc:
        raise _bad(text, "it does not begin with https:// and a host")
    if "@" in parts.netloc or "?" in text or "#" in text:
        raise _bad(text, "it must have no user, no ? and no #")
    if not _is_host(host) or port == 0:
        raise _bad(text, f"'{parts.netloc}' is not a host with an optional port")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, 443) else f"{shown}:{port}"
    return PublicUrl(host, netloc, _prefix(text, parts.path))


def _is_host(host: str) -> bool:
    """Whether ``host`` is a DNS name or an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        label = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
        return re.fullmatch(rf"{label}(\.{label})*", host) is not None
    return True


def _prefix(text: str, path: str) -> str:
    """The path without a trailing slash, if it can be used for a room."""
    prefix = path.rstrip("/")
    if not prefix:
        return ""
    parts = prefix.removeprefix("/").split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*", part) for part in parts):
        raise _bad(text, "a path consists of letters, digits and . _ ~ - between single slashes")
    if parts[0] in PAGES:
        raise _bad(
            text, f"/{parts[0]} is a page of the room itself", "choose another path, such as /room"
        )
    return prefix


def _bad(text: str, why: str, remedy: str = "") -> UsageError:
    return UsageError(
        f"'{text[:LONGEST]}' is not a public address",
        where="--public-url",
        why=why,
        remedy=remedy or f"write it like {EXAMPLE}, or {EXAMPLE}/room",
    )
