from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.markup import (
    GOES_ON,
    LIMIT,
    MORE,
    MOST_PARTS,
    length,
    parts,
    to_html,
    to_plain,
)
from bot.rendering.reply import Reply, bold, italic, line

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=80
)


class Stripped(HTMLParser):
    """Telegram's view: the text without its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += unescape(f"&{name};")


def parsed(html: str) -> str:
    stripped = Stripped()
    stripped.feed(html)
    stripped.close()
    return stripped.text


def test_text_is_escaped_and_styles_are_tags() -> None:
    reply = Reply(headline=line(bold("A & B <1>")), small=line(italic("from x")))
    assert to_html(reply) == "<b>A &amp; B &lt;1&gt;</b>\n<i>from x</i>"
    assert to_plain(reply) == "A & B <1>\nfrom x"


@given(st.lists(texts, max_size=5))
def test_html_says_the_same_as_plain_text(said: list[str]) -> None:
    reply = Reply(headline=line(bold("Head")), lines=tuple(line(one) for one in said))
    assert parsed(to_html(reply)) == to_plain(reply)


@given(st.integers(1, 300), st.integers(1, 120))
def test_nothing_is_longer_than_a_message_and_lines_stay_whole(many: int, long: int) -> None:
    lines = tuple(line(f"{number}: {'9' * long}") for number in range(many))
    small = line(italic("Source: x."))
    reply = Reply(headline=line(bold("Head")), lines=lines, small=small)
    plain = to_plain(reply)
    assert length(plain) <= LIMIT
    assert set(plain.split("\n")) <= {"Head", "Source: x.", MORE.text, *(one.text for one in lines)}
    assert plain.endswith("Source: x.")
    if plain != reply.text:
        assert MORE.text in plain


@given(st.integers(1, 300), st.integers(1, 120))
def test_a_long_reply_parts_at_the_ends_of_lines_and_loses_none(many: int, long: int) -> None:
    lines = tuple(line(f"{number}: {'9' * long}") for number in range(many))
    small = line(italic("Source: x."))
    reply = Reply(headline=line(bold("Head")), lines=lines, small=small, code="EH-7K2Q")
    found = parts(reply)
    assert len(found) <= MOST_PARTS
    assert all(length(one.plain) <= LIMIT for one in found)
    assert all(parsed(one.html) == one.plain for one in found)
    assert all(one.plain.endswith(GOES_ON.text) for one in found[:-1])
    assert found[-1].plain.endswith("Source: x. Receipt EH-7K2Q.")
    said = "\n".join(one.plain.removesuffix(f"\n{GOES_ON.text}") for one in found)
    if len(found) < MOST_PARTS:
        assert said == reply.text
    else:
        assert said == reply.text or MORE.text in said
    assert (len(found) == 1) == (length(reply.text) <= LIMIT)


def test_a_line_that_no_message_holds_is_cut() -> None:
    reply = Reply(headline=line("Head"), lines=(line("word " * 2000), line("after")))
    [only] = parts(reply)
    assert length(only.plain) <= LIMIT


def test_letters_beyond_the_basic_plane_count_twice() -> None:
    assert length("👍") == 2
    lines = tuple(line("👍" * 40) for _ in range(60))
    assert length(to_plain(Reply(headline=line("Head"), lines=lines))) <= LIMIT


def test_one_endless_line_is_cut_between_words() -> None:
    reply = Reply(headline=line(bold("word " * 2000)))
    plain = to_plain(reply)
    assert length(plain) <= LIMIT
    assert plain.split("\n")[0].endswith("word…")
