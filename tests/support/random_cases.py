"""A Hypothesis strategy of small valid cases in which every rule of the contract can bind."""

from hypothesis import strategies as st

from makeup_sched.vocabulary import TERMS
from support.brute_force import as_table, sessions_possible
from support.tiny import (
    Blueprint,
    Row,
    award,
    bells,
    block,
    blueprint,
    day,
    hours,
    locked,
    on,
    owes,
    provider,
    regular,
    student,
)

DAWN = 8 * 60
CELLS = 6
IN_SCHOOL = ("resource", "resource", "resource", "specials", "study_hall", "study_hall", "core")
_SOMETIMES = st.integers(0, 3).map(lambda number: number == 0)


@st.composite
def beside_regular(draw: st.DrawFn) -> Blueprint:
    """Draw a case around one regular session, to be joined and made longer."""
    grid = draw(st.sampled_from([5, 10]))
    ids = "ABC"[: draw(st.integers(2, 3))]
    rows = [day(offset) for offset in draw(st.sampled_from([[0], [0, 1], [0, 7]]))]
    rows.append(bells(span(0, CELLS, grid), "resource"))
    rows.append(bells(span(CELLS - 1, CELLS, grid), "after_school"))
    for each in ids:
        rows.append(draw(_student(each, ids, grid)))
        rows += draw(_debt(each, 0, draw(st.integers(1, 3)), grid))
    rows += [*draw(_blocks(ids[:2], grid)), *_main_provider(draw(mostly("", "2", "3")), grid)]
    first, length = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    who = draw(st.sampled_from(["A", "B", "AB", "AB"]))
    size = draw(st.sampled_from(["4", "3", "2", ""]))
    time = span(first, first + length, grid, draw(_shift(grid)))
    rows.append(regular("R", time, who, site="Oak", max_group=size))
    least, most = draw(st.sampled_from([(1, 1), (1, 2), (1, 3), (2, 2), (2, 3)]))
    policy = draw(_policy(grid)) | {
        "modes": draw(st.sampled_from([["join", "extend"], ["extra", "join", "extend"]])),
        "min_extension": least * grid,
        "max_extension": most * grid,
        "sessions_per_day_per_item": draw(st.sampled_from([1, 2])),
    }
    return Blueprint(blueprint(*rows).rows, policy, quick=True)


def _main_provider(max_group: str, grid: int) -> list[Row]:
    return [provider("P", max_group=max_group), hours(span(0, CELLS, grid))]


def mostly(common: str, *rare: str) -> st.SearchStrategy[str]:
    """Draw what is common, one time in four something rare."""
    return st.sampled_from([*[common] * 3 * len(rare), *rare])


def clock(minute: int) -> str:
    """Return minutes after midnight as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute(time: str) -> int:
    """Return HH:MM as minutes after midnight."""
    return int(time[:2]) * 60 + int(time[3:])


def span(first: int, last: int, grid: int, shift: int = 0) -> str:
    """Return the time from one cell of the day to another."""
    return f"{clock(DAWN + first * grid + shift)}-{clock(DAWN + last * grid + shift)}"


@st.composite
def blueprints(draw: st.DrawFn, largest: int = 4, with_locked: bool = True) -> Blueprint:
    """Draw a small valid case: up to 4 students, 2 providers, 4 dates."""
    grid = draw(st.sampled_from([15, 30]))
    ids = "ABCD"[: draw(st.sampled_from(range(1, largest + 1)[-3:]))]
    names = ["P", "Q"][: draw(st.integers(1, 2))]
    rows = [*draw(_days()), *draw(_bells(grid))]
    for each in ids:
        rows.append(draw(_student(each, ids, grid)))
    rows += draw(_blocks(ids, grid))
    for name in names:
        rows += draw(_provider(name, grid))
    rows += draw(_regulars(ids, rows, grid))
    rows += draw(_debts(ids, grid, largest))
    made = Blueprint(blueprint(*rows).rows, draw(_policy(grid)), quick=True)
    if with_locked and draw(_SOMETIMES):
        return draw(_with_locked(made))
    return made


@st.composite
def _days(draw: st.DrawFn) -> list[Row]:
    kinds = st.sampled_from(
        [*["school"] * 9, "early_release", "delayed_start", "saturday", "esy", "esy", "no_school"]
    )
    offsets = sorted(draw(st.sets(st.sampled_from([0, 1, 2, 3, 4, 7, 8]), min_size=2, max_size=3)))
    return [
        day(offset, draw(kinds), draw(st.sampled_from(["", "", "A", "B"]))) for offset in offsets
    ]


@st.composite
def _bells(draw: st.DrawFn, grid: int) -> list[Row]:
    rows = []
    category = st.sampled_from(IN_SCHOOL)
    cuts = sorted(draw(st.sets(st.integers(1, CELLS - 2), max_size=2)))
    for first, last in zip([0, *cuts], [*cuts, CELLS - 1], strict=True):
        rows.append(bells(span(first, last, grid), draw(category)))
    rows.append(bells(span(CELLS - 1, CELLS, grid), "after_school"))
    if draw(_SOMETIMES):
        rows.append(bells(span(0, 1, grid), "before_school"))
    if draw(_SOMETIMES):
        rows.append(bells(span(1, 3, grid), draw(category), rotation="A"))
    for kind in ("early_release", "delayed_start"):
        rows.append(bells(span(0, 3, grid), draw(category), day_type=kind))
    rows.append(bells(span(0, 4, grid), "independent", day_type="saturday"))
    rows.append(bells(span(1, 4, grid), draw(st.sampled_from(["esy", "core"])), day_type="esy"))
    rows.append(bells(span(3, 4, grid), "after_school", day_type="esy"))
    return rows


@st.composite
def _student(draw: st.DrawFn, name: str, ids: str, grid: int) -> Row:
    yes = st.sampled_from(["yes", "no"])
    apart = draw(mostly("", *ids))
    return student(
        name,
        grade=draw(st.sampled_from(["2", "3", "4", "1", "", "5", "PK"])),
        school=draw(st.sampled_from([*["Oak"] * 5, "Elm"])),
        esy_site=draw(st.sampled_from(["", "", "Elm"])),
        after_school=draw(yes),
        esy=draw(yes),
        tele=draw(st.sampled_from(["yes", "no", "no"])),
        extend=draw(st.sampled_from(["", "", "yes", "no"])),
        keep_apart="" if apart == name else apart,
        max_makeup_minutes_per_day=draw(mostly("", str(grid), str(2 * grid))),
        priority=draw(st.sampled_from(["", "", "2", "3"])),
    )


@st.composite
def _blocks(draw: st.DrawFn, ids: str, grid: int) -> list[Row]:
    rows = []
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.integers(0, CELLS - 1))
        time = span(first, first + draw(st.integers(1, 2)), grid, draw(_shift(grid)))
        kind = draw(st.sampled_from(["core", "study_hall", "unavailable", "best_time", "specials",
                                     "after_school", "related_service"]))  # fmt: skip
        rows.append(block(draw(st.sampled_from(ids)), time, kind, weekday=draw(_weekdays())))
    return rows


def _weekdays() -> st.SearchStrategy[str]:
    return mostly("*", "Mon;Tue;Wed;Thu;Fri", "Mon;Wed;Thu")


def _shift(grid: int) -> st.SearchStrategy[int]:
    return st.sampled_from([0, 0, 0, grid // 3])


@st.composite
def _provider(draw: st.DrawFn, name: str, grid: int) -> list[Row]:
    most = [str(grid), str(2 * grid), str(3 * grid)]
    rows = [
        provider(
            name,
            disciplines=draw(st.sampled_from(["SLP;OT", "SLP"])),
            employment=draw(st.sampled_from(["staff", "staff", "contract"])),
            max_group=draw(st.sampled_from(["", "", "2", "3"])),
            makeup_minutes_per_day=draw(mostly("", *most)),
            makeup_minutes_per_week=draw(mostly("", *most)),
        )
    ]
    every = "school;early_release;delayed_start;saturday;esy"
    for number in range(draw(st.integers(1, 2))):
        first = draw(st.integers(0, 2 + number))
        last = first + draw(st.integers(2 - number, 4 - number))
        sites = ["Oak", "*", "", "Elm", "tele"][number * 2 :]
        site = draw(st.sampled_from(["Oak", "Oak", "Oak", *sites]))
        time = span(first, last, grid, draw(_shift(grid)))
        rows.append(hours(time, provider_id=name, site=site, weekday=draw(_weekdays()),
                          day_types=draw(st.sampled_from(["", every]))))  # fmt: skip
    if draw(_SOMETIMES):
        first = draw(st.integers(0, 4))
        rows.append(hours(span(first, first + 1, grid), draw(st.sampled_from(["lunch", "leave"])),
                          name, start_date=draw(st.sampled_from(["", on(1)])),
                          rotation=draw(st.sampled_from(["", "A"]))))  # fmt: skip
    return rows


@st.composite
def _regulars(draw: st.DrawFn, ids: str, rows: list[Row], grid: int) -> list[Row]:
    """Draw up to two regular sessions, each within one of the rows of work hours."""
    work = [cells for name, cells in rows if name == "provider_hours" and cells["kind"] == "work"]
    found: list[Row] = []
    for number in range(draw(st.integers(0, 2))):
        row = draw(st.sampled_from(work))
        first, last = minute(row["start"]), minute(row["end"])
        start = draw(st.sampled_from(range(first, last, grid)))
        end = start + min(draw(st.sampled_from([grid, 2 * grid])), last - start)
        who = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=2))
        site = row["site"] if row["site"] != "*" else ""
        drawn = regular(
            f"R{number}", f"{clock(start)}-{clock(end)}", "".join(sorted(who)),
            row["provider_id"], site=site,
            weekday=draw(st.sampled_from([*["Mon;Tue;Wed;Thu;Fri"] * 3, "Mon;Tue", "Wed;Thu"])),
            max_group=draw(st.sampled_from(["", "2", "3", "4", "4"])),
        )  # fmt: skip
        if not any(_clash(drawn[1], other) for _, other in found):
            found.append(drawn)
    return found


def _clash(one: dict[str, str], other: dict[str, str]) -> bool:
    """Say whether two regular sessions could not both be held."""
    together = one["start"] < other["end"] and other["start"] < one["end"]
    people = set(one["student_ids"].split(";")) & set(other["student_ids"].split(";"))
    return together and (bool(people) or one["provider_id"] == other["provider_id"])


@st.composite
def _debts(draw: st.DrawFn, ids: str, grid: int, largest: int) -> list[Row]:
    rows: list[Row] = []
    budget = 7
    for each in ids:
        for number in range(draw(st.sampled_from([1, 1, 1, 2])) if largest > 1 else 1):
            cells = draw(st.integers(1, min(3, max(1, budget))))
            if budget <= 0:
                break
            budget -= cells
            rows += draw(_debt(each, number, cells, grid))
    return rows


@st.composite
def _debt(draw: st.DrawFn, who: str, number: int, cells: int, grid: int) -> list[Row]:
    short = draw(st.sampled_from([0, 0, grid // 3]))
    minutes = cells * grid - short
    facts = {
        "discipline": draw(mostly("SLP", "OT")),
        "setting": draw(mostly("group", "individual", "")),
        "max_group": draw(mostly("", "2", "3")),
        "min_session": draw(mostly("", str(grid), str(2 * grid))),
        "max_session": draw(mostly("", str(2 * grid))),
    }
    if draw(st.integers(0, 4)) == 0:
        decided = draw(st.sampled_from(["", "2026-02-20", on(1)]))
        due = draw(st.sampled_from(["", on(1), on(4)]))
        given = award(who, minutes, f"{who}{number}", decided_on=decided, due_on=due, **facts)
        return [given, owes(who, 1, f"{who}{number}-service")[0]]
    owner = draw(st.sampled_from(["P", "P", "Q", "", "gone"]))
    oldest = draw(st.sampled_from(["2026-02-23", "2026-02-10", "2026-02-03"]))
    rows = owes(who, minutes, f"{who}{number}", oldest, provider_id=owner, **facts)
    if draw(_SOMETIMES):
        reason = draw(st.sampled_from(["student_refused", "student_absent", "provider_absent"]))
        more = {"date": "2026-02-25", "service_id": f"{who}{number}", "minutes": str(grid),
                "reason": reason}  # fmt: skip
        rows.append(("missed", more))
    if draw(_SOMETIMES):
        rows.append(_delivered(f"{who}{number}", grid))
    return rows


def _delivered(owed_id: str, minutes: int) -> Row:
    return "delivered", {"date": "2026-02-26", "owed_id": owed_id, "minutes": str(minutes)}


@st.composite
def _policy(draw: st.DrawFn, grid: int) -> dict[str, object]:
    least = draw(st.sampled_from([*[grid] * 6, 2 * grid, grid + grid // 3]))
    longest = draw(st.sampled_from([grid, 2 * grid, 2 * grid]))
    policy: dict[str, object] = {
        "start_date": on(0),
        "end_date": on(8),
        "grid_minutes": grid,
        "min_session": least,
        "max_session": max(least, draw(st.sampled_from([2 * grid, 3 * grid]))),
        "makeup_minutes_per_day": draw(st.sampled_from([4 * grid, 2 * grid, 2 * grid, grid])),
        "sessions_per_day_per_item": draw(st.sampled_from([1, 1, 1, 2])),
        "modes": draw(st.sampled_from([*[["extra", "join", "extend"]] * 6, ["extra"],
                                       ["join", "extend"], ["extra", "extend"]])),
        "min_extension": draw(st.sampled_from([5, grid, longest])),
        "max_extension": longest,
        "due_within_days": draw(st.sampled_from([*[0] * 6, 10, 30])),
        "group_cap": draw(st.sampled_from([4, 4, 4, 3, 2, 1])),
        "group_grade_span": draw(st.sampled_from([2, 2, 2, 1, 0])),
        "pending": draw(st.sampled_from(["hold", "plan"])),
    }  # fmt: skip
    if draw(_SOMETIMES):
        words = st.sampled_from(["never", "avoid", "allow", "prefer"])
        chosen = ["specials", "core", "study_hall", "after_school", "related_service"]
        policy["categories"] = {name: draw(words) for name in chosen}
    if draw(_SOMETIMES):
        order = draw(st.permutations(TERMS))[: draw(st.sampled_from([8, 8, 5]))]
        first = draw(st.sampled_from([["unmet"], ["unmet"], []]))
        policy["objective"] = {"order": list(dict.fromkeys([*first, *order]))}
    return policy


@st.composite
def _with_locked(draw: st.DrawFn, made: Blueprint) -> Blueprint:
    possible = sessions_possible(made.case)
    least = made.policy["min_extension"]
    chosen = [s for s in possible if s.mode != "extend" or s.length >= least]
    if not chosen:
        return made
    rows = locked(as_table([draw(st.sampled_from(chosen))]))
    for _, cells in rows:
        for blank in ("locked", *draw(st.sets(st.sampled_from(["minutes", "tier", "contract"])))):
            cells[blank] = ""
    return made.plus(*rows)
