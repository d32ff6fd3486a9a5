"""The command letters: what it writes, what it says of drafts and gaps, and how it fails."""

from hashlib import sha256
from pathlib import Path

import pytest
from cli_cases import TEN_MINUTES, change, copy_case, one_line, run

from makeup_sched.plans.plan import read_plan
from makeup_sched.recording.record import Record


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters") / "plan"
    assert run("plan", TEN_MINUTES, "--out", folder, "--seconds", 2, "--quiet").exit_code == 0
    return folder


def test_says_how_many_and_which_are_drafts(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("letters", TEN_MINUTES, plan, "--to", out, "--student", "S01", "--language", "ht")
    assert done.exit_code == 0, done.stderr
    said = one_line(done.stdout)
    assert "1 letter." in said
    assert "Haitian Creole: 1, a draft that nobody has reviewed" in said
    assert "whom to call" in said
    assert sorted(path.name for path in out.iterdir()) == ["letter-S01-ht.pdf", "letter-S01-ht.txt"]


def test_writes_to_all_on_a_date(plan: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    text = (TEN_MINUTES / "policy.toml").read_text(encoding="utf-8")
    policy.write_text(f'{text}\n[letters]\ncontact_phone = "(617) 555-0142"\n', encoding="utf-8")
    words = ["--date", "2026-04-01", "--policy", policy]
    done = run("letters", TEN_MINUTES, plan, "--to", tmp_path / "out", *words)
    assert done.exit_code == 0, done.stderr
    assert "whom to call" not in one_line(done.stdout)
    letter = (tmp_path / "out" / "letter-S01-en.txt").read_text(encoding="utf-8")
    assert "Wednesday, April 1, 2026" in letter
    assert "(617) 555-0142" in letter
    assert "Kid" not in letter


def test_what_goes_wrong_is_said(plan: Path, tmp_path: Path) -> None:
    to = ["--to", tmp_path / "out"]
    assert "en (English)" in run("letters", TEN_MINUTES, plan, *to, "--language", "xx").stderr
    assert run("letters", TEN_MINUTES, plan, *to, "--student", "nobody").exit_code == 1
    assert run("letters", TEN_MINUTES, plan, *to, "--date", "soon").exit_code == 2
    assert run("letters", TEN_MINUTES, plan, *to, "--catalogues", tmp_path / "no").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_translations_are_listed_written_and_signed(tmp_path: Path) -> None:
    listed = run("translations")
    assert listed.exit_code == 0
    assert one_line(listed.stdout).count("no: a draft") == 9
    own = tmp_path / "own"
    written = run("translations", "--to", own)
    assert written.exit_code == 0
    assert len(list(own.iterdir())) == 9
    change(own / "so.po", "X-Reviewer: ", "X-Reviewer: Ayaan Cali")
    change(own / "so.po", "X-Reviewed-On: ", "X-Reviewed-On: 2026-10-01")
    before = (own / "so.po").read_bytes()
    assert "nothing was written" in one_line(run("translations", "--to", own).stdout)
    assert (own / "so.po").read_bytes() == before
    signed = one_line(run("translations", "--catalogues", own).stdout)
    assert "Somali by Ayaan Cali on 2026-10-01" in signed
    assert signed.count("no: a draft") == 8


def test_notes_each_letter_in_the_record(plan: Path, tmp_path: Path) -> None:
    case, out = copy_case(tmp_path / "case"), tmp_path / "out"
    assert run("record", "import", case, "--who", "Tess").exit_code == 0
    words = ["--student", "S01", "--language", "es", "--date", "2026-05-04", "--record"]
    done = run("letters", case, plan, "--to", out, *words)
    assert done.exit_code == 0, done.stderr
    with Record(case) as record:
        (entry,) = record.entries(kinds=["letter_written"])
        assert record.verify() == []
    pdf = out / "letter-S01-es.pdf"
    assert entry.student_id == "S01"
    assert entry.get("written_on") == "2026-05-04"
    assert entry.get("language") == "Spanish"
    assert entry.get("file") == pdf.name
    assert entry.get("sha256") == sha256(pdf.read_bytes()).hexdigest()

    sent = ["sent_on=2026-05-05", "means=letter", f"letter={entry.number}", "--why", "by mail"]
    wrong = run("record", "add", case, "notice_sent", "student_id=S02", *sent)
    assert wrong.exit_code != 0
    assert "is not a letter about S02" in one_line(wrong.stderr)
    done = run("record", "add", case, "notice_sent", "student_id=S01", *sent)
    assert done.exit_code == 0, done.stderr


def test_nothing_is_noted_where_the_letters_cannot_be_written(plan: Path, tmp_path: Path) -> None:
    case, out = copy_case(tmp_path / "case"), tmp_path / "out"
    assert run("record", "import", case, "--who", "Tess").exit_code == 0
    (out / "letter-S01-en.pdf").mkdir(parents=True)
    done = run("letters", case, plan, "--to", out, "--student", "S01", "--record")
    assert done.exit_code != 0
    with Record(case) as record:
        assert record.entries(kinds=["letter_written"]) == []


def test_a_letter_of_a_later_day_says_which_days_are_over(plan: Path, tmp_path: Path) -> None:
    days = sorted(set(read_plan(plan).sessions["date"].dt.date))
    assert len(days) > 1
    words = ("letters", TEN_MINUTES, plan, "--to", tmp_path / "out", "--date")
    early = run(*words, days[0])
    assert "planned for days before that" not in one_line(early.stdout)
    late = run(*words, days[-1])
    assert late.exit_code == 0, late.stderr
    assert "planned for days before that and nobody has noted" in one_line(late.stdout)
    said = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.txt")]
    assert [text for text in said if "Planned for a day that is over" in text]


def test_what_is_over_in_one_letter_is_said_with_a_command_to_copy(
    plan: Path, tmp_path: Path
) -> None:
    sessions = read_plan(plan).sessions
    last = sessions["date"].max().date()
    student = str(sessions.sort_values("date")["student_ids"].iloc[0][0])
    case = copy_case(tmp_path / "my case")
    words = ("letters", case, plan, "--to", tmp_path / "out", "--date", last)
    one = one_line(run(*words, "--student", student).stdout)
    assert f"1 letter of {last} says that" in one
    assert f"record log '{case}' --sheet" in one
