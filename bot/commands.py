"""The chat commands: one row each. The menu, /help and the reference page follow from the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot import answers, rendering
from bot.exchange.target_setting import Setting, set_target
from bot.learning import alias_page, aliases, misses
from bot.learning.adding import add_word, questions_to_try
from bot.membership import changing, inviting, joining, page
from bot.membership.request import NO_LINKS, Linking, Request
from bot.membership.store import MembershipRooms
from bot.people import Person, Role
from bot.plan.measures import Catalogue
from bot.questions.queries import Kind, Query
from bot.questions.understand import understander
from bot.receipts import quoting
from bot.receipts.quoting import Quoter
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of
from bot.stores import Stores
from bot.submissions import acting, dialogue, pages
from bot.submissions.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Call:
    """One use of a command: who, with which words after it, when, about which plan.

    `question` is the last question of this chat and `trace` how it was read, for /why; `chat` is
    where the command was sent and `key` of what came in.
    """

    person: Person
    words: str
    catalogue: Catalogue
    stores: Stores
    now: datetime
    today: date
    trace: tuple[str, ...] = ()
    question: str = ""
    chat: str = ""
    key: str = ""
    linking: Linking = NO_LINKS


@dataclass(frozen=True, kw_only=True)
class Command:
    """A row of the table: name without its slash, its line in the menu, who may use it.

    What only buttons send is not `shown` in the menu.
    """

    name: str
    help: str
    role: Role
    run: Callable[[Call], Reply]
    shown: bool = True


def ask(query: Query, call: Call) -> Reply:
    """Return the reply to a query, as if it had been typed."""
    facts = answers.answer(query, call.stores.plan, call.catalogue, call.today)
    return rendering.render(facts)


def _asking(query: Query) -> Callable[[Call], Reply]:
    return lambda call: ask(query, call)


def _why(call: Call) -> Reply:
    if not call.trace:
        return Reply(
            headline=line("There is no earlier question in this chat to explain."),
            lines=(line("Ask something first, then send /why."),),
        )
    return Reply(
        headline=line(bold(f"How “{call.question[:80]}” was read:")),
        lines=tuple(line(step) for step in call.trace),
    )


def quoter(call: Call) -> Quoter:
    """Return who looks up what was said, and where."""
    return Quoter(
        person=call.person,
        chat=call.chat,
        stores=call.stores,
        catalogue=call.catalogue,
        today=call.today,
    )


def _target(call: Call) -> Reply:
    setting = Setting(
        person=call.person,
        stores=call.stores,
        catalogue=call.catalogue,
        now=call.now,
        today=call.today,
    )
    return set_target(call.words, setting)


def _misses(call: Call) -> Reply:
    words = call.words.split()
    if not words:
        return misses.page(call.stores.learning, call.catalogue)
    if words[0] == "alias" and len(words) == 2 and words[1].isdecimal():
        return _offer_words(call, int(words[1]))
    return misses.decide(words, call.stores.learning, call.catalogue)


def _offer_words(call: Call, number: int) -> Reply:
    """Ask which measure the words of a miss should mean."""
    miss = call.stores.learning.find(number)
    if miss is None:
        return Reply(headline=line("That question is no longer on the list."), did=Did.REFUSED)
    words = aliases.words_for_alias(understander(call.catalogue).clues(miss.text)) or miss.text
    codes = [*sorted(miss.tapped, key=lambda code: -miss.tapped[code]), *miss.candidates]
    known = [code for code in dict.fromkeys(codes) if code in call.catalogue.by_code]
    buttons = [
        Button(label=call.catalogue.by_code[code].name, command=f"/alias {code} {words}")
        for code in known
    ]
    return Reply(
        headline=line(bold(f"Which measure is meant by “{words}”?")),
        lines=(line(f"For another measure or other words send: /alias CODE {words}"),),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )


def _alias(call: Call) -> Reply:
    first, _, rest = call.words.partition(" ")
    if first == "list" and not rest:
        return alias_page.listed(call.stores.learning.aliases(), call.catalogue)
    if not rest:
        return alias_page.usage()
    sure = first == alias_page.SURE
    if sure:
        first, _, rest = rest.strip().partition(" ")
    code, alias = first, " ".join(rest.split())
    questions = [] if sure else questions_to_try(call.stores.learning, call.catalogue)
    proposal = aliases.propose(call.catalogue, code, alias, questions, call.today)
    if not sure or proposal.refused:
        return alias_page.put(proposal, call.catalogue)
    told = add_word(call.stores, call.catalogue, code, alias, call.person.id, call.now)
    return alias_page.added(alias, call.catalogue.by_code[code].name, told)


def _visit(call: Call) -> Visit:
    return Visit(
        person=call.person,
        rooms=call.stores,
        catalogue=call.catalogue,
        now=call.now,
        today=call.today,
    )


def request_of(call: Call) -> Request[MembershipRooms]:
    """Return what somebody wants done about people."""
    return Request(
        person=call.person,
        rooms=call.stores,
        catalogue=call.catalogue,
        now=call.now,
        today=call.today,
        key=call.key,
        chat=call.chat,
        linking=call.linking,
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        name="help",
        help="what I can answer, with examples",
        role=Role.READER,
        run=_asking(Query(kind=Kind.HELP)),
    ),
    Command(name="start", help="begin here", role=Role.READER, run=_asking(Query(kind=Kind.HELP))),
    Command(
        name="ambitions",
        help="the plan's ambitions",
        role=Role.READER,
        run=_asking(Query(kind=Kind.PLAN)),
    ),
    Command(
        name="measures",
        help="everything the plan measures",
        role=Role.READER,
        run=_asking(Query(kind=Kind.LIST)),
    ),
    Command(
        name="receipt",
        help="what was said, by its receipt: /receipt CODE",
        role=Role.READER,
        run=lambda call: quoting.quote(call.words, quoter(call)),
    ),
    Command(
        name="submit",
        help="hand in a figure, step by step",
        role=Role.CONTRIBUTOR,
        run=lambda call: dialogue.step_by_step(_visit(call), call.words),
    ),
    Command(
        name="mine",
        help="what I owe, what waits, what came back",
        role=Role.CONTRIBUTOR,
        run=lambda call: pages.mine(_visit(call)),
    ),
    Command(
        name="signoff",
        help="figures that wait for my sign-off",
        role=Role.APPROVER,
        run=lambda call: pages.to_sign_off(_visit(call)),
    ),
    Command(
        name="policy",
        help="who signs off a measure: /policy CODE",
        role=Role.OFFICER,
        run=lambda call: pages.policy(_visit(call), call.words),
    ),
    Command(
        name="card",
        help="what the buttons of a card send",
        role=Role.READER,
        run=lambda call: acting.act(_visit(call), call.words),
        shown=False,
    ),
    Command(
        name="target",
        help="set a target: /target CODE PERIOD VALUE",
        role=Role.OFFICER,
        run=_target,
    ),
    Command(
        name="why",
        help="how your last question was read",
        role=Role.OFFICER,
        run=_why,
    ),
    Command(
        name="misses",
        help="questions that were not answered at once",
        role=Role.OFFICER,
        run=_misses,
    ),
    Command(
        name="alias",
        help="add a word for a measure: /alias CODE words",
        role=Role.OFFICER,
        run=_alias,
    ),
    Command(
        name="invite",
        help="invite somebody: /invite NAME; ORGANISATION; ROLE; MEASURES",
        role=Role.OFFICER,
        run=lambda call: inviting.invite(call.words, request_of(call)),
    ),
    Command(
        name="people",
        help="who belongs to the partnership",
        role=Role.OFFICER,
        run=lambda call: page.people(call.words, request_of(call)),
    ),
    Command(
        name="role",
        help="change a role: /role NAME; ROLE",
        role=Role.OFFICER,
        run=lambda call: changing.role(call.words, request_of(call)),
    ),
    Command(
        name="assign",
        help="give somebody measures: /assign NAME; owner; MEASURES",
        role=Role.OFFICER,
        run=lambda call: changing.assign(call.words, request_of(call)),
    ),
    Command(
        name="reassign",
        help="move measures to another owner: /reassign MEASURES; NAME",
        role=Role.OFFICER,
        run=lambda call: changing.reassign(call.words, request_of(call)),
    ),
    Command(
        name="remove",
        help="remove somebody: /remove NAME",
        role=Role.OFFICER,
        run=lambda call: changing.remove(call.words, request_of(call)),
    ),
    Command(
        name="confirm",
        help="confirm whose account it is",
        role=Role.OFFICER,
        run=lambda call: page.one_of(call.words, request_of(call), joining.confirm),
        shown=False,
    ),
    Command(
        name="unlink",
        help="take an account away",
        role=Role.OFFICER,
        run=lambda call: page.one_of(call.words, request_of(call), joining.unlink),
        shown=False,
    ),
    Command(
        name="link",
        help="make a new link for somebody",
        role=Role.OFFICER,
        run=lambda call: page.one_of(call.words, request_of(call), joining.new_link),
        shown=False,
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}


def allowed(person: Person, command: Command) -> bool:
    """Say whether this person may use this command; each role includes the ones before it."""
    return person.role.includes(command.role)


def menu(person: Person) -> tuple[Command, ...]:
    """Return the commands this person may use, in the order of the table."""
    return tuple(one for one in COMMANDS if one.shown and allowed(person, one))


def run(text: str, call: Call) -> Reply:
    """Return the reply to a command such as `/help` or `/help@some_bot words`."""
    name, _, _ = text[1:].partition(" ")
    command = BY_NAME.get(name.partition("@")[0].lower())
    if command is None or not allowed(call.person, command):
        listed = ", ".join(f"/{known.name}" for known in menu(call.person))
        shown = name[:32] or "…"
        return Reply(
            headline=line(f"There is no command /{shown} here."),
            lines=(line(f"The commands are {listed}. Or just type your question."),),
            did=Did.REFUSED,
            query=Query(kind=Kind.HELP),
        )
    return command.run(call)
