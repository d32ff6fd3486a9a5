"""One or two sentences about an item that a parent understands."""

from collections.abc import Sequence

from makeup_sched.explaining.explanation import Claim, Help, Trade

_NEVER = {
    "no_provider": "nobody who gives this service is free where the student is",
    "past_due": "too few days to plan on lie between the day from which they count and their due "
    "date",
    "locked": "sessions that are locked stand at the times that would suit",
    "provider_full": "the provider may give only so many make-up minutes in a day or week",
    "student_cap": "the student may have only so many make-up minutes in a day",
    "no_common_time": "outside protected time the student and a provider are too seldom, or too "
    "briefly, free together",
    "group_only_with_incompatible": "the only open times are in groups that the student may not "
    "join",
}
_HERE = {
    "competes": "other sessions stand at the times that would suit",
    "student_cap": "the student's daily make-up minutes are used up by other sessions",
    "provider_full": "the provider's daily or weekly make-up minutes are used up",
    "group_only_with_incompatible": "the groups at the times that would suit are full, or not ones "
    "that the student may join",
    "locked": "sessions that are locked stand at the times that would suit",
}


def summary_of(
    owed: int,
    unmet: int,
    claims: Sequence[Claim],
    without_change: int,
    trade: Trade | None,
    helps: Sequence[Help],
    *,
    best: bool,
) -> str:
    """Return why minutes are unmet, and what would help most, in plain words.

    `best` says that no plan has fewer weighted unmet minutes in all.
    """
    never = [claim for claim in claims if claim.sure == "proved"]
    here = [claim for claim in claims if claim.sure == "in_this_plan"]
    parts = []
    rest = unmet
    if never:
        minutes = min(unmet, never[0].minutes)
        rest -= minutes
        amount = "them" if minutes == unmet == owed else f"{minutes} of them"
        more = [claim for claim in never[1:] if claim.code in _NEVER]
        first = [never[0], *more][:2]
        why = ", and ".join(claim.in_short or _NEVER.get(claim.code, claim.code) for claim in first)
        parts.append(f"No plan can give {amount}: {why}.")
    if rest > 0:
        parts.append(_in_this_plan(rest, rest == unmet, here, trade, best))
    if without_change:
        parts.append(f"At least {without_change} minutes do have a place: plan again.")
    if helps:
        most = helps[0]
        parts.append(
            f"What would help most: that {most.change}; then at least {most.item_minutes} minutes "
            "could be given."
        )
    start = f"{unmet} of {owed} owed minutes" if unmet < owed else f"All {owed} owed minutes"
    return f"{start} have no place. {' '.join(parts)}"


def _in_this_plan(
    rest: int, all_of_it: bool, here: list[Claim], trade: Trade | None, best: bool
) -> str:
    if not here:
        what = "them" if all_of_it else f"the other {rest}"
        if best:
            return f"No plan places more in all; one that takes from others might place {what}."
        return f"It is not proven that no plan can place {what}."
    why = ", and ".join(_HERE[claim.code] for claim in here[:2])
    words = f"In this plan {why}." if all_of_it else f"The other {rest}: in this plan {why}."
    if trade is not None and trade.least_lost:
        lost = trade.least_lost
        words += f" Giving {trade.item_minutes} of them takes at least {lost} from other items."
    return words
