"""The reference page of the docs is what the declarations say."""

from pathlib import Path

from makeup_sched.case.policy_keys import KEYS
from makeup_sched.case.reference import data_reference
from makeup_sched.tables.schemas import SCHEMAS, facts

PAGE = Path(__file__).parents[2] / "docs" / "data-reference.md"


def test_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_reference(), (
        "run: python -m makeup_sched.case.reference docs/data-reference.md"
    )


def test_page_holds_every_column_and_key() -> None:
    page = data_reference()
    for name in SCHEMAS:
        assert f"### {name}\n" in page
        assert all(column.name in page for column in facts(name).columns)
    assert all(f"`{key}`" in page for key in KEYS)


def test_every_column_says_what_it_means() -> None:
    for name in SCHEMAS:
        for column in facts(name).columns:
            assert column.title
            assert column.description.endswith(".")
