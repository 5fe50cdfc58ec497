from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.markup import LIMIT, MORE, length, to_html, to_plain
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


def test_letters_beyond_the_basic_plane_count_twice() -> None:
    assert length("👍") == 2
    lines = tuple(line("👍" * 40) for _ in range(60))
    assert length(to_plain(Reply(headline=line("Head"), lines=lines))) <= LIMIT


def test_one_endless_line_is_cut_between_words() -> None:
    reply = Reply(headline=line(bold("word " * 2000)))
    plain = to_plain(reply)
    assert length(plain) <= LIMIT
    assert plain.split("\n")[0].endswith("word…")
