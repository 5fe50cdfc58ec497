"""Commands about people: who belongs to the partnership, and what each answers for."""

from __future__ import annotations

from bot.commands.call import Call, Command
from bot.membership import (
    agreeing,
    changing,
    covering,
    forgetting,
    handing_over,
    history,
    inviting,
    joining,
    leaving,
    my_data,
    page,
    successors,
    taking_over,
)
from bot.membership.groups import ONLY_IN_GROUPS
from bot.membership.request import Request
from bot.people import Role
from bot.stores import Stores


def request_of(call: Call) -> Request[Stores]:
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


BELONGING: tuple[Command, ...] = (
    Command(
        name="away",
        help="who covers while I am away: /away 1 to 14 August, cover NAME",
        role=Role.CONTRIBUTOR,
        run=lambda call: covering.away(call.words, request_of(call)),
    ),
    Command(
        name="not_mine",
        help="measures that are not mine any more",
        role=Role.CONTRIBUTOR,
        run=lambda call: handing_over.not_mine(call.words, request_of(call)),
    ),
    Command(
        name="leaving",
        help="I leave, and who takes over: /leaving Friday",
        role=Role.READER,
        run=lambda call: leaving.leaving(call.words, request_of(call)),
    ),
    Command(
        name="staying",
        help="take it back that I leave",
        role=Role.READER,
        run=lambda call: leaving.staying(request_of(call)),
        shown=False,
    ),
    Command(
        name="successor",
        help="who takes over when I leave: /successor NAME for MEASURES",
        role=Role.READER,
        run=lambda call: successors.successor(call.words, request_of(call)),
        shown=False,
    ),
    Command(
        name="take_over",
        help="agree to take over",
        role=Role.READER,
        run=lambda call: taking_over.take_over(call.words, request_of(call)),
        shown=False,
    ),
    Command(
        name="not_take_over",
        help="say no to taking over",
        role=Role.READER,
        run=lambda call: taking_over.not_take_over(call.words, request_of(call)),
        shown=False,
    ),
    Command(
        name="agree",
        help="agree to who takes over",
        role=Role.OFFICER,
        run=lambda call: taking_over.agree(call.words, request_of(call)),
        shown=False,
    ),
    Command(
        name="cover",
        help="agree to cover",
        role=Role.READER,
        run=lambda call: agreeing.accept(call.words, request_of(call)),
        shown=False,
    ),
    Command(
        name="no_cover",
        help="say no to covering",
        role=Role.READER,
        run=lambda call: agreeing.decline(call.words, request_of(call)),
        shown=False,
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
        name="leavers",
        help="who leaves, and who takes over from them",
        role=Role.OFFICER,
        run=lambda call: taking_over.leavers(request_of(call)),
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
    Command(
        name="allow",
        help="let this group ask for published figures: sent in the group",
        role=Role.OFFICER,
        run=lambda _: ONLY_IN_GROUPS,
    ),
    Command(
        name="disallow",
        help="take that back: sent in the group",
        role=Role.OFFICER,
        run=lambda _: ONLY_IN_GROUPS,
        shown=False,
    ),
    Command(
        name="history",
        help="who changed a measure's figures: /history CODE PERIOD",
        role=Role.OFFICER,
        run=lambda call: history.history(call.words, request_of(call)),
    ),
    Command(
        name="mydata",
        help="what is held on me",
        role=Role.READER,
        run=lambda call: my_data.my_data(call.words, request_of(call)),
    ),
    Command(
        name="forget",
        help="forget me",
        role=Role.READER,
        run=lambda call: forgetting.forget(call.words, request_of(call)),
    ),
)
