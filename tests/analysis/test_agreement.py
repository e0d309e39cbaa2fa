"""How far two readings agree: against the package of others, the literature and the data dictionary."""

import attrs
import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.agreement import agreement, chairs_read, krippendorff_alpha, record_read
from osce_tracker.errors import WordError
from osce_tracker.model.readings import ReadField, Reading
from tests.strategies import a_commitment

#: The values of four coders for 12 units, with gaps (K. Krippendorff, Computing Krippendorff's
#: Alpha-Reliability, 2011).
FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
#: The alphas of the bundled sets as the data dictionary has them.
README = {
    "malta-2024": (608, 95, 0.438, 0.702, 0.935, 0.702, 0.540, 0.736, 0.807),
    "finland-2025": (1009, 85, 0.945, 0.831, 0.737, 0.830, 0.727, 0.809, 0.915),
    "switzerland-2026": (445, 74, 0.465, 0.814, 0.690, 0.850, 0.672, 0.663, 0.447),
}


def units_of(coders):
    """Return the values of each unit, without the gaps."""
    return [[value for value in unit if value is not None] for unit in zip(*coders, strict=True)]


def others(coders):
    """Return the alpha of the package ``krippendorff``."""
    data = [[np.nan if value is None else value for value in coder] for coder in coders]
    return krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")


def test_example_of_the_literature():
    """Four coders with gaps give 0.743."""
    assert 0.743 == round(krippendorff_alpha(units_of(FOUR_CODERS)), 3) == round(others(FOUR_CODERS), 3)


@given(
    st.integers(2, 4).flatmap(
        lambda coders: st.lists(st.tuples(*[st.none() | st.integers(1, 3)] * coders), min_size=1, max_size=12)
    )
)
def test_alpha_is_that_of_the_package(units):
    """For any coders, units and gaps the coefficient is that of the package, where it is defined."""
    found = krippendorff_alpha(units_of(zip(*units, strict=True)))
    paired = [unit for unit in units if len(unit) - unit.count(None) > 1]
    values = {value for unit in paired for value in unit if value is not None}
    if len(values) < 2:
        assert found is None
    else:
        assert found == pytest.approx(others(list(zip(*units, strict=True))))


@pytest.mark.parametrize("name", README)
def test_bundled_sets_have_the_figures_of_the_dictionary(name):
    """Rows, differences and alphas are those that the data dictionary gives."""
    rows, differing, *alphas = README[name]
    found = agreement(ot.load(name))
    assert [*ReadField] == [one.field for one in found]
    assert alphas == [round(one.alpha, 3) for one in found]
    assert rows == sum(one.agreeing.whole for one in found)
    assert differing == sum(len(one.disagreements) for one in found)
    assert rows - differing == sum(one.agreeing.part for one in found)


def test_each_chair_of_joined_sets_has_the_figures_of_its_own():
    """In joined sets a reading counts under the Chair in whose set it was made, or under both."""
    joined = ot.load("all")
    assert ("MT-2024", "FI-2025", "CH-2026") == chairs_read(joined)
    for chair, name in zip(chairs_read(joined), README, strict=True):
        own, found = agreement(ot.load(name)), agreement(joined, chair)
        assert [one.field for one in own] == [one.field for one in found]
        assert [(one.readings, one.alpha) for one in own] == [(one.readings, one.alpha) for one in found]
    with pytest.raises(WordError, match="MT-2024, FI-2025, CH-2026"):
        agreement(joined, "FI-2024")


def test_readings_of_records_that_are_not_there():
    """Readings without their record count, and belong to no Chair; unknown Chairs come after the known."""
    reading = Reading(record="A", field="kind", first="stance", second="stance", settled="stance")
    mine = a_commitment("B", chairs=["ZZ-2099", "AA-2099", "FI-2025"])
    tracker = ot.Tracker(
        commitments=[mine], readings=[reading, attrs.evolve(reading, record="B")], chairs=ot.chairs()
    )
    (found,) = agreement(tracker)
    assert (ot.Share(2, 2), None, ()) == (found.agreeing, found.alpha, found.disagreements)
    assert [None, mine] == [record_read(tracker, one) for one in tracker.readings]
    assert ("FI-2025", "AA-2099", "ZZ-2099") == chairs_read(tracker)
    assert () == agreement(ot.Tracker())
