"""Puts the parts together; the only file that opens storage."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from storage.database import Database, open_database

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.membership.request import Linking
    from bot.outbox.dispatch import Verdict
    from bot.outbox.notice import Notice
    from bot.people import Admission
    from bot.plan.measures import Catalogue
    from bot.reminders.rules import Rules
    from bot.settings import Settings
    from bot.stores import Stores
    from handlers.clock import Ticker

__all__ = ["Database", "made_ready", "open_store", "run_telegram"]

TIDYING = timedelta(hours=6)
SEALING = timedelta(minutes=1)
LOOKING_OVER = timedelta(hours=24)
REMINDING = timedelta(minutes=1)
COPYING = timedelta(minutes=15)
"""How often is looked whether a copy is due."""

log = logging.getLogger(__name__)


def open_store(url: str, *, migrate: bool = False, keeps: bool = True) -> Database:
    """Return the database at `url`; one of an older release is refused unless `migrate` is on.

    One that `keeps` answers begins its own series of receipts, where it has none yet.
    """
    if not keeps:
        return open_database(url, migrate=migrate)
    import secrets

    from bot.receipts import series

    return open_database(
        url, migrate=migrate, go_on=lambda last: series.begun(last, secrets.randbelow(series.APART))
    )


def run_telegram(
    settings: Settings, *, token: SecretStr, address: str, webhook_secret: SecretStr | None = None
) -> None:
    """Answer in Telegram until SIGTERM or SIGINT; what is in hand is finished first.

    With a `webhook_secret` Telegram delivers; without one it is asked.
    """
    database = open_store(address)
    asyncio.run(_serve(settings, token, database, address, webhook_secret))


def admission(settings: Settings) -> Admission:
    """Return who may speak without an invitation, as the settings say."""
    from bot.people import TERMINAL, Admission, Role

    known = {f"telegram:{number}": Role.READER for number in settings.telegram.allowed_ids}
    everybody = Role.READER if settings.people.open_to_all else Role.STRANGER
    return Admission(known=known | {TERMINAL: Role.OFFICER}, everybody=everybody)


def linking(settings: Settings) -> Linking:
    """Return how people are linked, as the settings say.

    Raises:
        SettingsError: the privacy notice's file cannot be read.
    """
    import secrets

    from bot.errors import SettingsError
    from bot.membership.notice import bundled, filled
    from bot.membership.request import Linking

    path = settings.path(settings.people.privacy_notice)
    try:
        notice = bundled() if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"people.privacy_notice: {path} cannot be read ({error}); name a UTF-8 text file."
        ) from None
    return Linking(
        new_token=lambda: secrets.token_urlsafe(16),
        bot_name=settings.telegram.username.removeprefix("@"),
        notice=filled(notice, answers_days=settings.retention.answers_days),
        lasts=timedelta(hours=settings.people.invitation_hours),
    )


async def made_ready(database: Database) -> Catalogue | None:
    """Return the plan's catalogue, None before the first import, ready for the first question.

    What is built here lasts as long as the process; the garbage collector need not look through it
    again and again while people wait.
    """
    from bot.questions.understand import understander

    def build(stores: Stores) -> Catalogue | None:
        catalogue = stores.plan.catalogue()
        if catalogue is not None:
            understander(catalogue)
        return catalogue

    catalogue = await database.read(build)
    if catalogue is not None and catalogue.measures:
        await _practise(database, catalogue)
    gc.collect()
    gc.freeze()
    return catalogue


async def _practise(database: Database, catalogue: Catalogue) -> None:
    """Answer a question and take it back: what is loaded only then, nobody has to wait for."""
    from bot.conversation import Incoming, Text, respond
    from bot.errors import BotError
    from bot.people import Admission, Role
    from handlers import clock

    now = clock.now()
    body = Text(text=f"latest {catalogue.measures[0].name}")
    asked = Incoming(key="practice", chat="practice", contact="practice", body=body, at=now)

    def work(stores: Stores) -> None:
        stores.expect(asked.chat, asked.contact)
        respond(asked, stores, now, admission=Admission(everybody=Role.READER))

    try:
        await database.rehearse(work)
    except BotError as error:
        log.warning("a first answer came to nothing: %s", error)


async def _serve(
    settings: Settings,
    token: SecretStr,
    database: Database,
    address: str,
    webhook_secret: SecretStr | None,
) -> None:
    # Imported here: `ask` and `chat` open storage too, and need none of Telegram.
    from bot import commands
    from bot.conversation import respond
    from bot.conversation.inline import cards
    from bot.people import Person, Role
    from bot.reminders.rules import rules_from
    from handlers import clock
    from handlers.drawing import Drawer
    from handlers.readiness import health_served
    from handlers.telegram.door import TelegramDoor

    reader = Person(id="telegram", role=Role.READER)
    drawer = Drawer()
    ticker = clock.Ticker()
    ticker.every(
        TIDYING, lambda: clock.tidy(database, settings.retention, clock.now()), name="tidy"
    )
    ticker.every(SEALING, lambda: clock.seal(database), name="seal")
    rules = rules_from(settings.reminders, recall_days=settings.retention.recall_days)
    ticker.every(rules.every, lambda: clock.plan(database, rules, clock.now()), name="plan")
    ticker.every(REMINDING, lambda: clock.remind(database, rules, clock.now()), name="remind")
    known = admission(settings)
    ticker.every(REMINDING, lambda: clock.tell(database, rules, known, clock.now()), name="tell")
    ticker.every(REMINDING, lambda: clock.see_off(database, clock.now()), name="see off")
    ticker.every(LOOKING_OVER, lambda: clock.check_balance(database), name="balance")
    _look_after(ticker, settings, database, address)
    try:
        catalogue = await made_ready(database)
        if catalogue is None:
            log.warning("there is no plan in the database yet; run: partnership-bot import")
        title = catalogue.plan.title if catalogue else "a partnership's plan"
        door = TelegramDoor(
            settings,
            token=token,
            database=database,
            respond=partial(
                respond,
                admission=admission(settings),
                rules=rules,
                linking=linking(settings),
                memory=timedelta(minutes=settings.conversation.follow_up_minutes),
            ),
            now=clock.now,
            menu=[(command.name, command.help) for command in commands.menu(reader)],
            about=f"Ask about {title}: its ambitions, measures and figures, in your own words.",
            short_about=f"Answers questions about {title}.",
            draw=drawer.draw,
            recheck=partial(_recheck, rules),
            webhook_secret=webhook_secret,
            alarm=_alarm,
            cards=partial(cards, admission=admission(settings)),
        )
        async with health_served(settings, database, door):
            ticker.start()
            await door.run()
    finally:
        await ticker.stop()
        await drawer.close()
        await database.close()


def _alarm(stores: Stores, text: str, now: datetime, key: str) -> None:
    from bot.alerting import tell_officers

    tell_officers(stores, text, now, key=key)


def _recheck(
    rules: Rules, stores: Stores, now: datetime, notices: Sequence[Notice]
) -> Mapping[str, Verdict]:
    from bot.reminders.recheck import recheck_reminders

    catalogue = stores.plan.catalogue()
    return {} if catalogue is None else recheck_reminders(stores, catalogue, rules, now, notices)


def _look_after(ticker: Ticker, settings: Settings, database: Database, address: str) -> None:
    """Have the database copied and looked over while the bot runs."""
    from handlers import clock, nightly, upkeep

    ticker.every(
        LOOKING_OVER, lambda: nightly.look_over(database, address, clock.now()), name="look over"
    )
    folder = settings.path(settings.backup.folder)
    if folder is None or upkeep.sqlite_path(address) is None:
        return
    ticker.every(
        COPYING,
        lambda: nightly.copy_where_due(database, address, settings.backup, folder, clock.now()),
        name="copies",
    )
