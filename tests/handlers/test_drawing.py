"""Pictures as PNG: drawn in a process of their own, kept as files for the terminal."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path

import pytest

from bot.errors import DrawingError
from bot.rendering import chart_spec
from bot.rendering.chart_spec import ChartSpec
from handlers.drawing import Drawer, PictureFolder
from handlers.drawing.labels import Box, Labels
from handlers.drawing.lines import joined
from handlers.drawing.pages import draw
from handlers.drawing.sheet import Pen, wide, wrapped
from handlers.telegram.pictures import Draw
from tests.handlers.conftest import Typed
from tests.making import count, figure, measure, year
from tests.rendering.drawn import Few, reply_of, spec_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"
YEARS = [year(first) for first in range(2014, 2026)]
LONG = "Households in temporary accommodation outside the borough for over half a year " * 3


def chart(values: str = "58 60 64", **changes: object) -> ChartSpec:
    figures = [figure(period, text) for period, text in zip(YEARS, values.split(), strict=False)]
    return spec_of(measure(**changes), figures)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(SIGNATURE)
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


@pytest.mark.parametrize(
    "spec",
    [
        chart(),
        chart("0 0 0 0"),
        chart("99.9 100 100 98 100"),
        chart(" ".join(["60"] * 12)),
        chart(name=LONG),
        chart(name="Cost of $5 to $10 places"),
    ],
    ids=["plain", "zeros", "near 100", "twelve level", "long name", "dollars"],
)
def test_pictures_are_wide_enough_and_never_taller_than_telegram_shows_well(
    spec: ChartSpec,
) -> None:
    wide, high = size(draw(spec))
    assert wide == 1_200
    assert 600 < high < 1_900


@pytest.mark.parametrize("number", [2, 3, 4])
def test_small_multiples_are_one_picture(number: int) -> None:
    measures = [measure(code=f"9.0{one}", name=f"Measure {one}") for one in range(number)]
    plan = Few([figure(period, "60", measure=one.code) for one in measures for period in YEARS[:5]])
    spec = reply_of(measures, plan).picture
    assert spec is not None
    assert len(spec.panels) == number
    assert size(draw(spec))[1] < 1_900


def test_a_picture_is_opaque_and_says_in_words_what_it_shows() -> None:
    picture = draw(chart())
    palette = 3
    assert picture[25] == palette
    assert b"tRNS" not in picture
    assert b"Description" in picture
    assert b"Repairs done in time: up 6.0 percentage points" in picture


def test_the_same_spec_gives_the_same_picture() -> None:
    assert draw(chart()) == draw(chart())


def test_lines_stop_at_gaps_breaks_and_places_apart() -> None:
    spec = spec_of(
        count(withhold_below=10),
        [
            figure(YEARS[0], "50"),
            figure(YEARS[1], "51"),
            figure(YEARS[2], "3"),
            figure(YEARS[3], "53"),
            figure(YEARS[4], "54", note="Series break"),
            figure(YEARS[5], "55", note="do not compare"),
            figure(YEARS[6], "56"),
        ],
    )
    places = spec.panels[0].places
    assert joined(places, [one.height for one in places]) == [[0, 1], [3], [4], [5], [6]]


def test_labels_do_not_cover_each_other_or_a_point() -> None:
    labels = Labels(Box(0, 0, 400, 300))
    labels.avoid_point(100, 150)
    labels.avoid_point(130, 150)
    boxes = [labels.place(x, 150, 60, 28) for x in (100, 130)]
    one, other = boxes
    assert one is not None
    assert other is not None
    assert one.shared(other) == 0
    assert not any(box.holds(x, 150) for box in (one, other) for x in (100, 130))


def test_a_label_without_room_is_left_out() -> None:
    labels = Labels(Box(0, 0, 50, 20))
    assert labels.place(25, 10, 60, 28) is None


def test_text_is_wrapped_by_its_width_and_cut_with_a_sign() -> None:
    pen = Pen(size=30)
    lines = wrapped(LONG, pen, 500)
    assert " ".join(lines) == LONG.strip()
    assert all(wide(line, pen) <= 500 for line in lines)
    assert wrapped(LONG, pen, 500, most=2)[1].endswith("…")


async def test_the_drawing_process_draws_and_ends() -> None:
    drawer = Drawer(longest=60)
    spec = chart_spec.to_json(chart())
    pictures = await asyncio.gather(drawer.draw(spec), drawer.draw(spec))
    await drawer.close()
    assert list(pictures) == [draw(chart())] * 2
    await drawer.close()


async def test_a_bad_spec_is_refused_and_the_next_one_drawn() -> None:
    drawer = Drawer(longest=60)
    with pytest.raises(DrawingError, match="ValidationError"):
        await drawer.draw('{"title": 3}')
    size(await drawer.draw(chart_spec.to_json(chart())))
    await drawer.close()


async def test_a_picture_that_takes_too_long_is_given_up_and_the_process_replaced() -> None:
    drawer = Drawer(longest=0.0)
    spec = chart_spec.to_json(chart())
    with pytest.raises(DrawingError, match="too long"):
        await drawer.draw(spec)
    drawer.longest = 60
    size(await drawer.draw(spec))
    await drawer.close()


async def test_a_process_that_died_is_replaced() -> None:
    drawer = Drawer(longest=60)
    spec = chart_spec.to_json(chart())
    await drawer.draw(spec)
    assert drawer._process is not None
    drawer._process.kill()
    with pytest.raises(DrawingError, match="ended"):
        await drawer.draw(spec)
    size(await drawer.draw(spec))
    await drawer.close()


async def test_a_picture_is_kept_as_a_file_and_drawn_once(tmp_path: Path) -> None:
    drawn: list[str] = []
    folder = PictureFolder(counting(drawn), tmp_path / "pictures")
    spec = chart_spec.to_json(chart())
    first, again = await folder.save(spec), await folder.save(spec)
    assert first == again
    assert first.read_bytes() == b"picture"
    assert len(drawn) == 1
    assert await folder.save(chart_spec.to_json(chart("1 2 3"))) != first


async def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file, not a folder")
    with pytest.raises(DrawingError, match="cannot be written"):
        await PictureFolder(counting([]), tmp_path / "pictures").save("{}")


def counting(drawn: list[str]) -> Draw:
    async def draw_nothing(spec: str) -> bytes:
        drawn.append(spec)
        return b"picture"

    return draw_nothing


def test_in_the_terminal_the_picture_is_a_file_and_its_path_is_said(
    typed: Typed, plan_url: str
) -> None:
    piped = "chart of persistent absence\n1\n"
    result = typed("chat", "--database", plan_url, "--today", "2026-11-23", piped=piped)
    assert result.exit_code == 0, result.stderr
    said = [line for line in result.stdout.splitlines() if line.startswith("Picture: ")]
    assert len(said) == 1
    size(Path(said[0].removeprefix("Picture: ")).read_bytes())
    assert "Gap: school year 2019/20, not available." in result.stdout


def test_a_label_that_a_line_would_cross_is_left_out() -> None:
    """A steep line on both sides of a point leaves no room that can be read."""
    labels = Labels(Box(0, 0, 120, 120))
    for x in range(30, 100, 12):
        labels.avoid_line([(x, 0), (x, 120)])
    assert labels.place(60, 60, 80, 20) is None
    free = Labels(Box(0, 0, 120, 120))
    assert free.place(60, 60, 80, 20) is not None
