"""Serving a page: only what is there is served, and only once on a port."""

import os
import signal
import socket
import subprocess
import sys

import pytest

import makeup_sched as ms
from makeup_sched.app.notebooks import notebook_path
from makeup_sched.app.serving import free_port, served


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


@pytest.mark.skipif(os.name == "nt", reason="ports are given back at once there")
def test_the_port_of_a_page_that_has_just_ended_is_free() -> None:
    with socket.socket() as page:
        page.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        page.bind(("127.0.0.1", 0))
        page.listen()
        port = int(page.getsockname()[1])
        with socket.create_connection(("127.0.0.1", port)) as reader:
            # the side that closes first waits for stray packets, as a page that ends does
            answered, _ = page.accept()
            answered.close()
            assert reader.recv(1) == b""
    assert free_port(port) == port


def test_a_notebook_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(ms.MakeupSchedError, match="principal"):
        notebook_path("principal")


@pytest.mark.skipif(os.name == "nt", reason="sends signals as POSIX does")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_page_ends_with_its_server_even_where_ctrl_c_was_ignored(number: int) -> None:
    words = [sys.executable, "-m", "makeup_sched", "app", "--no-browser"]
    start = subprocess.Popen(
        words,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    with start as page:
        try:
            assert page.stderr is not None
            address = page.stderr.readline()
            port = int(address.split("127.0.0.1:")[1].split("/")[0])
            page.send_signal(number)
            assert page.wait(30) == 0
        finally:
            page.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
