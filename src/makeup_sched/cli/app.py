"""The app that all commands hang on, and the options that come before a command."""

from typing import Annotated

import typer

from makeup_sched.cli import (
    audit,
    check,
    clocks,
    compare,
    contracting,
    demo,
    errors,
    explain,
    export,
    forecast,
    generate,
    letters,
    owed,
    page,
    plan,
    profiles,
    record,
    template,
    translations,
    validate,
)
from makeup_sched.version import __version__

app = typer.Typer(
    name="makeup-sched",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"makeup-sched {__version__}")
        raise typer.Exit


@app.callback()
def before(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the technical details of an internal error.")
    ] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Plan the IEP service minutes that students are owed into providers' free time.

    A case (what is owed, who works when, the bell schedules) is a folder of CSV files or an
    Excel workbook. To see the whole way on a made-up school:

    \b
      makeup-sched demo

    To start with your own data:

    \b
      makeup-sched template my-case.xlsx       (fill it in with Excel)
      makeup-sched validate my-case.xlsx       (lists what is to be mended)
      makeup-sched owed my-case.xlsx           (shows who is owed what)
      makeup-sched plan my-case.xlsx --out my-plan.xlsx

    Students are shown by id only, unless you ask for --names.
    """
    errors.show_details(debug)


app.command()(plan.plan)
app.command()(validate.validate)
app.command()(owed.owed)
app.command()(check.check)
app.command("app")(page.app)
app.command()(explain.explain)
app.command()(contracting.contracting)
app.command()(compare.compare)
app.command()(forecast.forecast)
app.command()(export.export)
app.command()(letters.letters)
app.command()(translations.translations)
app.command()(clocks.clocks)
app.command()(audit.audit)
app.command()(profiles.profiles)
app.add_typer(record.app, name="record")
app.command()(template.template)
app.command()(demo.demo)
app.command()(generate.generate)
