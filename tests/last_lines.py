"""What `make test` left out, or saw fail before, said above pytest's own closing line."""

import os

import pytest


def lines(name: str) -> list[str]:
    """Return the lines of an environment variable; none where it is unset."""
    return [line for line in os.environ.get(name, "").splitlines() if line]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each."""
    for line in lines("KELILING_FAILED"):
        terminalreporter.write_line(f"failed before this, see above: {line}", red=True)
    for line in lines("KELILING_LEFT_OUT"):
        terminalreporter.write_line(f"left out: {line}", yellow=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail for what failed before, and for what was left out where CI is set."""
    left_out = lines("KELILING_LEFT_OUT") if os.environ.get("CI") else []
    if session.exitstatus == 0 and (lines("KELILING_FAILED") or left_out):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
