"""No secret ever stands in a log line, wherever in the record it was."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import logs

TOKEN = "123456789:AAEhBP0av28_abcdefghijklmnopqrstuv-wx"
ADDRESS = "postgresql://officer:swordfish@db.internal:5432/plan"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level, failing = root.handlers[:], root.level, logging.raiseExceptions
    stream = io.StringIO()
    logs.set_up("DEBUG", secrets=("short1", "x"), stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = failing


def test_a_token_in_message_arguments_or_exception_is_hidden(written: io.StringIO) -> None:
    log = logging.getLogger("bot")
    log.info("https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("https://api.telegram.org/bot%s/getMe" % TOKEN.replace(":", "%3A"))  # noqa: UP031
    try:
        raise ValueError(f"refused: {TOKEN}")
    except ValueError:
        log.exception("failed with %r", {"token": TOKEN})
    log.info("stack", stack_info=True, extra={"token": TOKEN})
    text = written.getvalue()
    assert "ValueError: refused: [hidden]" in text
    assert TOKEN.partition(":")[2] not in text


def test_a_database_password_is_hidden_and_its_address_stays(written: io.StringIO) -> None:
    logging.getLogger("bot").warning("cannot reach %s", ADDRESS)
    assert "postgresql://officer:[hidden]@db.internal:5432/plan" in written.getvalue()
    assert "swordfish" not in written.getvalue()


def test_a_secret_in_use_is_hidden_though_it_looks_like_nothing(written: io.StringIO) -> None:
    logging.getLogger("bot").warning("got short1 from x")
    assert "got [hidden] from x" in written.getvalue()


def test_the_http_client_does_not_write_addresses(written: io.StringIO) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    httpx.Client(transport=transport).get(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert written.getvalue() == ""


def test_a_python_warning_is_a_log_line_too(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"odd token {TOKEN}", stacklevel=1)
    assert "odd token [hidden]" in written.getvalue()


@given(before=st.text(), number=st.integers(100_000, 10**12), after=st.text())
def test_a_token_is_hidden_whatever_stands_around_it(before: str, number: int, after: str) -> None:
    assert "q" * 35 not in logs.redacted(f"{before}{number}:{'q' * 35}{after}")
