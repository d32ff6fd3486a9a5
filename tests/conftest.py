"""Puts this folder on the import path, so that tests can share `support`; the tests' browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from support.chromium import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, one for each file of tests."""
    with chromium() as opened:
        yield opened
