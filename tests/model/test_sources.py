"""Sources: what an address is, and who is independent."""

import pytest

import osce_tracker as ot
from osce_tracker.errors import RecordError
from osce_tracker.model.sources import PublisherType
from tests.cases import each


def source(**fields):
    """Return a source."""
    given = {"url": "https://osce.org/1", "title": "Page", "publisher": "OSCE", "publisher_type": "osce"}
    return ot.Source(**given | fields)


@each(
    ("publisher_type", "independent"),
    [(word.value, word.value not in ("chair", "osce", "unknown")) for word in PublisherType],
)
def test_own_word_is_not_independent(publisher_type, independent):
    """The Chair and the OSCE speak for themselves; all others that are known are independent of them."""
    assert independent is source(publisher_type=publisher_type).independent


@each(
    "url",
    [
        "",
        "osce.org",
        "ftp://osce.org",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://a\n",
        'https://a"b',
    ],
)
def test_address_is_http_without_blanks(url):
    """Anything but a web address is refused."""
    with pytest.raises(RecordError) as caught:
        source(url=url)
    assert "url" == caught.value.field
