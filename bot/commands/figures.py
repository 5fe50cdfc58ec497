"""Commands about figures: what was said of them, handing them in, signing them off."""

from __future__ import annotations

from bot.commands.call import Call, Command
from bot.exchange.target_setting import Setting, set_target
from bot.people import Role
from bot.receipts import quoting, working
from bot.receipts.quoting import Quoter
from bot.rendering.reply import Reply
from bot.submissions import acting, dialogue, forms, pages, storytelling
from bot.submissions.visit import Visit


def quoter(call: Call) -> Quoter:
    """Return who looks up what was said, and where."""
    return Quoter(
        person=call.person,
        chat=call.chat,
        stores=call.stores,
        catalogue=call.catalogue,
        today=call.today,
    )


def _visit(call: Call) -> Visit:
    return Visit(
        person=call.person,
        rooms=call.stores,
        catalogue=call.catalogue,
        now=call.now,
        today=call.today,
        recall=call.rules.recall,
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


FIGURES: tuple[Command, ...] = (
    Command(
        name="receipt",
        help="what was said, by its receipt: /receipt CODE",
        role=Role.READER,
        in_groups=True,
        run=lambda call: quoting.quote(call.words, quoter(call)),
    ),
    Command(
        name="how",
        help="how a figure was worked out: /how CODE or a receipt",
        role=Role.READER,
        in_groups=True,
        run=lambda call: working.how(call.words, quoter(call)),
    ),
    Command(
        name="submit",
        help="hand in a figure, step by step",
        role=Role.CONTRIBUTOR,
        run=lambda call: dialogue.step_by_step(_visit(call), call.words),
    ),
    Command(
        name="form",
        help="a sheet of the figures I owe, to fill in: /form, or /form MEASURES",
        role=Role.CONTRIBUTOR,
        run=lambda call: forms.prepared(_visit(call), call.words),
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
        run=lambda call: (
            pages.which_to_approve(_visit(call))
            if call.words == "approve"
            else pages.to_sign_off(_visit(call))
        ),
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
        name="story",
        help="say why a figure moved: /story CODE PERIOD: words",
        role=Role.CONTRIBUTOR,
        run=lambda call: storytelling.tell(call.words, _visit(call)),
    ),
    Command(
        name="target",
        help="set a target: /target CODE PERIOD VALUE",
        role=Role.OFFICER,
        run=_target,
    ),
)
