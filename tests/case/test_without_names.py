"""A case as it is handed on names nobody, not in notes either, and knows its own hash."""

from makeup_sched.case.read import case_from_tables
from makeup_sched.case.without_names import without_names
from makeup_sched.case.write import case_files
from support.tiny import bells, blueprint, day, hours, owes, provider, student

WHO = "Anna Lopez"


def test_no_name_and_no_note_is_left() -> None:
    service, missed = owes("A", 30)
    rows = [day(0), student("A", name=WHO), provider(name="Pat Teal"), hours("08:00-09:00")]
    rows += [(name, {**cells, "note": f"{WHO} was out"}) for name, cells in (service, missed)]
    rows += [bells("08:00-12:00", "resource", activity=f"Reading with {WHO}")]
    case = blueprint(*rows).case
    nameless = without_names(case)
    written = b"".join(case_files(nameless).values()).decode()
    assert "Anna" not in written
    assert "Pat Teal" not in written
    assert nameless.source_hash != case.source_hash
    assert nameless.source_hash == case_from_tables(nameless.tables, case.policy).source_hash
