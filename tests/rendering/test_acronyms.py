from __future__ import annotations

from bot.rendering.acronyms import expansions, spelt_out
from bot.rendering.reply import Reply, bold, line
from tests import starter


def test_an_acronym_means_what_the_plan_spells() -> None:
    known = expansions(starter.catalogue())
    assert known["EHC"] == "education, health and care"
    assert known["CAMHS"] == "child and adolescent mental health services"
    assert known["NEET"] == "not in education, employment or training"
    assert known["SEND"] == "special educational needs and disabilities"


def test_it_is_spelt_out_once_in_a_line_of_its_own() -> None:
    reply = Reply(headline=line(bold("EHC plans: 464")), lines=(line("EHC plans again"),))
    said = spelt_out(reply, starter.catalogue())
    assert said.text == "EHC plans: 464\nEHC plans again\nEHC means education, health and care."


def test_names_of_laws_and_courts_are_left_alone() -> None:
    reply = Reply(headline=line("20 weeks (SEND Regulations 2014)"))
    assert spelt_out(reply, starter.catalogue()) == reply


def test_what_is_spelt_out_already_is_not_said_twice() -> None:
    reply = Reply(
        headline=line("CAMHS wait"), lines=(line("child and adolescent mental health services"),)
    )
    assert spelt_out(reply, starter.catalogue()) == reply
