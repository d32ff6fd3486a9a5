"""The command `translations`: which letters are drafts, and catalogues for a speaker to correct."""

from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported


@reported
def translations(
    catalogues: Annotated[
        Path | None,
        typer.Option(
            "--catalogues",
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="A folder of your own catalogues, to see what is signed in it.",
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FOLDER", help="Write the packaged catalogues there, to be corrected."
        ),
    ] = None,
) -> None:
    """List the languages of letters and who has reviewed them.

    A translation is a draft, and its letters say so, until a speaker of the language has read it
    and signed in the header of its catalogue (X-Reviewer, X-Reviewed-On). Catalogues that are in
    the folder already are not written over.

    \b
    Examples:
      makeup-sched translations
      makeup-sched translations --to my-translations
      makeup-sched translations --catalogues my-translations
    """
    from rich.text import Text

    from makeup_sched.letters.catalogues import read_catalogue, write_catalogues
    from makeup_sched.letters.languages import ENGLISH, LANGUAGES
    from makeup_sched.plain_tables import grid

    console = results()
    table = grid("Code", "Language", "Reviewed", title="Letters to families")
    for language in LANGUAGES.values():
        found = read_catalogue(language, catalogues)
        status = "no: a draft" if found.draft else f"by {found.reviewer} on {found.reviewed_on}"
        if language.code == ENGLISH:
            status = "the original"
        table.add_row(*map(Text, (language.code, language.name, status)))
    console.print(table)
    if to is not None:
        written = write_catalogues(to)
        for path in written:
            console.print(f"Written: {path}", soft_wrap=True)
        if not written:
            console.print(f"Every catalogue is in {to} already; nothing was written.")
