"""Puts this folder on the import path, so that tests can share `support`; the tests' browser."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from support.chromium import chromium

# how long an example takes says how busy the machine is
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, one for each file of tests."""
    with chromium() as opened:
        yield opened
