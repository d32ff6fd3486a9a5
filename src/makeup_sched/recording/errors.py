"""What can be wrong with a record or with what is to be written into it."""

from makeup_sched.tables.problems import MakeupSchedError


class RecordError(MakeupSchedError):
    """The record can't be opened or written, or an entry contradicts what it holds."""
