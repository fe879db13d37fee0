"""Which network addresses a page may be fetched from."""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address
from threading import Thread

Address = IPv4Address | IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, and so is the IPv4 address within it."""
    within = _ipv4_within(address)
    if within is not None:
        return is_public(within)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_link_local
    )


def _ipv4_within(address: Address) -> IPv4Address | None:
    """The IPv4 address that a mapped, 6to4 or NAT64 address leads to."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def addresses_of(host: str, port: int, seconds: float) -> list[Address]:
    """The addresses of a host, each once, in the system's order of preference.

    Raises ``OSError`` where the name has none, ``TimeoutError`` (which is one) after ``seconds``.
    """
    found: list[list[Address] | OSError] = []

    def look_up() -> None:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            names = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in known)
            found.append([ipaddress.ip_address(name) for name in names])
        except OSError as error:
            found.append(error)
        except UnicodeError:
            found.append(OSError("no such name"))

    # The system's resolver takes no time limit, and a daemon does not hold up the end of the run.
    thread = Thread(target=look_up, daemon=True)
    if seconds > 0:
        thread.start()
        thread.join(seconds)
    if not found:
        raise TimeoutError
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]
