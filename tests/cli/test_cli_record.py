"""The commands of the record: a first round, what they say, and how they fail."""

import json
import sqlite3
from pathlib import Path

import pytest
from cli_cases import change, copy_case, one_line, run, run_alone

from makeup_sched.case.read import read_case
from makeup_sched.recording.record import Record


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = copy_case(tmp_path / "case")
    assert run("record", "import", folder, "--who", "Tess").exit_code == 0
    return folder


@pytest.fixture
def published(case: Path, tmp_path: Path) -> Path:
    plan = tmp_path / "plan"
    assert run("plan", case, "--record", "--out", plan, "--seconds", 5, "--quiet").exit_code == 0
    result = run("record", "publish", case, plan)
    assert result.exit_code == 0, result.stderr
    assert "the plan holds, 13 sessions in force" in result.stdout
    return case


def test_a_first_round(published: Path, tmp_path: Path) -> None:
    result = run("record", "log", published, "M0001", "given")
    assert result.exit_code == 0, result.stderr
    assert "made up on" in result.stdout
    assert "nothing was written" in run("record", "log", published, "M0001", "given").stdout
    result = run("record", "status", published, "--today", "2026-05-04")
    assert result.exit_code == 0, result.stderr
    text = one_line(result.stdout)
    assert "Make-up minutes 1,650 0 0 10 1,640" in text
    assert "given 1 10" in text
    after = run("plan", published, "--record", "--out", tmp_path / "next", "--seconds", 5)
    assert after.exit_code == 0, after.stderr
    assert "not marked" not in after.stderr
    assert run("record", "log", published, "M0003", "given").exit_code == 0
    later = run("plan", published, "--record", "--out", tmp_path / "later", "--seconds", 5)
    assert "1 published session before" in one_line(later.stderr)
    assert "not marked, so planned again as if not given: M0002" in one_line(later.stderr)
    summary = json.loads((tmp_path / "next" / "summary.json").read_text(encoding="utf-8"))
    assert summary["owed"] == 1640
    for command in ("check", "explain"):
        good = run(command, published, tmp_path / "later", "--record")
        assert good.exit_code == 0, good.stdout + good.stderr


def test_a_sound_plan_stays_sound_once_one_of_its_sessions_was_given(
    published: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    starts = json.loads((plan / "summary.json").read_text(encoding="utf-8"))["start_date"]
    note = f"sums are of {starts} and are not held against today's record"
    before = run("check", published, plan, "--record")
    assert "13 sessions checked" in before.stdout
    assert note not in one_line(before.stdout)
    assert run("record", "log", published, "M0001", "given").exit_code == 0
    after = run("check", published, plan, "--record")
    assert after.exit_code == 0, after.stdout
    assert note in one_line(after.stdout)
    assert "12 sessions checked" in after.stdout
    said = one_line(run("explain", published, plan, "--record", "--seconds", 0).stderr)
    assert f"the plan is of {starts}. What is owed is as today's record has it" in said
    change(plan / "sessions.csv", "M0005,P01", "M0005,P99")
    broken = run("check", published, plan, "--record")
    assert broken.exit_code == 1
    assert "P99" in broken.stdout


def test_status_as_of_a_past_date_knows_nothing_yet(case: Path) -> None:
    result = run("record", "status", case, "--as-of", "2001-01-01")
    assert result.exit_code == 1
    assert "nothing was written down by then; the record begins on" in one_line(result.stderr)


def test_show_lists_entries_and_why(case: Path) -> None:
    missed = read_case(case).table("missed").iloc[0]
    services = [missed["service_id"]]
    kind = (f"service_id={services[0]}", f"date={missed['date']:%Y-%m-%d}", "decision=owed",
            "decided_by=IEP team")  # fmt: skip
    result = run("record", "add", case, "decided", *kind, "--why", "meeting of March 9")
    assert result.exit_code == 0, result.stderr
    shown = one_line(run("record", "show", case, "--last", 1).stdout)
    assert "decided by IEP team" in shown
    assert "meeting of March 9" in shown
    some = one_line(run("record", "show", case, "--item", services[0]).stdout)
    assert services[0] in some
    assert "There are no such entries." in run("record", "show", case, "--student", "X").stdout


def test_a_correction_is_shown_at_the_old_entry(case: Path) -> None:
    service = read_case(case).table("services")["service_id"].iloc[0]
    facts = (f"owed_id={service}", "date=2026-05-01", "minutes=10")
    run("record", "add", case, "given", *facts, "--why", "log")
    with Record(case) as record:
        number = len(record)
    result = run("record", "correct", case, number, "minutes=5", "--why", "typed wrongly")
    assert f"instead of entry {number}" in one_line(result.stdout)
    assert f"(see entry {number + 1})" in one_line(run("record", "show", case).stdout)
    again = run("record", "correct", case, number, "minutes=6", "--why", "once more")
    assert again.exit_code == 1
    assert f"corrected by entry {number + 1}" in one_line(again.stderr)
    withdrawn = run("record", "withdraw", case, number + 1, "--why", "another student")
    assert f"entry {number + 1} does not hold" in withdrawn.stdout


def test_verify_says_where_something_was_changed(case: Path) -> None:
    result = run("record", "verify", case)
    assert result.exit_code == 0
    assert "are as they were written" in result.stdout
    with sqlite3.connect(case / "record.db") as db:
        db.execute("UPDATE entries SET who = 'Nobody' WHERE number = 7")
    db.close()
    result = run("record", "verify", case)
    assert result.exit_code == 1
    assert "entry 7: does not fit the chain" in result.stdout


def test_tables_are_the_case_as_the_record_holds_it(case: Path, tmp_path: Path) -> None:
    result = run("record", "tables", case, "--out", tmp_path / "tables")
    assert result.exit_code == 0, result.stderr
    assert read_case(tmp_path / "tables").source_hash == read_case(case).source_hash


def test_the_week_sheet_is_written_and_logged(published: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "week.xlsx"
    result = run("record", "week", published, "2026-05-04", "--out", sheet)
    assert result.exit_code == 0, result.stderr
    assert sheet.exists()
    assert "record log" in result.stdout
    result = run("record", "log", published, "--sheet", sheet)
    assert result.exit_code == 1
    assert "nothing is marked" in one_line(result.stderr)
    before = sheet.read_bytes()
    again = run("record", "week", published, "2026-05-04", "--out", sheet)
    assert again.exit_code == 1
    assert "may hold your data" in one_line(again.stderr)
    planned = run("plan", published, "--out", sheet, "--seconds", 1)
    assert planned.exit_code == 1
    assert "is no plan and may hold your data" in one_line(planned.stderr)
    assert sheet.read_bytes() == before


def test_no_more_is_logged_than_a_session_has(published: Path) -> None:
    words = ("record", "log", published, "M0001")
    for more in (("short", "--minutes", 99, "--reason", "provider_absent"),
                 ("given", "--minutes", 99)):  # fmt: skip
        result = run(*words, *more)
        assert result.exit_code == 1
        assert "99 minutes are more than the 10 of session M0001" in one_line(result.stderr)
    whole = run(*words, "short", "--minutes", 10, "--reason", "provider_absent")
    assert "mark it given" in one_line(whole.stderr)


def test_ledgers_are_shown_apart_and_written(case: Path, tmp_path: Path) -> None:
    result = run("record", "ledger", case, "--out", tmp_path / "ledger.csv")
    assert result.exit_code == 0, result.stderr
    assert "1,650 make-up minutes yet to be given" in one_line(result.stdout)
    assert (tmp_path / "ledger.csv").read_text(encoding="utf-8").startswith("service_id,")
    assert "the therapist or teacher" in one_line(result.stdout)
    assert "provider_" not in result.stdout


def test_erasing_asks_first(case: Path) -> None:
    student = read_case(case).table("students")["student_id"].iloc[0]
    words = ("record", "erase", case, student, "--rule", "7 years", "--why", "left")
    assert run(*words).exit_code == 1
    assert student in run("record", "ledger", case).stdout
    result = run(*words, "--yes")
    assert result.exit_code == 0, result.stderr
    assert f"{student}-" not in run("record", "ledger", case).stdout
    assert run("record", "verify", case).exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("log", "M0001"), "name a session"),
        (("log", "M0001", "given", "--sheet", "x.xlsx"), "not both"),
        (("add", "given", "minutes"), "column=value"),
        (("week", "2026-05-04", "--out", "week.csv"), "must end in .xlsx"),
    ],
)
def test_wrong_usage(case: Path, words: tuple[str, ...], message: str) -> None:
    command, *more = words
    result = run("record", command, case, *more)
    assert result.exit_code == 2
    assert message in one_line(result.stderr)


def test_no_record_says_how_to_start_one(tmp_path: Path) -> None:
    folder = copy_case(tmp_path / "case")
    result = run("record", "status", folder)
    assert result.exit_code == 1
    assert "makeup-sched record import" in one_line(result.stderr)
    assert not (folder / "record.db").exists()


def test_a_case_with_errors_starts_no_record(tmp_path: Path) -> None:
    folder = copy_case(tmp_path / "case")
    (folder / "students.csv").unlink()
    assert run("record", "import", folder).exit_code == 1
    assert not (folder / "record.db").exists()


def test_no_name_is_shown(published: Path) -> None:
    name = read_case(published).table("students")["name"].iloc[0]
    assert name
    for words in (("status",), ("show", "--last", "500"), ("ledger",), ("verify",)):
        result = run_alone("record", words[0], published, *words[1:])
        assert result.returncode == 0, result.stderr
        assert name not in result.stdout


def test_files_are_for_their_owner_and_hold_no_formulas(case: Path, tmp_path: Path) -> None:
    service = read_case(case).table("services").iloc[0]
    facts = ("paper=session_note", "filed_on=2026-05-01", f"student_id={service['student_id']}",
             f"owed_id={service['service_id']}", "reference==1+1")  # fmt: skip
    assert run("record", "add", case, "paper_filed", *facts, "--why", "mail").exit_code == 0
    out = tmp_path / "papers.csv"
    shown = run("record", "reimbursement", case, service["student_id"], "--out", out)
    assert shown.exit_code == 0, shown.stderr
    assert "has no date" in one_line(shown.stdout)
    assert ",'=1+1," in out.read_text(encoding="utf-8")
    assert out.stat().st_mode & 0o077 == 0


def test_notices_without_a_clock_say_so(case: Path) -> None:
    result = run("record", "notices", case)
    assert result.exit_code == 0, result.stderr
    assert "sets no clock" in result.stdout
    (case / "policy.toml").write_text('profile = "illinois"\n', encoding="utf-8")
    assert run("record", "import", case).exit_code == 0
    shown = run("record", "notices", case, "--today", "2026-05-01")
    assert shown.exit_code == 0, shown.stderr
    assert "late" in shown.stdout


def test_papers_by_the_tables_say_that_there_is_a_record(published: Path, tmp_path: Path) -> None:
    assert run("record", "log", published, "M0001", "given").exit_code == 0
    plan, out = tmp_path / "plan", tmp_path / "out"
    note = "--record goes by the record"
    for command in ("export", "letters"):
        result = run(command, published, plan, "--to", out)
        assert result.exit_code == 0, result.stderr
        assert note in one_line(result.stderr)
        assert note not in one_line(run(command, published, plan, "--to", out, "--record").stderr)
    assert note in one_line(run("audit", published).stderr)


def test_the_ledger_says_what_was_given_beyond(case: Path) -> None:
    service = str(read_case(case).table("missed")["service_id"].iloc[0])
    before = run("record", "ledger", case).stdout
    assert "beyond" not in before
    result = run("record", "log", case, service, "given", "--make-up", "--date", "2026-03-13",
                 "--minutes", "400")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    text = one_line(run("record", "ledger", case).stdout)
    assert " 250 minutes were given beyond what is owed so far." in text
    assert "beyond" in run("record", "status", case).stdout


def test_a_second_make_up_session_on_a_day_is_remarked_on(case: Path) -> None:
    service = str(read_case(case).table("missed")["service_id"].iloc[0])
    log = ("record", "log", case, service, "given", "--make-up", "--date", "2026-03-13")
    first = run(*log, "--minutes", "15")
    assert "already" not in one_line(first.stdout + first.stderr)
    again = run(*log, "--minutes", "20")
    assert again.exit_code == 0, again.stderr
    said = one_line(again.stdout + again.stderr)
    assert f"{service} has a session on 2026-03-13 already" in said
    assert "with 15 minutes; both count" in said


def test_the_ledger_names_the_decision_that_paid_back_minutes_wait_for(tmp_path: Path) -> None:
    case = copy_case(tmp_path / "my case")
    read = read_case(case).table("missed")
    service = str(read["service_id"].iloc[0])
    rest = int(read.loc[read["service_id"] == service, "minutes"].sum())
    (case / "policy.toml").write_text(
        'pending = "hold"\n[reasons]\nprovider_absent = "owed"\nstudent_absent = "team_decides"\n'
    )
    assert run("record", "import", case).exit_code == 0
    add = ("record", "add", case)
    missed = ("missed", f"service_id={service}", "date=2026-03-13", "minutes=30",
              "reason=student_absent", "--why", "log")  # fmt: skip
    assert run(*add, *missed).exit_code == 0
    paid = run(*add, "reimbursed", f"owed_id={service}", "date=2026-03-14", f"minutes={rest + 30}",
               "--why", "paid")  # fmt: skip
    wanted = f"decided service_id={service} date=2026-03-13 decision=owed"
    assert wanted in one_line(paid.stdout + paid.stderr)
    for command in ("ledger", "status"):
        text = one_line(run("record", command, case).stdout)
        assert "30 were given or paid back before the team has decided" in text
        assert f"({service} of 2026-03-13)" in text
        assert f"makeup-sched record add '{case}' decided" in text
    student = read_case(case).table("services").set_index("service_id")["student_id"][service]
    text = one_line(run("record", "reimbursement", case, student).stdout)
    assert f"(record add '{case}' paper_filed ...)" in text
    decided = run(*add, *wanted.split(), "decided_by=IEP team", "--why", "meeting")
    assert decided.exit_code == 0, decided.stderr
    assert "beyond" not in run("record", "ledger", case).stdout


def test_import_says_which_rows_it_passed_over(case: Path) -> None:
    missed = read_case(case).table("missed")
    service, day = str(missed["service_id"].iloc[0]), f"{missed['date'].iloc[0]:%Y-%m-%d}"
    with Record(case) as record:
        (entry,) = [
            one for one in record.entries(kinds=["missed"], item=service) if one.get("date") == day
        ]
    correct = ("record", "correct", case, entry.number, "reason=student_refused", "--why", "asked")
    assert run(*correct).exit_code == 0
    assert "holds all of it already" in one_line(run("record", "import", case).stdout)
    line = next(
        line for line in (case / "missed.csv").read_text(encoding="utf-8").splitlines()
        if service in line and day in line
    )  # fmt: skip
    change(case / "missed.csv", line, line.replace(entry.get("reason"), "school_activity"))
    result = run("record", "import", case)
    assert result.exit_code == 0, result.stderr
    text = one_line(result.stdout)
    assert "although the tables now say something else: 1 row." in text
    assert "the table says reason school_activity; the record keeps reason student_refused" in text
