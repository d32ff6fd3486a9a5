"""Rule 4: who may be in one session together."""

from check_cases import (
    added,
    allowed,
    changed,
    extend,
    forbidden,
    january,
    join,
    make_case,
    session,
)

TINY = make_case()
MORE_FOR_D = added("missed", {"date": january(2), "service_id": "D-SLP", "minutes": 50})


def test_one_discipline() -> None:
    wrong = session("x", 8, "12:00-12:30", "A", provider_id="P2", contract=True, owed_ids=("W",))
    forbidden(TINY, 4, "x", "the item is OT, the session SLP", wrong)
    allowed(TINY, {**wrong, "discipline": "OT"})


def test_group_of_items_that_allow_groups() -> None:
    allowed(TINY, session("x", 7, "09:00-09:30", "AB"))
    mixed = session("x", 7, "09:00-09:30", "BC")
    forbidden(TINY, 4, "x", "2 students, but the item allows 1", mixed)


def test_blank_setting_is_individual() -> None:
    case = make_case(**changed("services", "A-SLP", setting=""))
    forbidden(case, 4, "x", "the item allows 1", session("x", 7, "09:00-09:30", "AB"))


def test_size_within_each_cap() -> None:
    three = session("x", 7, "09:00-09:30", "ABD")
    allowed(make_case(**MORE_FOR_D), three)
    policy = make_case({"group_cap": 2}, **MORE_FOR_D)
    forbidden(policy, 4, "x", "3 students, but the policy allows 2", three)
    provider = make_case(**MORE_FOR_D, **changed("providers", "P1", max_group=2))
    forbidden(provider, 4, "x", "3 students, but provider P1 allows 2", three)
    item = make_case(**MORE_FOR_D, **changed("services", "B-SLP", max_group=2))
    forbidden(item, 4, "x", "3 students, but the item allows 2", three)


def test_grades_within_the_span() -> None:
    case = make_case(**changed("services", "C-SLP", setting="group"))
    allowed(case, session("x", 7, "09:00-09:30", "BC"))
    apart = session("x", 7, "09:00-09:30", "AC")
    forbidden(case, 4, "x", "grades from 2 to 5 are more than 2 apart", apart)


def test_words_for_grades() -> None:
    case = make_case(**changed("students", "A", grade="PK"))
    forbidden(case, 4, "x", "grades from -1 to 3", session("x", 7, "09:00-09:30", "AB"))
    small = make_case({"group_grade_span": 3}, **changed("students", "A", grade="k"))
    allowed(small, session("x", 7, "09:00-09:30", "AB"))


def test_keep_apart_counts_from_either_side() -> None:
    together = session("x", 7, "09:00-09:30", "AB")
    for one, other in ("AB", "BA"):
        case = make_case(**changed("students", one, keep_apart=(other,)))
        forbidden(case, 4, "x", "students A and B are kept apart", together)


def test_regular_attendees_count_for_the_size_of_a_join() -> None:
    allowed(make_case(**MORE_FOR_D), join("x", 5, "D"))
    full = make_case(**MORE_FOR_D, **changed("regular_sessions", "R1", max_group=2))
    forbidden(full, 4, "x", "3 students, but regular session R1 allows 2", join("x", 5, "D"))
    policy = make_case({"group_cap": 2}, **MORE_FOR_D)
    forbidden(policy, 4, "x", "3 students, but the policy allows 2", join("x", 5, "D"))


def test_default_size_of_a_regular_session() -> None:
    alone = join("x", 6, "D", regular_session_id="R2")
    case = make_case(**MORE_FOR_D)
    forbidden(case, 4, "x", "2 students, but regular session R2 allows 1", alone)
    allowed(make_case(**MORE_FOR_D, **changed("regular_sessions", "R1", max_group=None)),
            join("x", 5, "D"))  # fmt: skip


def test_an_individual_item_joins_nobody() -> None:
    case = make_case(**MORE_FOR_D, **changed("services", "D-SLP", setting="individual"))
    forbidden(case, 4, "x", "3 students, but the item allows 1", join("x", 5, "D"))


def test_regular_attendees_count_for_grades_and_keep_apart_in_a_join() -> None:
    grade = make_case(**MORE_FOR_D, **changed("students", "D", grade="6"))
    forbidden(grade, 4, "x", "grades from 2 to 6", join("x", 5, "D"))
    apart = make_case(**MORE_FOR_D, **changed("students", "B", keep_apart=("D",)))
    forbidden(apart, 4, "x", "students D and B are kept apart", join("x", 5, "D"))


def test_all_who_join_stand_in_one_row() -> None:
    case = make_case(
        {"group_cap": 5},
        **MORE_FOR_D,
        **changed("students", "E", school="Oak"),
        **changed("regular_sessions", "R1", max_group=5),
    )
    allowed(case, join("x", 5, "DE"))
    reason = "2 rows join regular session R1 on 2026-01-05"
    forbidden(case, 4, "y", reason, join("x", 5, "D"), join("y", 5, "E"))


def test_extension_for_those_who_attend() -> None:
    other = extend("x", 5, "09:50-10:00", "D")
    forbidden(TINY, 4, "x", "student D does not attend regular session R1", other)


def test_individual_items_are_extended_one_at_a_time() -> None:
    case = make_case(**changed("services", "A-SLP", setting="individual"))
    allowed(case, extend("x", 5, "09:50-10:00", "A"))
    forbidden(case, 4, "x", "the item allows 1", extend("x", 5, "09:50-10:00", "AB"))
