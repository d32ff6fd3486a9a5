"""The command `app`: a notebook as a page in the browser, no code in sight."""

from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.errors import reported


@reported
def app(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[therapist|coordinator] CASE",
            help="Which page, and the case: a folder of CSV files or an .xlsx workbook. "
            "The sample, if no case is given.",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="N",
            min=1024,
            max=65535,
            help="Which port to listen on; a free one, if left out.",
        ),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Light text on a dark page.")] = False,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")
    ] = True,
) -> None:
    """Open your weeks as a page in the browser.

    The therapist's page, or the coordinator's: what is owed, whether to contract, what if.

    The page is for this computer only, and its address holds a token. Ctrl-C ends it.

    \b
    Examples:
      makeup-sched app my-case.xlsx
      makeup-sched app coordinator my-district --no-browser
    """
    import webbrowser

    from makeup_sched.app.serving import served
    from makeup_sched.running import ended_by_any_signal

    name, case = _page_and_case(words or [])
    console = err()
    with ended_by_any_signal(), served(name, case, port=port, dark=dark) as page:
        try:
            console.print(f"The page is at {page.address}", soft_wrap=True)
            console.print("Only this computer can open it. Ctrl-C here ends it.")
            if browser:
                webbrowser.open(page.address)
            page.process.wait()
        except KeyboardInterrupt:
            console.print("Ended.")


def _page_and_case(words: list[str]) -> tuple[str, Path | None]:
    from makeup_sched.app.notebooks import PAGES
    from makeup_sched.tables.problems import MakeupSchedError

    name, rest = (words[0], words[1:]) if words and words[0] in PAGES else (PAGES[0], words)
    if len(rest) > 1:
        raise typer.BadParameter(f"more than one case is named; the pages are {', '.join(PAGES)}")
    if not rest:
        return name, None
    case = Path(rest[0])
    if not case.exists():
        raise MakeupSchedError(f"there is nothing at {case}")
    return name, case
