"""The commands `record ...`: the durable record of a case, written, corrected and looked into."""

import typer

from makeup_sched.cli import record_looking, record_writing

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""Keep the record of a case: planned, given, told, decided.

    The record is a file beside the tables of a case. Entries are only ever added: a correction is
    a new entry that points at the old one. Each says when it was written, by whom and why.

    \b
    Example of a first round:
      makeup-sched record import my-case           (takes the tables in)
      makeup-sched plan my-case --record --out my-plan
      makeup-sched record publish my-case my-plan  (the plan is agreed)
      makeup-sched record week my-case 2026-05-04 --out week.xlsx
      makeup-sched record log my-case --sheet week.xlsx
      makeup-sched record status my-case
    """,
)

app.command("import")(record_writing.take_in)
app.command("publish")(record_writing.publish)
app.command("log")(record_writing.log)
app.command("week")(record_looking.week)
app.command("status")(record_looking.status)
app.command("show")(record_looking.show)
app.command("ledger")(record_looking.ledgers)
app.command("tables")(record_looking.tables)
app.command("add")(record_writing.add)
app.command("correct")(record_writing.correct)
app.command("withdraw")(record_writing.withdraw)
app.command("notices")(record_looking.notices)
app.command("reimbursement")(record_looking.reimbursement)
app.command("reimburse")(record_writing.reimburse)
app.command("erase")(record_writing.erase)
app.command("verify")(record_looking.verify)
