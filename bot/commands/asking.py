"""Commands that ask, and those that show how questions are read and learnt from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import answers, rendering
from bot.commands.call import Call, Command
from bot.learning import alias_page, aliases, misses
from bot.learning.adding import add_word, questions_to_try
from bot.people import Role
from bot.questions.queries import Kind, Query
from bot.questions.understand import understander
from bot.receipts.shown import ShownInChat
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of


def ask(query: Query, call: Call) -> Reply:
    """Return the reply to a query, as if it had been typed."""
    facts = answers.answer(
        query,
        call.stores.plan,
        call.catalogue,
        call.today,
        ShownInChat(call.stores.receipts, call.chat),
    )
    return rendering.render(facts)


def _asking(query: Query) -> Callable[[Call], Reply]:
    return lambda call: ask(query, call)


def _help(call: Call) -> Reply:
    """What can be asked, and to those who hand in or sign off also their commands."""
    reply = ask(Query(kind=Kind.HELP), call)
    if call.group or not call.listed or call.person.role is Role.READER:
        return reply
    return replace(reply, lines=(*reply.lines, line(bold("Commands")), *map(line, call.listed)))


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


ASKING: tuple[Command, ...] = (
    Command(
        name="help",
        help="what I can answer, with examples",
        role=Role.READER,
        in_groups=True,
        run=_help,
    ),
    Command(
        name="start",
        help="begin here",
        role=Role.READER,
        in_groups=True,
        run=_asking(Query(kind=Kind.HELP)),
    ),
    Command(
        name="ambitions",
        help="the plan's ambitions",
        role=Role.READER,
        in_groups=True,
        run=_asking(Query(kind=Kind.PLAN)),
    ),
    Command(
        name="measures",
        help="everything the plan measures",
        role=Role.READER,
        in_groups=True,
        run=_asking(Query(kind=Kind.LIST)),
    ),
)

LEARNING: tuple[Command, ...] = (
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
)
