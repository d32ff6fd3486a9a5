"""Serving a page: only what is there is served, and only once on a port."""

import socket

import pytest

import makeup_sched as ms
from makeup_sched.app.notebooks import notebook_path
from makeup_sched.app.serving import served


def test_a_port_that_is_taken_is_said_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(ms.MakeupSchedError, match=f"port {port} is taken"),
            served("therapist", None, port=port),
        ):
            pass


def test_a_notebook_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(ms.MakeupSchedError, match="principal"):
        notebook_path("principal")
