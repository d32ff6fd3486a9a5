"""What a notebook shows of text and tables: all of it, and nothing that a browser would run."""

import pytest
from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from makeup_sched.plain_tables import as_html, grid


def test_text_and_tables_become_html_and_whatever_they_say_is_escaped() -> None:
    view = grid("Who", title="What <is> owed")
    view.add_column("Minutes\nowed", justify="right")
    view.add_row(Text("<script>alert(1)</script>"), Text("1,200"))
    view.caption = "Minutes & hours."
    page = as_html(Group(Text("S1", style="bold"), Text("One.\n\nTwo."), view))
    assert page.startswith("<h4>S1</h4><p>One.</p><p>Two.</p><p><strong>What &lt;is&gt; owed<")
    assert "<script" not in page
    assert '<th style="text-align: right">Minutes owed</th>' in page
    assert '<td style="text-align: right; white-space: nowrap">1,200</td>' in page
    assert page.endswith("<p>Minutes &amp; hours.</p>")


def test_what_it_does_not_know_it_does_not_leave_out() -> None:
    with pytest.raises(TypeError, match="no text and no table: Panel"):
        as_html(Panel("x"))
