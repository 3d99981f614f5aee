"""Security of a room: rate limits, origins, host names and headers."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

MESSAGE_BYTES = 4096
MOST_CONNECTIONS = 300


@dataclass
class Attempts:
    """Counts wrong PINs: after five, each one doubles the delay, per address and in total.

    The total over all addresses has its own delay, so that many machines do not guess faster. None
    disables it, where wrong guesses from elsewhere must not delay the right one.
    """

    free: int = 5
    free_for_all: int | None = 30
    first_wait: float = 2.0
    longest_wait: float = 900.0
    forget_after: float = 3600.0
    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, address: str, now: float) -> float:
        """Seconds that ``address`` must wait before its next attempt.

        This machine does not wait because of guesses from other addresses.
        """
        own = self._left(address, self.free, now)
        if self.free_for_all is None or address in ("127.0.0.1", "::1"):
            return own
        return max(own, self._left("", self.free_for_all, now))

    def failed(self, address: str, now: float) -> None:
        """Count a wrong PIN from ``address`` at ``now`` (seconds)."""
        if len(self._wrong) > MOST_CONNECTIONS * 4:
            old = [key for key, (_, at) in self._wrong.items() if key and now - at > 60]
            for key in old:
                del self._wrong[key]
        for key in (address, ""):
            count, at = self._wrong.get(key, (0, now))
            if now - at > self.forget_after:
                count = 0
            self._wrong[key] = (count + 1, now)

    def succeeded(self, address: str) -> None:
        """Reset the failures of ``address``, and remove this attempt from the total."""
        self._wrong.pop(address, None)
        count, at = self._wrong.get("", (0, 0.0))
        if count:
            self._wrong[""] = (count - 1, at)

    def _left(self, key: str, free: int, now: float) -> float:
        count, at = self._wrong.get(key, (0, now))
        if count < free or now - at > self.forget_after:
            return 0.0
        wait = min(self.longest_wait, self.first_wait * 2.0 ** min(count - free, 20))
        return max(0.0, at + wait - now)


@dataclass
class Bucket:
    """A token bucket: ``rate`` messages per second in the long run, ``burst`` at once."""

    rate: float = 8.0
    burst: float = 24.0
    _left: float = field(default=-1.0)
    _at: float = 0.0

    def take(self, now: float) -> bool:
        """Take a token; returns whether a message at ``now`` (seconds) is within the rate."""
        if not self.holds(now):
            return False
        self._left -= 1.0
        return True

    def holds(self, now: float) -> bool:
        """Whether a message at ``now`` would be within the rate."""
        if self._left < 0:
            self._left, self._at = self.burst, now
        self._left = min(self.burst, self._left + max(0.0, now - self._at) * self.rate)
        self._at = now
        return self._left >= 1.0

    def full(self, now: float) -> bool:
        """Whether nothing was taken lately, so that the bucket is as good as a new one."""
        return self.holds(now) and self._left >= self.burst


@dataclass
class Buckets:
    """A token bucket for each name, such as an address; full ones are dropped when needed."""

    rate: float
    burst: float
    _named: dict[str, Bucket] = field(default_factory=dict)

    def take(self, name: str, now: float) -> bool:
        """Whether something that ``name`` does at ``now`` (seconds) is within its rate."""
        if name not in self._named and len(self._named) >= MOST_CONNECTIONS * 4:
            self._named = {key: b for key, b in self._named.items() if not b.full(now)}
        return self._named.setdefault(name, Bucket(self.rate, self.burst)).take(now)


def counted_as(host: str) -> str:
    """The key for counting attempts from ``host``; for IPv6, the network of the connection."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return host


def host_allowed(header: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this server: an IP address, or one of its own ``names``.

    Foreign names that resolve to this machine (DNS rebinding) are refused.
    """
    host, port = host_and_port(header)
    if not port_allowed(port):
        return False
    if host in names:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def same_origin(origin: str | None, host_header: str) -> bool:
    """Whether a request comes from our own pages; a missing Origin is refused."""
    if not origin or "://" not in origin:
        return False
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host_header.lower()


def port_allowed(port: str) -> bool:
    """Whether the port of a Host header is valid or missing; it appears in our responses."""
    return not port or (port.isascii() and port.isdigit())


def host_and_port(header: str) -> tuple[str, str]:
    """Host and port of a Host header; IPv6 without brackets."""
    text = header.strip().lower()
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        return (host, rest.removeprefix(":")) if closed else ("", "")
    host, _, port = text.partition(":")
    return host, port


def headers(sockets: str = "") -> dict[str, str]:
    """Response headers, which only allow our own files to run, load or frame a page.

    ``sockets`` are the origins to which a page may open a websocket.
    """
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self'{sockets and f' {sockets}'}; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
