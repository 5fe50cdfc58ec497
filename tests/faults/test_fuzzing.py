"""Whatever comes from outside, in whatever shape: an answer or a plain refusal, never a crash."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversation import Heard, Incoming, Press, Text, respond
from bot.errors import ExchangeError, SettingsError
from bot.people import Admission, Role
from bot.plan.measures import Unit
from bot.questions.number_words import read_value
from bot.rendering import markup
from bot.settings import read_settings
from bot.stores import Stores
from handlers.telegram.inbox import has_id, row_of
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.exchange.folders import TRAVEL, as_workbook, checked, copied
from tests.faults.ledger import rounds
from tests.postgresql_server import run_apart
from tests.telegram_stand_in.entities import parse_html, units

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OFTEN = settings(
    max_examples=rounds(80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WORDS = [
    "latest",
    "ehcp",
    "figure",
    "child",
    "poverty",
    "trend",
    "compare",
    "with",
    "england",
    "ambition",
    "4",
    "target",
    "2024-25",
    "Q2",
    "sept",
    "12,5",
    "<5",
    "%",
    "−3",
    "½",
    "and",
    "in",
    "who",
    "why",
    "/start",
    "/submit",
    "/alias",
    "/misses",
    "4.02",
    "since",
    "between",
]
PLAIN = st.text(max_size=200)
LIKELY = st.lists(
    st.sampled_from(WORDS) | st.text(max_size=6) | st.integers().map(str), max_size=12
).map(" ".join)
ODD = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\u202e" + "figure",
        "\u200b" * 50,
        "<b>&lt;</i>*_[]`",
        "😀" * 4_000,
        "a" * 5_000,
        "'; DROP TABLE figure; --",
        '=HYPERLINK("http://x","y")',
        "9" * 400,
        "1e308",
        "NaN",
        "1/0",
        "٣٤٥",
        "ſtart",
        "\ud800",
        "/" * 300,
        "\n" * 300,
    ]
)
SAID = PLAIN | LIKELY | ODD


@pytest.fixture(scope="module")
def starter_database(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Any:
    url = templates.copy("sqlite", tmp_path_factory.mktemp("fuzzing"), plan=True)
    opened = open_database(url)
    yield opened
    run_apart(opened.close())


def heard(database: Database, body: Text | Press, role: Role = Role.OFFICER) -> Heard:
    """Return what the real flow makes of it; nothing of it stays."""
    incoming = Incoming(
        key="telegram:1", chat="telegram:7", contact="telegram:7", body=body, at=NOW
    )
    admission = Admission(known={"telegram:7": role})

    def work(stores: Stores) -> Heard:
        return respond(incoming, stores, NOW, admission=admission)

    found: Heard = run_apart(database.rehearse(work))
    return found


def telegram_takes(found: Heard) -> None:
    """Fail where Telegram would refuse the reply."""
    if found.reply is None:
        return
    html = markup.to_html(found.reply)
    assert units(parse_html(html).text) <= 4_096
    assert markup.to_plain(found.reply).strip()


@given(SAID, st.sampled_from([Role.READER, Role.CONTRIBUTOR, Role.OFFICER]))
@example("/start " + "A" * 64, Role.READER)
@OFTEN
def test_any_text_gets_an_answer(starter_database: Database, text: str, role: Role) -> None:
    telegram_takes(heard(starter_database, Text(text=text), role))


@given(
    st.text(max_size=64) | st.from_regex(r"[a-z]{1,2}-?\d{1,25}(:[-\w]{0,12}){0,3}", fullmatch=True)
)
@example("a99999999999999999999999:0")
@example("a1:-1")
@OFTEN
def test_any_pressed_button_gets_an_answer(starter_database: Database, data: str) -> None:
    telegram_takes(heard(starter_database, Press(data=data, message_id=1)))


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=64))
@OFTEN
def test_any_deep_link_gets_an_answer(starter_database: Database, payload: str) -> None:
    telegram_takes(heard(starter_database, Text(text=f"/start {payload}"), Role.STRANGER))


@given(SAID, st.sampled_from(Unit))
@OFTEN
def test_any_text_is_a_value_or_none(text: str, unit: Unit) -> None:
    read_value(text, unit)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["update_id", "message", "chat", "from", "id", "callback_query", "text"]
            )
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.text(max_size=8) | st.sampled_from(["message", "poll"]), JSON), st.integers()
)
@OFTEN
def test_any_update_with_a_number_can_be_kept(update: dict[str, Any], number: int) -> None:
    given = update | {"update_id": number}
    if has_id(given):
        row = row_of(given)
        assert row.chat.startswith("telegram:")
        assert json.loads(row.body).keys() == given.keys()


CELL = st.text(max_size=12) | st.sampled_from(
    ["12,5", "<5", "NaN", "1e308", "=1+1", "2024-13-01", "3.02", "", "\x00"]
)


@given(
    st.lists(st.lists(CELL, max_size=12), max_size=6),
    st.sampled_from(["measures", "figures", "ambitions"]),
)
@OFTEN
def test_any_sheet_is_read_or_refused(tmp_path: Path, rows: list[list[str]], name: str) -> None:
    folder = tmp_path / "plan"
    if not folder.exists():
        copied(TRAVEL, folder)
    path = folder / f"{name}.csv"
    good = path.read_bytes()
    lines = good.decode().splitlines()[:1] + [",".join(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    try:
        with suppress(ExchangeError):
            checked(folder)
    finally:
        path.write_bytes(good)


@given(st.binary(max_size=400))
@OFTEN
def test_any_bytes_as_a_sheet_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "plan"
    if not folder.exists():
        copied(TRAVEL, folder)
    (folder / "figures.csv").write_bytes(content)
    with suppress(ExchangeError):
        checked(folder)


@given(st.data())
@settings(OFTEN, max_examples=rounds(25))
def test_any_workbook_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    good = tmp_path / "good.xlsx"
    if not good.exists():
        as_workbook(TRAVEL, good)
    spoilt = tmp_path / "spoilt.xlsx"
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    body = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + 1] = data.draw(st.binary(max_size=6))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            archive.writestr(other, bytes(body) if other == name else content)
    spoilt.write_bytes(made.getvalue())
    with suppress(ExchangeError):
        checked(spoilt)


@given(st.binary(max_size=300))
@OFTEN
def test_any_bytes_named_xlsx_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.xlsx"
    path.write_bytes(content)
    with pytest.raises(ExchangeError):
        checked(path)


@given(
    st.binary(max_size=200)
    | st.text(alphabet="[]telegramoudb =\"'\n0.1_#", max_size=80).map(lambda text: text.encode())
)
@OFTEN
def test_any_settings_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with suppress(SettingsError):
        read_settings(path)
