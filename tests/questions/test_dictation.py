"""Dictated signs are signs, and what is taken back is not asked."""

from __future__ import annotations

import pytest

from bot.questions.normalise import normalise


def words(text: str) -> str:
    return " ".join(token.norm for token in normalise(text).tokens)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("neet in june question mark", "neet in june ?"),
        ("the backlog comma latest one full stop", "the backlog , latest one ."),
        ("how is neet no wait start again how is the backlog", "how is the backlog"),
        ("show me neet scratch that show me the backlog", "show me the backlog"),
    ],
)
def test_a_dictated_message_reads_as_a_typed_one(said: str, written: str) -> None:
    assert words(said) == written


def test_a_dictated_question_mark_asks() -> None:
    assert normalise("is neet down question mark").question
    assert not normalise("is neet down").question


@pytest.mark.parametrize(
    "text",
    [
        "theres a question mark over the neet figure",
        "when does term start again",
        "ignore that figure",
    ],
)
def test_the_same_words_stand_where_they_are_meant(text: str) -> None:
    assert words(text) == text
