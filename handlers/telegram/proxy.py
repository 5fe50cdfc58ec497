"""The proxy of the environment through which Telegram is reached, found once at the start.

The variables are those every program knows: HTTPS_PROXY, HTTP_PROXY and NO_PROXY. What the proxy
wants to know of the caller stands in them too, so no text here shows more than host and port.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.errors import SettingsError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are reached without the environment's proxy."""


def proxy_for(base_url: str) -> str | None:
    """Return the address of the proxy for a Bot API server, or None where there is none.

    Raises:
        SettingsError: the environment names a proxy of a kind that the bot cannot use.
    """
    wanted = urlsplit(base_url)
    host = wanted.hostname or ""
    named = getproxies().get(wanted.scheme, "")
    if not named or host in LOOPBACK or proxy_bypass(host):
        return None
    address = named if "://" in named else f"http://{named}"
    variable = f"{wanted.scheme.upper()}_PROXY"
    advice = (
        f"Set {variable} to an HTTP proxy, such as http://proxy.example.org:3128, or add {host} to"
        " NO_PROXY to go without one."
    )
    try:
        proxy = urlsplit(address)
        usable = proxy.scheme == "http" and proxy.hostname and proxy.port != 0
    except ValueError:  # the port is no number
        raise SettingsError(f"{variable} is no address of a proxy.", advice=advice) from None
    if not usable:
        raise SettingsError(
            f"{variable} names a proxy of the kind “{proxy.scheme}”; the bot goes through HTTP"
            f" proxies only. {advice}"
        )
    return address


def shown(proxy: str) -> str:
    """Return host and port of a proxy, without the password that may stand in its address."""
    parts = urlsplit(proxy)
    return f"{parts.hostname}:{parts.port or 80}"
