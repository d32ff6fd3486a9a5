"""Lets `python -m makeup_sched` do what the command `makeup-sched` does."""

from makeup_sched.cli import main

if __name__ == "__main__":
    main()
