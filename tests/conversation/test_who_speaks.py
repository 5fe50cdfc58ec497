"""Who somebody is to the bot is looked up with every message."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import Admission, Member, Person, Role
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import MORNING, Talk, text_of

OFFICERS_COMMAND = "/misses"


def officer(stores: Stores) -> Member:
    someone = stores.people.add(name="Ann", organisation="", role=Role.OFFICER, now=MORNING)
    stores.people.link(someone.id, "telegram:7", MORNING)
    stores.people.confirm(someone.id, MORNING)
    return someone


async def test_a_member_may_do_what_their_role_allows(starter: Database) -> None:
    await starter.transact(officer)
    heard = await Talk(starter, role=Role.STRANGER).say(OFFICERS_COMMAND)
    assert "no command" not in text_of(heard)


async def test_an_editor_who_is_not_confirmed_only_reads(starter: Database) -> None:
    def unconfirmed(stores: Stores) -> None:
        someone = stores.people.add(name="Ann", organisation="", role=Role.OFFICER, now=MORNING)
        stores.people.link(someone.id, "telegram:7", MORNING)

    await starter.transact(unconfirmed)
    talk = Talk(starter, role=Role.STRANGER)
    assert "no command" in text_of(await talk.say(OFFICERS_COMMAND))
    assert "464" in text_of(await talk.say("ehcp backlog"))


async def test_somebody_removed_can_do_nothing_in_the_middle_of_a_conversation(
    starter: Database,
) -> None:
    someone = await starter.transact(officer)
    talk = Talk(starter, role=Role.STRANGER)
    asked = await talk.say("latest EHCP figure")
    await starter.transact(lambda stores: stores.people.leave(someone.id, MORNING))
    assert asked.reply is not None
    pressed = await talk.press(asked, asked.reply.flat_buttons()[0].label)
    assert "whom the partnership has invited" in text_of(pressed)


async def test_a_role_lowered_counts_from_the_next_message(starter: Database) -> None:
    someone = await starter.transact(officer)
    talk = Talk(starter, role=Role.STRANGER)
    await talk.say(OFFICERS_COMMAND)
    await starter.transact(lambda stores: stores.people.set_role(someone.id, Role.READER))
    assert "no command" in text_of(await talk.say(OFFICERS_COMMAND))


async def test_one_who_was_removed_and_is_named_in_the_settings_only_reads(
    starter: Database,
) -> None:
    someone = await starter.transact(officer)
    await starter.transact(lambda stores: stores.people.leave(someone.id, MORNING))
    talk = Talk(starter, role=Role.READER)
    assert "no command" in text_of(await talk.say(OFFICERS_COMMAND))


async def test_open_to_all_lets_everybody_read_and_no_more(database: Database) -> None:
    everybody = Admission(everybody=Role.READER)
    person = await database.read(lambda stores: everybody.person("telegram:9", stores.people))
    assert person == Person(id="telegram:9", role=Role.READER)


@dataclass
class Counted:
    """A people store that counts how often it is asked."""

    seeks: int = 0

    def by_contact(self, contact: str) -> None:
        self.seeks += 1


def test_looking_somebody_up_is_one_seek() -> None:
    people = Counted()
    Admission().person("telegram:9", people)  # type: ignore[arg-type]
    assert people.seeks == 1
