"""What one question costs the database does not grow with what is known or was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage.database import Database
from storage.prepared import Prepared
from storage.served import Served
from tests.conversation.talk import Talk

MOST = 10


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the list that every statement run meanwhile is added to, by SQLAlchemy or beside it."""
    found: list[str] = []

    def by_sqlalchemy(_: object, __: object, statement: str, *___: object) -> None:
        found.append(statement)

    def beside(run: Callable[..., Any]) -> Callable[..., Any]:
        def counting(self: Any, *given: Any) -> Any:
            if isinstance(self, Served) or given[0].driver is not None:
                found.append(str(given))
            return run(self, *given)

        return counting

    event.listen(Engine, "before_cursor_execute", by_sqlalchemy)
    with monkeypatch.context() as patched:
        for owner, name in (
            (Prepared, "all"),
            (Prepared, "run"),
            (Prepared, "run_many"),
            (Served, "rows"),
            (Served, "count"),
        ):
            patched.setattr(owner, name, beside(getattr(owner, name)))
        yield found
    event.remove(Engine, "before_cursor_execute", by_sqlalchemy)


async def test_a_question_takes_as_many_statements_at_last_as_at_first(
    starter: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    talk = Talk(starter)
    await talk.say("latest child poverty")  # the plan is read, and the answer worked out, once
    for _ in range(8):
        with counted(monkeypatch) as statements:
            await talk.say("latest child poverty")
        taken.append(len(statements))
    assert len(set(taken)) == 1, taken
    assert 4 <= taken[0] <= MOST
