"""The page of a large record, measured on a small one."""

from benchmarks.recording import recording_page


def test_the_page_says_how_long_a_complaint_file_takes() -> None:
    lines = recording_page(1_500, lambda _: None, size="therapist", plan_seconds=1, children=2)
    said = "\n".join(lines)
    for what in ("open (median)", "commit an entry (worst)", "tables and PDF (median)",
                 "and the workbook (worst)", "verify the chain"):  # fmt: skip
        assert what in said
