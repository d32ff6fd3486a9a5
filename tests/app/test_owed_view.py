"""The sentences above the table of what is owed."""

from dataclasses import replace
from pathlib import Path

from app_cases import small_case, small_desk

import makeup_sched as ms
from makeup_sched.app import Desk
from makeup_sched.app.owed_view import owed_content
from makeup_sched.case.write import write_case
from support.tiny import award, blueprint, day, hours, owes, provider, student


def test_it_says_how_much_comes_from_rounding() -> None:
    rows = [day(), student("A"), provider(), hours("08:00-09:00"), *owes("A", 15)[:1]]
    odd = blueprint(*rows, award("A", 22)).case
    assert owed_content(odd, names=False).note == (
        "30 minutes of 1 student, the oldest first. "
        "8 of them come from rounding up to steps of 15 minutes."
    )
    even = blueprint(*rows, award("A", 30)).case
    assert "rounding" not in owed_content(even, names=False).note


def test_what_the_record_knows_to_be_given_is_told_where_it_is_not_counted(tmp_path: Path) -> None:
    def note(desk: Desk) -> str:
        return desk.owed.content.note

    desk, folder = small_desk(tmp_path), tmp_path / "small"
    assert desk.marking.handle({"kind": "publish"})["ok"]
    assert "record" not in note(desk)
    first, second = desk.marking.view["shown"]["rows"][:2]
    given = {"key": first["key"], "status": "given"}
    short = {"key": second["key"], "status": "short", "minutes": "10", "reason": "student_absent"}
    assert desk.marking.handle({"kind": "log", "marks": [given, short]})["ok"]
    said = (f"The record holds {first['planned'] + 10} minutes given, which are not counted here: "
            "press Plan on from the record.")  # fmt: skip
    assert note(desk).endswith(said)
    again = Desk(folder, first_seconds=0)
    assert note(again).endswith(said)
    again.calendar.handle({"kind": "show", "names": True})
    assert note(again).endswith(said)
    assert again.marking.handle({"kind": "plan_on"})["ok"]
    assert "record" not in note(again)
    with ms.Record(folder) as record:
        delivered = record.case().table("delivered")
    write_case(
        replace(small_case(), tables={**small_case().tables, "delivered": delivered}), folder
    )
    assert "record" not in note(Desk(folder, first_seconds=0))  # the tables have it themselves
