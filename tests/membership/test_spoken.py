"""Plain words that mean a command about people, and questions that must not be taken for one."""

from __future__ import annotations

import pytest

from bot.membership.spoken import command_for


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("away 1 to 14 August, cover Priya", "/away 1 to 14 August, cover Priya"),
        ("I'm on leave until 3 December", "/away until 3 December"),
        ("I’m off next week, cover Priya.", "/away next week, cover Priya"),
        ("I leave on Friday", "/leaving Friday"),
        ("I'm leaving the team at the end of the month", "/leaving the end of the month"),
        ("I am leaving for good, my last day is 4 December", "/leaving 4 December"),
        ("My last day is tomorrow.", "/leaving tomorrow"),
        ("I'm not leaving after all", "/staying"),
        ("not mine any more", "/not_mine"),
        ("This is not mine anymore!", "/not_mine"),
        ("4.01 is no longer mine", "/not_mine 4.01"),
        ("who changed 4.02 q2?", "/history 4.02 q2"),
        ("Who signed off the backlog", "/history the backlog"),
        ("what do you hold on me?", "/mydata"),
        ("show me my data", "/mydata"),
        ("please forget me", "/forget"),
        ("delete my account", "/forget"),
    ],
)
def test_plain_words_mean_a_command(said: str, command: str) -> None:
    assert command_for(said) == command


@pytest.mark.parametrize(
    "said",
    [
        "children placed away from home",
        "how many children are away from home",
        "off target measures",
        "who is responsible for the backlog",
        "what do you hold on children looked after",
        "what do you know about persistent absence",
        "ehcp backlog",
        "my borough against England",
        "what measures are mine",
        "leaving care at 18",
        "how many leave school at 16",
        "care leavers in employment",
        "delete",
    ],
)
def test_questions_are_left_to_be_questions(said: str) -> None:
    assert command_for(said) is None
