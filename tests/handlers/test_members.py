"""`people`: the first officer, invitations and the list, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.handlers.conftest import Typed

ANN = ("--name", "Ann", "--organisation", "Example Council")


def people(typed: Typed, url: str, *words: str, fails: int = 0) -> str:
    result = typed("people", *words, "--database", url)
    assert result.exit_code == fails, result.stderr
    return result.stderr if fails else result.stdout


def test_the_first_officer_gets_what_to_send_to_the_bot(typed: Typed, starter_url: str) -> None:
    said = people(typed, starter_url, "first-officer", *ANN)
    assert said.startswith("Send this to Ann yourself. It works once.")
    assert "/start " in said
    assert "Whoever opens it is the officer, so show it to nobody else." in said


def test_with_the_bots_name_in_the_settings_it_is_a_link(
    typed: Typed, plan_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "bot.toml"
    config.write_text('[telegram]\nusername = "@example_bot"\n', encoding="utf-8")
    said = people(typed, plan_url, "first-officer", *ANN, "--config", str(config))
    assert "https://t.me/example_bot?start=" in said
    (address,) = [line for line in said.splitlines() if line.startswith("https:")]
    assert len(address.partition("start=")[2]) == 22  # 128 bits, six to a letter


def test_each_link_is_a_new_one(typed: Typed, plan_url: str) -> None:
    first = people(typed, plan_url, "first-officer", *ANN)
    assert people(typed, plan_url, "link", "Ann") != first


def test_people_are_invited_listed_and_removed(typed: Typed, plan_url: str) -> None:
    people(typed, plan_url, "first-officer", *ANN)
    invited = ("--name", "Priya", "--role", "contributor", "--measures", "4.01, ambition 6")
    assert "Send this to Priya" in people(typed, plan_url, "invite", *invited)
    assert "2 people, 0 linked." in people(typed, plan_url, "list")
    assert "Hands in: 4.01" in people(typed, plan_url, "list", "Priya")
    assert "4.02" in people(typed, plan_url, "list", "gaps")
    assert "Priya is removed." in people(typed, plan_url, "remove", "Priya", "--yes")
    assert "I know nobody of that name." in people(typed, plan_url, "list", "Priya", fails=1)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("invite", "--name", "P", "--role", "contributor"), "Which measures does P hand in?"),
        (
            ("invite", "--name", "P", "--role", "approver", "--measures", "9.99"),
            "no measure called",
        ),
        (("confirm", "Nobody"), "I know nobody of that name."),
        (("invite", "--name", " ", "--role", "reader"), "Who is to be invited?"),
    ],
)
def test_what_is_missing_is_said(
    typed: Typed, plan_url: str, words: tuple[str, ...], why: str
) -> None:
    assert why in people(typed, plan_url, *words, fails=1)


def test_the_same_name_twice_needs_again(typed: Typed, plan_url: str) -> None:
    people(typed, plan_url, "first-officer", *ANN)
    assert "already" in people(typed, plan_url, "first-officer", *ANN, fails=1)
    people(typed, plan_url, "invite", "--name", "Ann", "--role", "reader", "--again")


def test_a_privacy_notice_that_cannot_be_read_is_named(
    typed: Typed, plan_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "bot.toml"
    config.write_text('[people]\nprivacy_notice = "none.txt"\n', encoding="utf-8")
    said = people(typed, plan_url, "first-officer", *ANN, "--config", str(config), fails=2)
    assert "people.privacy_notice" in said


def test_what_is_held_on_somebody_is_exported_whole(typed: Typed, starter_url: str) -> None:
    invited = ("--name", "Priya", "--role", "contributor", "--measures", "all")
    people(typed, starter_url, "invite", *invited)
    held = json.loads(people(typed, starter_url, "export", "Priya"))
    assert (held["name"], held["role"], held["account"]) == ("Priya", "contributor", None)
    assert [duty["scope"] for duty in held["duties"]] == ["*"]
    assert [one["done"] for one in held["changes_to_their_place"]] == [
        "exported what is held on",
        "made a link for",
        "invited",
    ]
    assert "I know nobody" in people(typed, starter_url, "export", "Nobody", fails=1)


def test_without_a_plan_it_says_what_to_run(typed: Typed, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert "partnership-bot import" in people(typed, url, "first-officer", *ANN, fails=1)
