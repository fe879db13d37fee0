"""Which addresses are of the open internet, in every way that they can be written."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from claims.pages.addresses import addresses_of, is_public

PUBLIC = [
    "93.184.215.14",
    "8.8.8.8",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
CLOSED = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1",
    "198.18.0.1", "::", "::1", "::127.0.0.1", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
    "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", CLOSED)
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "::1"]
)
def test_every_way_to_write_this_machine_leads_to_it(host: str) -> None:
    found = addresses_of(host, 80, 10.0)
    assert found and all(address.is_loopback for address in found)


@pytest.mark.parametrize("host", ["", "a" * 70 + ".test", "a..b"])
def test_a_name_that_is_none(host: str) -> None:
    try:
        assert not any(is_public(address) for address in addresses_of(host, 80, 10.0))
    except OSError as error:
        assert not isinstance(error, TimeoutError)


def test_a_look_up_has_an_end() -> None:
    with pytest.raises(TimeoutError):
        addresses_of("localhost", 80, -1.0)
