"""Which web addresses a service may have: keys and contact addresses go there."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit


def is_safe(address: str) -> bool:
    """Whether it is an https address, or an http address of this machine; no password in it."""
    try:
        parts = urlsplit(address)
        known = parts.hostname, parts.port
    except ValueError:
        return False
    if not known[0] or "@" in parts.netloc or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(known[0]))


def same_service(base: str, target: str) -> bool:
    """Whether a redirect from ``base`` stays on its host and cannot be overheard.

    On this machine, where each port is another service, the port must be the same too.
    """
    try:
        here, there = urlsplit(base), urlsplit(target)
        ports = here.port, there.port
    except ValueError:
        return False
    if not there.hostname or there.hostname != here.hostname or "@" in there.netloc:
        return False
    if _is_loopback(there.hostname):
        return there.scheme == here.scheme and ports[0] == ports[1]
    return there.scheme == "https" and _https_port(there) == _https_port(here)


def _https_port(parts: SplitResult) -> int:
    return parts.port or 443


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
