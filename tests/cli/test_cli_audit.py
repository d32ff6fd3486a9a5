"""The command audit: all services, one with its dates, the files it writes."""

from pathlib import Path

import pandas as pd
from cli_cases import copy_case, one_line, run

from makeup_sched.case.read import read_case


def _with_log(folder: Path) -> tuple[Path, str]:
    case = copy_case(folder)
    service = read_case(case).table("services")["service_id"].iloc[0]
    log = "date,service_id,minutes,status,reason\n"
    log += f"2026-04-14,{service},10,given,\n2026-04-15,{service},5,short,provider_meeting\n"
    (case / "service_log.csv").write_text(log, encoding="utf-8")
    return case, service


def test_all_services_and_what_was_missed(tmp_path: Path) -> None:
    case, service = _with_log(tmp_path / "case")
    result = run("audit", case, "--through", "2026-05-01")
    assert result.exit_code == 0, result.stderr
    text = one_line(result.stdout)
    assert "Expected and given through 2026-05-01" in text
    assert service in text
    assert "Missed by reason: the therapist or teacher " in text
    assert "Behind is not the same as owed" in text


def test_one_service_with_every_date(tmp_path: Path) -> None:
    case, service = _with_log(tmp_path / "case")
    result = run("audit", case, "--service", service, "--through", "2026-05-01")
    assert result.exit_code == 0, result.stderr
    text = one_line(result.stdout)
    assert "seen 2 times, last on 2026-04-15" in text
    assert "Tue 2026-04-14 given 10" in text
    assert "service_log 3" in text


def test_an_unknown_service_is_said_with_a_hint(tmp_path: Path) -> None:
    case, service = _with_log(tmp_path / "case")
    result = run("audit", case, "--service", service + "x")
    assert result.exit_code == 1
    assert f"there is no service {service}x" in one_line(result.stderr)


def test_all_tables_are_written(tmp_path: Path) -> None:
    case, _ = _with_log(tmp_path / "case")
    out = tmp_path / "audit.xlsx"
    assert run("audit", case, "--out", out, "--through", "2026-05-01").exit_code == 0
    sheets = pd.read_excel(out, sheet_name=None)
    assert {"services", "months", "missed", "dates", "unaccounted", "unclear"} == set(sheets)
    assert sheets["services"]["expected"].sum() == sheets["months"]["expected"].sum()


def test_the_record_is_audited_with_what_was_logged(tmp_path: Path) -> None:
    case, service = _with_log(tmp_path / "case")
    assert run("record", "import", case).exit_code == 0
    logged = run("record", "log", case, service, "given", "--date", "2026-04-16")
    assert logged.exit_code == 0, logged.stderr
    result = run("audit", case, "--record", "--service", service, "--through", "2026-05-01")
    assert "seen 3 times, last on 2026-04-16" in one_line(result.stdout)


def test_fewer_minutes_than_a_session_has_are_remarked_on_until_somebody_says_why(
    tmp_path: Path,
) -> None:
    case = copy_case(tmp_path / "case")
    assert run("record", "import", case).exit_code == 0
    read = read_case(case)
    service = next(row for row in read.table("services").to_dict("records") if row["per"] == "week")
    length, day = int(service["minutes"]), "2026-03-10"
    given = ("record", "log", case, service["service_id"], "given", "--date", day)
    result = run(*given, "--minutes", str(length - 5))
    assert result.exit_code == 0, result.stderr
    assert "unaccounted. If they were missed, say why" in one_line(result.stdout)
    audit = ("audit", case, "--record", "--through", "2026-03-13")
    assert f"than the sessions have: on 1 date ({service['service_id']})" in one_line(
        run(*audit).stdout
    )
    text = one_line(run(*audit, "--service", service["service_id"]).stdout)
    assert f"{day}: {length - 5} of {length} min written down" in text
    assert f"record add {case} missed service_id={service['service_id']} date=DATE" in text
