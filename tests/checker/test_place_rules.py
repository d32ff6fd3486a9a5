"""Rules 1 and 2: the provider is free at the site, and so is every attendee."""

from typing import Any

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
TELE: dict[str, Any] = {"site": "tele", "provider_id": "P2", "contract": True}
LEAVE_ON_THE_5TH = {
    "provider_id": "P1",
    "start_date": january(5),
    "end_date": january(5),
    "start": "10:15",
    "end": "15:00",
    "kind": "leave",
}


def test_extra_in_free_time() -> None:
    allowed(TINY, session("x", 7, "09:00-09:30", "A"))


def test_provider_without_the_discipline() -> None:
    case = make_case(**changed("providers", "P2", disciplines=("OT",)))
    there = session("x", 7, "12:00-12:30", "A", provider_id="P2", contract=True)
    forbidden(case, 1, "x", "provider P2 does not have discipline SLP", there)


def test_provider_at_lunch() -> None:
    case = make_case({"categories": {"lunch": "allow"}})
    reason = "provider P1 is not free, not at Oak, on 2026-01-07 11:30-11:45"
    forbidden(case, 1, "x", reason, session("x", 7, "11:15-11:45", "A"))


def test_provider_elsewhere() -> None:
    case = make_case()
    there = session("x", 7, "11:00-11:30", "A", provider_id="P2", contract=True)
    forbidden(case, 1, "x", "provider P2 is at tele, not at Oak", there)


def test_time_without_site_serves_every_place_but_not_tele() -> None:
    case = make_case(**changed("students", "E", tele=True))
    there = session("x", 17, "09:00-09:30", "E", site="Elm", tier="extended_day")
    allowed(case, there)
    forbidden(case, 1, "x", "provider P1 is at *, not at tele", {**there, "site": "tele"})


def test_a_regular_session_takes_time() -> None:
    forbidden(
        TINY,
        1,
        "x",
        "2026-01-05 10:15-10:45 overlaps regular session R1 (10:00-10:30) of provider P1",
        session("x", 5, "10:15-10:45", "D", student_ids=("C",), owed_ids=("C-SLP",)),
    )


def test_a_cancelled_regular_session_takes_no_time_and_is_not_joined() -> None:
    case = make_case(**added("provider_hours", LEAVE_ON_THE_5TH))
    allowed(case, session("x", 5, "09:55-10:15", "A"))
    gone = "regular session R1 (10:00-10:30) does not take place on 2026-01-05"
    forbidden(case, 1, "x", gone, extend("x", 5, "09:55-10:00", "A"))


def test_provider_with_two_sessions_at_once() -> None:
    one = session("x", 7, "09:00-09:30", "A")
    allowed(TINY, one, session("y", 7, "09:30-10:00", "B"))
    other = session("y", 7, "09:15-09:45", "B")
    forbidden(TINY, 1, "y", "provider P1 has both at once", one, other)


def test_join_takes_exactly_the_place_of_its_regular_session() -> None:
    case = make_case(**added("missed", {"date": january(2), "service_id": "D-SLP", "minutes": 20}))
    allowed(case, join("x", 5, "D"))
    late = join("x", 5, "D", start=605, end=635)
    forbidden(case, 1, "x", "10:05-10:35 is not the time of regular session R1", late)
    wednesday = join("x", 7, "D")
    forbidden(case, 1, "x", "R1 (10:00-10:30) does not take place on 2026-01-07", wednesday)


def test_join_has_provider_discipline_and_site_of_its_regular_session() -> None:
    case = make_case(
        **added("missed", {"date": january(2), "service_id": "D-SLP", "minutes": 20}),
        **changed("students", "D", tele=True),
    )
    other = join("x", 5, "D", provider_id="P2", contract=True)
    forbidden(case, 1, "x", "regular session R1 (10:00-10:30) is one of provider P1", other)
    forbidden(case, 1, "x", "is at Oak, not at tele", join("x", 5, "D", site="tele"))
    occupational = make_case(
        **changed("providers", "P1", disciplines=("SLP", "OT")),
        **changed("awards", "W", student_id="D", setting="group"),
    )
    as_ot = join("x", 12, "D", discipline="OT", owed_ids=("W",))
    forbidden(occupational, 1, "x", "R1 (10:00-10:30) has discipline SLP", as_ot)


def test_a_join_or_extension_of_no_known_session() -> None:
    unknown = join("x", 7, "A", regular_session_id="R9")
    forbidden(TINY, 1, "x", 'its regular session is "R9", which is not in the case', unknown)
    none = extend("x", 7, "10:00-10:10", "A", regular_session_id="")
    forbidden(TINY, 1, "x", "its regular session is none", none)


def test_an_extra_names_no_regular_session() -> None:
    named = session("x", 7, "09:00-09:30", "A", regular_session_id="R1")
    forbidden(TINY, 1, "x", "an extra names regular session R1", named)


def test_extend_touches_its_regular_session() -> None:
    allowed(TINY, extend("x", 5, "09:50-10:00", "AB"))
    allowed(TINY, extend("x", 5, "10:30-10:40", "A"))
    apart = extend("x", 5, "10:35-10:40", "A")
    forbidden(TINY, 1, "x", "10:35-10:40 does not touch regular session R1", apart)


def test_a_mode_that_the_policy_leaves_out() -> None:
    case = make_case({"modes": ["extra"]})
    forbidden(case, 1, "x", "no mode extend", extend("x", 5, "09:50-10:00", "A"))


def test_student_in_a_never_category() -> None:
    reason = "student A is in core (never) on 2026-01-07 08:45-09:00"
    forbidden(TINY, 2, "x", reason, session("x", 7, "08:45-09:15", "A"))


def test_student_not_there() -> None:
    reason = "student A is not there on 2026-01-07 14:00-14:15"
    forbidden(TINY, 2, "x", reason, session("x", 7, "13:45-14:15", "A"))


def test_after_school_where_the_student_may_stay() -> None:
    case = make_case(**changed("students", "A", after_school=True))
    allowed(case, session("x", 7, "13:45-14:15", "A", tier="extended_day"))


def test_esy_where_the_family_agrees() -> None:
    there = session("x", 20, "09:00-09:30", "A", tier="esy")
    forbidden(TINY, 2, "x", "student A is not there on 2026-01-20 09:00-09:30", there)
    allowed(make_case(**changed("students", "A", esy=True)), there)


def test_a_block_wins_over_the_bell_schedule() -> None:
    block = {"student_id": "A", "weekday": (2,), "start": "08:30", "end": "09:10"}
    there = session("x", 7, "08:30-09:00", "A")
    allowed(make_case(**added("student_blocks", {**block, "category": "resource"})), there)
    case = make_case(**added("student_blocks", {**block, "category": "unavailable"}))
    reason = "student A is in unavailable (never) on 2026-01-07 09:00-09:10"
    forbidden(case, 2, "x", reason, session("x", 7, "09:00-09:15", "A"))


def test_student_at_another_site() -> None:
    elsewhere = session("x", 7, "09:00-09:30", "E")
    forbidden(TINY, 2, "x", "student E is at Elm, not at Oak", elsewhere)


def test_esy_site() -> None:
    there = session("x", 20, "09:00-09:30", "E", tier="esy")
    allowed(make_case(**changed("students", "E", esy=True, esy_site="Oak")), there)


def test_tele_needs_both_sides() -> None:
    there = session("x", 7, "09:00-09:30", "A", **TELE)
    allowed(make_case(**changed("students", "A", tele=True)), there)
    forbidden(TINY, 2, "x", "student A has no tele", there)


def test_student_in_another_make_up_session() -> None:
    case = make_case({"sessions_per_day_per_item": 2}, **changed("students", "A", tele=True))
    one = session("x", 7, "09:00-09:30", "A")
    other = session("y", 7, "09:15-09:45", "A", **TELE)
    forbidden(case, 2, "y", "student A is in both at once", one, other)


def test_student_in_a_regular_session() -> None:
    students = changed("students", "A", tele=True)
    there = session("x", 5, "10:15-10:30", "A", **TELE)
    reason = "student A is in related_service (never) on 2026-01-05 10:15-10:30"
    forbidden(make_case(**students), 2, "x", reason, there)
    pulled = make_case({"categories": {"related_service": "allow"}}, **students)
    forbidden(pulled, 2, "x", "student A is in regular session R1 (10:00-10:30)", there)


def test_a_join_of_one_who_attends_anyway() -> None:
    reason = "student A is in related_service (never)"
    roomy = changed("regular_sessions", "R1", max_group=4)
    forbidden(make_case(**roomy), 2, "x", reason, join("x", 5, "A"))
