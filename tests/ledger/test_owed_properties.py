"""What holds of owed minutes in every case, against a recount minute by minute."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_cases import END, START, Row, award, gave, make_case, miss

from makeup_sched.case.case import Case
from makeup_sched.ledger import owed_items, owed_table, owed_trace

REASONS = ("provider_absent", "student_absent", "suspension")
IDS = ("A-SP", "B-OT")

days = st.integers(0, 9).map(lambda n: (date(2025, 10, 1) + timedelta(days=n)).isoformat())
minutes = st.integers(1, 40)
missed_rows = st.builds(
    miss,
    days,
    minutes,
    st.sampled_from(REASONS),
    st.sampled_from(["", "", "owed", "not_owed"]),
    st.sampled_from(IDS),
)
delivered_rows = st.builds(gave, days, minutes, st.sampled_from([*IDS, "W1"]))
award_rows = st.builds(award, minutes, decided_on=st.one_of(st.none(), days))
Tables = dict[str, Any]
tables = st.fixed_dictionaries(
    {
        "missed": st.lists(missed_rows, max_size=8),
        "delivered": st.lists(delivered_rows, max_size=5),
        "awards": st.lists(award_rows, max_size=1),
        "pending": st.sampled_from(["hold", "plan"]),
        "grid_minutes": st.sampled_from([1, 5, 7]),
        "due_within_days": st.sampled_from([0, 30]),
    }
)
few = settings(max_examples=60, deadline=None)


def recount(case: Case, given_tables: Tables, owed_id: str) -> dict[str, Any]:
    """Count one item minute by minute with plain lists, the slow and obvious way."""
    queue: list[tuple[str, int]] = []
    held: list[tuple[str, int]] = []
    not_owed = 0
    rows: list[tuple[Row, str]] = []
    for row in given_tables["missed"]:
        rule = {"provider_absent": "owed", "student_absent": "not_owed"}.get(row["reason"], "team")
        if row["service_id"] == owed_id:
            rows.append((row, row["decision"] or rule))
    for row in given_tables["awards"]:
        if row["award_id"] == owed_id:
            day = row["decided_on"] or START.isoformat()
            rows.append(({"date": day, "minutes": row["minutes"]}, "owed"))
    for row, counted in rows:
        # 0 before 1: on one date, minutes that the team has decided are delivered first.
        for _ in range(row["minutes"]):
            if counted == "not_owed":
                not_owed += 1
            elif counted == "team" and case.policy.pending == "hold":
                held.append((row["date"], 1))
            else:
                queue.append((row["date"], int(counted == "team")))
    queue.sort()
    given_minutes = sum(
        row["minutes"] for row in given_tables["delivered"] if row["owed_id"] == owed_id
    )
    left = queue[given_minutes:]
    grid = case.policy.grid_minutes
    rounding = 0
    while (len(left) + rounding) % grid:
        rounding += 1
    dates = [day for day, _ in left] or [day for day, _ in held]
    return {
        "missed": sum(row["minutes"] for row, _ in rows),
        "not_owed": not_owed,
        "delivered": len(queue) - len(left),
        "owed": len(left) + rounding,
        "rounding": rounding,
        "pending": len(held) + sum(pending for _, pending in left),
        "oldest_date": min(dates, default=None),
    }


@few
@given(tables)
def test_table_equals_the_recount(given_tables: Tables) -> None:
    case = make_case(**given_tables)
    table = owed_table(case)
    for line in table.to_dict("records"):
        expected = recount(case, given_tables, line["owed_id"])
        oldest = line["oldest_date"]
        line["oldest_date"] = None if pd.isna(oldest) else str(oldest.date())
        assert {name: line[name] for name in expected} == expected
    named = {row["service_id"] for row in given_tables["missed"]}
    named |= {row["award_id"] for row in given_tables["awards"]}
    assert named <= set(table["owed_id"])


@few
@given(tables)
def test_items_are_the_lines_of_the_table_with_something_left(given_tables: Tables) -> None:
    case = make_case(**given_tables)
    table = owed_table(case)
    table = table[(table["owed"] > 0) | (table["pending"] > 0)]
    items = owed_items(case)
    assert [item.owed_id for item in items] == table["owed_id"].tolist()
    assert [item.owed for item in items] == table["owed"].tolist()
    assert [item.owed - item.raw_owed for item in items] == table["rounding"].tolist()
    assert [item.pending for item in items] == table["pending"].tolist()
    assert [item.oldest_date for item in items] == table["oldest_date"].dt.date.tolist()
    assert [item.due_shown for item in items] == table["due_date"].dt.date.tolist()


@few
@given(tables)
def test_trace_adds_up_to_the_table_and_nothing_is_negative(given_tables: Tables) -> None:
    case = make_case(**given_tables)
    table = owed_table(case).set_index("owed_id")
    trace = owed_trace(case)
    columns = ["not_owed", "delivered", "owed", "rounding", "pending"]
    sums = trace.groupby("owed_id")[columns].sum()
    pd.testing.assert_frame_equal(sums, table[columns], check_index_type=False)
    sources = trace[trace["table"].isin(["missed", "awards"])]
    missed = sources.groupby("owed_id")["minutes"].sum().reindex(table.index, fill_value=0)
    assert missed.tolist() == table["missed"].tolist()
    assert (trace[["minutes", "surplus", *columns]] >= 0).all(axis=None)
    assert len(trace[trace["counted"] != "rounding"]) == sum(
        len(given_tables[name]) for name in ("missed", "awards")
    ) + sum(
        row["owed_id"] != "W1" or bool(given_tables["awards"]) for row in given_tables["delivered"]
    )


def matched_minutes(text: str) -> int:
    return sum(int(part.split(": ")[1].split()[0]) for part in text.split("; ") if part)


@few
@given(tables)
def test_each_line_names_what_it_is_settled_with(given_tables: Tables) -> None:
    trace = owed_trace(make_case(**given_tables))
    matched = trace["matched"].map(matched_minutes)
    given_lines = trace["table"] == "delivered"
    assert matched[~given_lines].tolist() == trace["delivered"][~given_lines].tolist()
    used = (trace["minutes"] - trace["surplus"])[given_lines]
    assert matched[given_lines].tolist() == used.tolist()


@few
@given(tables)
def test_deliveries_pay_for_the_oldest_minutes_first(given_tables: Tables) -> None:
    case = make_case(**given_tables)
    trace = owed_trace(case)
    held = (trace["counted"] == "pending") & (case.policy.pending == "hold")
    queue = trace[trace["table"].isin(["missed", "awards"]) & ~held]
    for _, lines in queue[queue["counted"] != "not_owed"].groupby("owed_id"):
        paid = lines[lines["delivered"] > 0]["date"]
        unpaid = lines[lines["owed"] > 0]["date"]
        assert paid.empty or unpaid.empty or paid.max() <= unpaid.min()


@few
@given(tables, st.integers(-400, 400))
def test_shifting_all_dates_changes_no_minutes(given_tables: Tables, shift: int) -> None:
    by = timedelta(days=shift)
    moved = dict(given_tables)
    for name, column in (("missed", "date"), ("delivered", "date"), ("awards", "decided_on")):
        moved[name] = [
            {**row, column: row[column] and (date.fromisoformat(row[column]) + by).isoformat()}
            for row in given_tables[name]
        ]
    items = owed_items(make_case(**given_tables))
    expected = [
        replace(
            item,
            oldest_date=item.oldest_date + by,
            due_date=item.due_date and item.due_date + by,
            due_shown=item.due_shown + by,
            earliest_date=item.earliest_date + by,
        )
        for item in items
    ]
    assert owed_items(make_case(**moved, start=START + by, end=END + by)) == expected


@few
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_tables: Tables, random: Any) -> None:
    shuffled = dict(given_tables)
    for name in ("missed", "delivered"):
        shuffled[name] = random.sample(given_tables[name], len(given_tables[name]))
    assert owed_items(make_case(**shuffled)) == owed_items(make_case(**given_tables))
