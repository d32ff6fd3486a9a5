"""What the ledger and the complaint file say of a child, and that they say nothing of others."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import makeup_sched as ms
from makeup_sched import plain_words
from makeup_sched.exports.child_account import child_account
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.exports.masking import MASK, Masker
from makeup_sched.exports.papers import paper_text, table
from makeup_sched.exports.scope import Scope, scoped_sessions
from support.judge import any_plan, few
from support.little_school import NAMES, NOTE, school, school_plan
from support.tiny import award, bells, blueprint, day, hours, owes, provider, regular
from support.tiny import student as student_row

DATA = Path(__file__).parents[2] / "data"


def test_the_ledger_says_what_became_of_every_minute() -> None:
    said = paper_text(ledger_paper(school(), school_plan(), "A"))
    assert "Mon, Feb 23, 2026 | speech-language therapy | 60" in said
    assert "15 minutes made up; the rest to be made up" in said
    assert "occupational therapy | 30 | the student was absent | not to be made up" in said
    assert "the IEP team has yet to decide" in said
    assert "90 minutes are owed" in said


def test_the_account_agrees_with_what_is_owed_and_planned() -> None:
    for student in "ABC":
        account = child_account(school(), school_plan().sessions, student)
        items = school_plan().items[school_plan().items["student_id"] == student]
        assert account.owed == items["owed"].sum()
        assert account.unplanned == items["unmet"].sum()
        assert account.pending == items["pending"].sum()
        assert sum(one.end - one.start for one in account.planned) == items["planned"].sum()


def test_the_complaint_file_names_every_row_it_rests_on() -> None:
    tables = complaint_file(school(), school_plan(), "A").tables
    for name in ("services", "missed", "delivered"):
        whole = school().table(name)
        key = "owed_id" if name == "delivered" else "service_id"
        own = whole[whole[key].str.startswith("A-")]
        assert tables[name]["row"].tolist() == [str(row) for row in own.index]
    said = paper_text(complaint_file(school(), school_plan(), "A").paper)
    assert school().source_hash in said
    assert "Rules applied" in said
    assert tables["providers"]["provider_id"].tolist() == ["P", "Q"]
    assert "Owed now: 90 minutes" in said


@pytest.mark.parametrize("names", [False, True])
def test_no_other_child_is_in_any_paper(names: bool) -> None:
    whole = school_plan()
    for student, own in NAMES.items():
        said = [
            paper_text(ledger_paper(school(), whole, student, names=names)),
            paper_text(complaint_file(school(), whole, student, names=names).paper),
        ]
        for frame in complaint_file(school(), whole, student, names=names).tables.values():
            said.append(frame.to_csv())
        for other, name in NAMES.items():
            if other == student:
                continue
            for text in said:
                assert f"{other}-SLP" not in text
                assert not [part for part in name.split() if part.casefold() in text.casefold()]
        assert names == (own in said[1])


def test_no_other_child_of_a_sample_is_in_a_file() -> None:
    case = ms.read_case(DATA / "one-therapist")
    plan = ms.plan(case, seconds=1, workers=1, progress=False)
    students = case.table("students")
    for student in students["student_id"].iloc[:8]:
        said = paper_text(complaint_file(case, plan, student, names=True).paper).split()
        others = students.loc[students["student_id"] != student, "student_id"]
        assert not set(others) & {word.strip(",.;|") for word in said}


def test_the_file_says_beside_expected_minutes_what_the_audit_says() -> None:
    case = blueprint(
        day(),
        provider(),
        hours("08:00-10:00"),
        bells("08:00-10:00", "resource"),
        student_row("A"),
        owes("A", 30, sessions="10", per="year"),
        ("service_log", {"date": "2026-02-24", "service_id": "A-SLP", "minutes": "30"}),
    ).case
    today = date(2026, 3, 30)
    notes = ms.audit(case, f"{today}").notes
    assert notes[0].endswith("is expected in full in the part that the calendar holds.")
    said = paper_text(complaint_file(case, any_plan(case), "A", today=today).paper)
    assert all(note in said for note in notes)


def test_a_note_keeps_its_sense_without_the_other_child() -> None:
    masker = Masker.of(school(), "A", names=False)
    assert masker.masked(NOTE) == f"waited with {MASK} and {MASK}, see {MASK}"
    assert masker.masked("Amber Example was out; hidden-place") == f"A was out; {MASK}"
    assert masker.masked("30 minutes at Oak") == "30 minutes at Oak"


def test_an_id_of_several_words_is_masked_whole() -> None:
    ids = ["S_2", "X/7", "X/7 b"]
    masker = Masker.knowing("A", ["Amber Example"], ["Dora Left"], ids, names=False)
    assert masker.masked("beside s_2, with x/7 b") == f"beside {MASK}, with {MASK}"
    assert masker.masked("S_21 and DORA") == f"S_21 and {MASK}"


def test_a_name_is_masked_with_and_without_its_accents() -> None:
    others = ["José Müller", "Đặng Thị Hương", "Zoe"]
    masker = Masker.knowing("A", ["Amber Example"], others, ["Ñu_2"], names=False)
    for name in ("Jose", "JOSÉ", "Jose\u0301", "Muller", "Dang Thi Huong", "Zoë", "nu_2", "Nu_2"):
        assert masker.masked(f"with {name} today") == f"with {MASK} today", name
    assert masker.masked("the café at École") == "the café at École"


@pytest.mark.parametrize("names", [True, False])
def test_the_name_of_a_brother_is_masked_whole(names: bool) -> None:
    """A name that both have does not make the brother's name half the child's own."""
    masker = Masker.knowing("A", ["Ana Núñez"], ["Luis Nuñez", "Ana Secret"], [], names=names)
    written = ("Luis Núñez", "luis nunez", "Nunez, Luis", "Nunez,Luis", "Ana Secret", "SECRET ANA")
    for name in written:
        assert masker.masked(f"with {name} today") == f"with {MASK} today", name
    own = "Ana Núñez" if names else "A"
    assert masker.masked("Ana Núñez was out") == f"{own} was out"
    both = masker.masked("Ana Núñez, Luis Núñez were out")
    assert both == f"{own}, {MASK} were out"


@pytest.mark.parametrize("stored", ["Luis Miguel Núñez", "Núñez, Luis Miguel"])
def test_the_name_of_a_brother_is_masked_however_much_of_it_is_written(stored: str) -> None:
    masker = Masker.knowing("A", ["Ana Núñez"], [stored], [], names=True)
    for name in ("Luis Miguel Núñez", "Núñez, Luis Miguel", "Luis Núñez", "Núñez, Luis", "Miguel"):
        assert masker.masked(f"with {name} today") == f"with {MASK} today", name


def test_an_item_of_a_service_that_was_another_childs_is_not_shown() -> None:
    rows = [provider(), hours("08:00-10:00"), day(), bells("08:00-10:00", "resource")]
    rows += [student_row("A"), student_row("B"), *owes("B", 15), *owes("A", 15)]
    case = blueprint(*rows).case
    plan = any_plan(case)
    services = case.table("services")
    services = services.assign(student_id=services["student_id"].replace("B", "A"))
    moved = replace(case, tables={**case.tables, "services": services})
    assert complaint_file(moved, plan, "A").tables["items"]["student_id"].tolist() == ["A"]


def test_a_session_that_is_named_after_its_children_names_the_own_child_alone() -> None:
    case = blueprint(
        provider(),
        hours("08:00-10:00"),
        student_row("A", name="Amber Example"),
        student_row("B", name="José Secret"),
        day(),
        bells("08:00-10:00", "resource"),
        regular("Amber+Jose", "08:00-08:30", "A;B"),
        owes("A", 15),
    ).case
    plan = any_plan(case)
    sessions = plan.sessions.assign(mode="join", regular_session_id="Amber+Jose")
    plan = replace(plan, sessions=sessions)
    (shown,) = scoped_sessions(case, sessions, Scope.of(student="A"))["regular_session_id"]
    assert shown == f"Amber+{MASK}"
    tables = complaint_file(case, plan, "A").tables
    assert tables["regular_sessions"]["session_id"].tolist() == [f"A+{MASK}"]


@few(60)
@given(
    st.text(max_size=12),
    st.sampled_from(["Basil Secret", "BASIL", "secret", "Cora", "Hidden", "B-SLP", "Basil's"]),
    st.sampled_from([" ", ", ", ".", "(", "\n", "/", ""]),
    st.text(max_size=12),
)
def test_no_text_around_a_name_saves_it(before: str, name: str, sign: str, after: str) -> None:
    masked = Masker.of(school(), "A", names=True).masked(f"{before} {sign}{name}{sign} {after}")
    for part in ("basil", "secret", "cora", "hidden", "b-slp"):
        if part in name.casefold():
            assert part not in masked.casefold()


def test_an_award_that_does_not_say_when_has_no_date() -> None:
    case = blueprint(
        provider(), hours("08:00-10:00"), student_row("A"), award("A", 30), owes("A", 15)
    ).case
    plan = any_plan(case)
    (debt,) = [one for one in child_account(case, plan.sessions, "A").debts if one.reason == ""]
    assert debt.date is None
    assert " | speech-language therapy | 30 | award | 0" in paper_text(
        ledger_paper(case, plan, "A")
    )


def test_the_complaint_file_speaks_words_and_lists_the_codes_once() -> None:
    found = complaint_file(school(), school_plan(), "A")
    said = paper_text(found.paper)
    body, _, listed = said.partition("Words of the tables")
    codes = set(found.tables["missed"]["reason"])
    assert codes
    assert set(found.tables["planned"]["tier"]) <= set(plain_words.TIERS)
    for code in (*codes, "school_day"):
        assert code not in body
        assert code in listed
    for code in codes:
        assert plain_words.reason(code) in body


def test_a_session_on_a_saturday_is_called_one() -> None:
    case = blueprint(
        day(5, "saturday"), provider(), student_row("A"), owes("A", 15),
        hours("08:00-10:00", day_types="saturday"),
        bells("08:00-12:00", "resource", day_type="saturday"),
    ).case  # fmt: skip
    found = complaint_file(case, any_plan(case), "A")
    assert list(found.tables["planned"]["tier"]) == ["extended_day"]
    assert "before or after school, or on a Saturday" in paper_text(found.paper)


def test_no_word_of_a_table_is_squeezed() -> None:
    cells = [["ST05-SPED", "the therapist or teacher was in a meeting", "a" * 64] * 3]
    made = table(["id", "why", "sum"] * 3, cells, room=100)
    assert sum(made.widths) <= 9 * 28
    for width, text in zip(made.widths, cells[0], strict=True):
        assert width > min(max(map(len, text.split())), 26)


def test_the_complaint_file_holds_expected_against_given_where_a_log_says_it() -> None:
    case = ms.read_case(DATA / "seen-nine-times")
    plan = any_plan(case)
    found = complaint_file(case, plan, "K01", today=date(2026, 6, 30))
    assert sum(map(int, found.tables["expected"]["expected"])) == 1140
    assert sum(map(int, found.tables["unaccounted"]["unaccounted"])) == 600
    said = paper_text(found.paper)
    assert "Expected against given through 2026-06-30, by month" in said
    assert "Expected minutes that nobody accounts for" in said
    assert {"written_down", "no_entry_for", "too_little_for"} <= set(found.tables["unaccounted"])
    assert "compared with each other" in " ".join(said.split())
    assert "expected" not in complaint_file(school(), school_plan(), "A").tables
