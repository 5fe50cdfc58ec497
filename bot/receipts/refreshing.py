"""A card that is out of date: what has changed since, or its question asked anew."""

from __future__ import annotations

from dataclasses import replace

from bot.questions.queries import Kind, Query
from bot.receipts.quoting import Quoter, change_text
from bot.receipts.since import since
from bot.rendering.page import Page
from bot.rendering.reply import Reply, line

MOST = 3


def with_changes(reply: Reply, number: int, quoter: Quoter) -> Reply:
    """Return a reply to a pressed button, with what has changed since the card above it."""
    receipt = quoter.stores.receipts.find(number)
    if receipt is None:
        return reply
    page = Page(Query(kind=Kind.SOURCE))
    told = [
        change_text(page, one)
        for one in since(receipt.statements, quoter.screened, quoter.catalogue)
    ]
    changes = [line(f"Changed since the answer above: {text}.") for text in told if text]
    if not changes:
        return reply
    made = page.reply()
    return replace(
        reply,
        lines=(*changes[:MOST], *reply.lines),
        statements=tuple(dict.fromkeys((*reply.statements, *made.statements))),
    )


def asked_anew(number: int, quoter: Quoter) -> Query | None:
    """Return the question a forgotten card was about, for a fresh answer in its place.

    None where the card stated no figures, or was not for this chat.
    """
    receipt = quoter.stores.receipts.find(number)
    if receipt is None or receipt.chat != quoter.chat:
        return None
    known = quoter.catalogue.by_code
    codes = dict.fromkeys(one.measure for one in receipt.statements if one.measure in known)
    return Query(kind=Kind.LATEST, measures=tuple(codes)) if codes else None
