"""A notice on a screen: plain in a pipe, styled on a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.notice import Keyboard, Notice
from bot.rendering.markup import to_html
from bot.rendering.reply import Line, Reply, Span, Style
from handlers.terminal.screen import PlainScreen, StyledScreen, read_html, screen_for

NOTICE = Notice(
    key="terminal:1:1",
    chat="terminal:1",
    html="<b>464</b> waiting &amp; <i>stated</i> by <code>7.13</code>",
    plain="464 waiting & stated by 7.13",
    keyboard=Keyboard(rows=((("Trend", "a1:0"), ("Compare", "a1:1")), (("Definition", "a1:2"),))),
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_plain_text_and_numbered_buttons() -> None:
    stream = io.StringIO()
    screen_for(stream, {}).show(NOTICE)
    assert stream.getvalue() == (
        "464 waiting & stated by 7.13\n[1] Trend  [2] Compare\n[3] Definition\n\n"
    )


def test_a_terminal_gets_styles_and_the_same_words() -> None:
    fragments = read_html(NOTICE.html)
    assert ("bold", "464") in fragments
    assert ("italic", "stated") in fragments
    assert ("ansicyan", "7.13") in fragments
    assert "".join(text for _, text in fragments) == NOTICE.plain


def test_nested_and_unknown_tags_keep_their_words() -> None:
    fragments = read_html("<b>one <i>two</i></b> <blink>three</blink></u> four")
    assert fragments == [
        ("bold", "one "),
        ("bold italic", "two"),
        ("", " "),
        ("", "three"),
        ("", " four"),
    ]


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_styles_gets_none(environment: dict[str, str]) -> None:
    assert isinstance(screen_for(Terminal(), environment), PlainScreen)


def test_an_empty_no_color_changes_nothing() -> None:
    assert isinstance(screen_for(Terminal(), {"NO_COLOR": ""}), StyledScreen)


def test_typed_control_characters_cannot_steer_the_terminal() -> None:
    stream = io.StringIO()
    PlainScreen(stream).say("no /\x1b[31mred\x9b command")
    assert stream.getvalue() == "no /[31mred command\n"


@given(
    st.lists(
        st.builds(
            Span,
            st.text(st.characters(exclude_characters="\r", codec="utf-8")),
            st.sampled_from(Style),
        ),
        min_size=1,
    )
)
def test_whatever_a_reply_says_is_shown_word_for_word(spans: list[Span]) -> None:
    reply = Reply(headline=Line(tuple(spans)))
    shown = "".join(text for _, text in read_html(to_html(reply, limit=10**9)))
    assert shown == reply.headline.text
