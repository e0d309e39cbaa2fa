"""What all tests share: one profile of Hypothesis, and the bundled trackers."""

from functools import cache

import pytest
from hypothesis import HealthCheck, settings

import osce_tracker as ot
from osce_tracker.dataset import bundled

# The same examples on every run and machine: a failure is then a fact about the code, not about luck.
settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a selection of tests on further versions of Python (--hypothesis-profile quick).
settings.register_profile("quick", parent=settings.get_profile("house"), max_examples=10)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _load_once():
    """Read each bundled data set once for all tests: a tracker never changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundled, "_bundled", cache(bundled._bundled))
        yield


@pytest.fixture(scope="module")
def few_downloads():
    """Make websites without workbooks and reports to download, which take longer to write than all pages.

    They have tests of their own, and some tests of whole websites leave them in.
    """
    from osce_tracker.site import downloads

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "whole_workbook", lambda _: b"")
        patch.setattr(downloads, "_reports", lambda _: iter(()))
        yield


@pytest.fixture(name="tracker", scope="session")
def _tracker() -> ot.Tracker:
    """Return the bundled tracker, read once: it never changes."""
    return ot.load()
