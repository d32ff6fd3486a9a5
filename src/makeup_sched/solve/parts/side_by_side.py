"""Runs each round of several districts side by side: workers wait at the end of a round only."""

from collections.abc import Callable, Sequence

from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.block_work import work_on_block
from makeup_sched.solve.parts.by_blocks import Answers, BlockToDo, Rounds
from makeup_sched.solve.parts.crew import Crew

_SHARES = (0.2, 0.75, 0.6)
"""Share of the time left that a round may take: ESY days, schools, tele; bounds have the rest."""


def side_by_side(
    crew: Crew,
    districts: Sequence[Rounds],
    clock: Clock,
    seconds: float,
    answered: Callable[[int], None],
) -> list[int]:
    """Let a crew work on each round of all districts at once, until all are through.

    Parameters
    ----------
    crew
        Does the work.
    districts
        Each asks for its blocks, round by round.
    clock
        Blocks that are not ready when it is over are given up.
    seconds
        The most that one block may take.
    answered
        Told the number of a district whenever one of its blocks is ready.

    Returns
    -------
    list of int
        The bound that each district returns.
    """
    found = [0] * len(districts)
    answers: dict[int, Answers | None] = dict.fromkeys(range(len(districts)))
    shares = iter(_SHARES)
    while answers:
        asked: dict[int, list[BlockToDo]] = {}
        for number, last in answers.items():
            try:
                rounds = districts[number]
                asked[number] = next(rounds) if last is None else rounds.send(last)
            except StopIteration as end:
                found[number] = end.value
        answers = _one_round(crew, asked, clock.part(next(shares, 1.0)), seconds, answered)
    return found


def _one_round(
    crew: Crew,
    asked: dict[int, list[BlockToDo]],
    clock: Clock,
    seconds: float,
    answered: Callable[[int], None],
) -> dict[int, Answers | None]:
    todo = {
        (number, place): block
        for number, blocks in asked.items()
        for place, block in enumerate(blocks)
    }
    # plans before bounds, and the largest first: nobody waits long for the last one
    order = sorted(todo, key=lambda key: (todo[key].work.allotted is None, -todo[key].size))
    jobs = [todo[key].work for key in order]
    done = crew.run(work_on_block, jobs, clock, seconds, lambda job: answered(order[job][0]))
    found = dict(zip(order, done, strict=True))
    return {
        number: [found[number, place] for place in range(len(blocks))]
        for number, blocks in asked.items()
    }
