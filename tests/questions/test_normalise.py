"""Text as typed becomes tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.normalise import LONGEST, TokenKind, normalise, tokenise
from bot.questions.stems import british, stem


def norms(text: str) -> str:
    return " ".join(token.norm for token in normalise(text).tokens)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("What's the NEET figure?", "whats the neet figure ?"),
        ("care leavers’ EET", "care leavers eet"),
        ("care leavers` EET", "care leavers eet"),
        ("children\u02bcs plan", "childrens plan"),
        ("“backlog”", "backlog"),
        ("café\u00a0naïve", "cafe naive"),
        ("👋 backlog 📈🇬🇧", "backlog"),
        ("back\u200blog", "backlog"),
        ("16–17", "16-17"),
        ("2023–24", "2023-24"),
        ("61·4", "61·4"),
        ("1️⃣", "1"),
        ("5²", "5"),
        ("14½ weeks", "14.5 weeks"),
        ("re-referrals", "rereferrals"),
        ("pre-school co-ordinator", "preschool coordinator"),
        ("drop-out", "drop - out"),
        ("20wks", "20 weeks"),
        ("2-2.5 year reviews", "2-2.5 year reviews"),
        ("3+ placements", "3+ placements"),
        ("£6,900 pw", "£ 6,900 pw"),
        ("KS2, A8 & GLD", "ks2 , a8 & gld"),
        ("the 2010s", "the 2010s"),
        ("16-17s", "16-17"),
        ("last yr / qtr / mths", "last year / quarter / months"),
        ("center program neighbors behavior", "centre programme neighbours behaviour"),
        ("organized organization analyze prize size", "organised organisation analyse prize size"),
        ("CAFÉ", "cafe"),
    ],
)
def test_writing_is_made_plain(typed: str, plain: str) -> None:
    assert norms(typed) == plain


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Hi, latest NEET please", "latest neet"),
        ("morning! whats the backlog, thanks", "whats the backlog"),
        ("Good afternoon all, sorry to bother you but how is ambition 4 doing",
         "how is ambition 4 doing"),
        ("hello there pls can you tell me the care rate cheers",
         "can you tell me the care rate"),
        ("um so erm basically the neet rate you know", "the neet rate"),
        ("thanks x", ""),
        ("thank you so much!", ""),
        ("Hi", ""),
        ("the morning club", "the morning club"),
        ("sorry meant 389", "sorry meant 389"),
        ("no, I meant primary", "no , i meant primary"),
    ],
)  # fmt: skip
def test_manners_are_taken_off(typed: str, left: str) -> None:
    assert norms(typed) == left


def test_manners_leave_marks() -> None:
    read = normalise("Morning, could you please send the NEET figure? Thanks")
    assert (read.greeting, read.polite, read.thanks, read.question) == (True, True, True, True)
    assert not normalise("neet").greeting


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Fwd: RE: latest backlog", "latest backlog"),
        ("FW: backlog in march", "backlog in march"),
        ("whats the neet rate\n> On Monday the bot wrote\n> 4.1%", "whats the neet rate"),
        ("> whats the neet rate", "whats the neet rate"),
        ("From: me\nSent: Monday\nSubject: backlog\nwhats the latest", "backlog whats the latest"),
        ("whats the latest backlog\n\nKind regards\nSam\nTeam manager", "whats the latest backlog"),
        ("whats the backlog\n\nSent from my iPhone", "whats the backlog"),
        ("see below\n-----Original Message-----\nbacklog?", "see below backlog ?"),
    ],
)  # fmt: skip
def test_mail_wrapping_is_taken_off(typed: str, left: str) -> None:
    assert norms(typed) == left


def test_a_token_knows_where_it_stood() -> None:
    text = "Hi 👋 the ﬁgure for care leavers’ EET"
    for token in normalise(text).tokens:
        assert text[token.start : token.end] == token.text
    assert [one.text for one in normalise(text).tokens][1] == "ﬁgure"


def test_full_width_digits_are_remembered() -> None:
    (token,) = tokenise("１２")
    assert token.norm == "12"
    assert token.foreign_digits
    assert not tokenise("12")[0].foreign_digits


def test_a_token_says_what_it_is_and_whether_it_is_joined() -> None:
    word, number, sign = tokenise("neet 61.4%")
    assert [one.kind for one in (word, number, sign)] == [
        TokenKind.WORD,
        TokenKind.NUMBER,
        TokenKind.SYMBOL,
    ]
    assert sign.joined
    assert not number.joined


@pytest.mark.parametrize(
    "family",
    [
        "wait waits waited waiting", "place places placed placing", "plan plans planned planning",
        "family families", "child children childrens", "assess assesses assessed assessing",
        "refer refers referred referring", "suspend suspends suspended suspending",
        "move moves moved moving", "agency agencies", "baby babies", "visit visits visited",
        "exclude excludes excluded excluding", "issue issues issued issuing", "person people",
        "live lived living", "need needs", "carry carried carries",
    ],
)  # fmt: skip
def test_inflections_meet_in_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("care", "car"), ("bus", "bu"), ("class", "clas"), ("less", "les"), ("string", "str"),
        ("during", "dur"), ("morning", "morn"), ("process", "proces"), ("status", "statu"),
    ],
)  # fmt: skip
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_british_spelling_and_stems_settle(word: str) -> None:
    assert british(british(word)) == british(word)
    assert stem(word)


@given(st.text(max_size=300))
def test_any_text_becomes_tokens_in_order(text: str) -> None:
    tokens = normalise(text).tokens
    assert all(text[one.start : one.end] == one.text for one in tokens)
    # '…' is one character and three signs, which all stand in its place.
    assert all(one.start <= other.start for one, other in pairwise(tokens))
    assert all(one.norm and not one.norm.isspace() for one in tokens)


@pytest.mark.parametrize(
    "unit", ["a", "1/", "> ", "’", "１", "é ", "hi ", "\n", "👩‍👧 ", "re-", "½"]
)
def test_the_longest_text_is_read(unit: str) -> None:
    text = (unit * LONGEST)[: LONGEST + 50]
    assert len(normalise(text).tokens) <= LONGEST
