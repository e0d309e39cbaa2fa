"""Office files without a clock, as zipfile reads them."""

import io
import zipfile

from osce_tracker.files import settled

CORE = (
    b'<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:created>'
    b"<dcterms:modified>2026-01-02T03:04:06Z</dcterms:modified></cp:coreProperties>"
)


def _archive(stamp=(2026, 1, 2, 3, 4, 6), **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", "/"), stamp), content)
    return out.getvalue()


def _opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def test_moments_are_the_first_that_a_file_can_name():
    """No entry has a moment of its own, system or mode; each is compressed."""
    with _opened(settled(_archive(a="1", b_c="2"))) as archive:
        told = [
            (i.filename, i.date_time, i.create_system, i.external_attr >> 16, i.compress_type)
            for i in archive.infolist()
        ]
    moment = (1980, 1, 1, 0, 0, 0)
    assert [("a", moment, 3, 0o600, 8), ("b/c", moment, 3, 0o600, 8)] == told


def test_properties_name_no_moment():
    """The moments inside the properties go as well, with their attributes left as they are."""
    parts = {"docProps/core.xml": CORE, "other.xml": CORE}
    with _opened(settled(_archive(**parts))) as archive:
        core, other = archive.read("docProps/core.xml"), archive.read("other.xml")
    expected = CORE.replace(b"2026-01-02T03:04:05Z", b"1980-01-01T00:00:00Z")
    assert (expected.replace(b"2026-01-02T03:04:06Z", b"1980-01-01T00:00:00Z"), CORE) == (core, other)


def test_same_content_at_another_time_is_the_same_bytes():
    """Two archives of the same content made at other times become byte-equal."""
    later = _archive((2027, 5, 6, 7, 8, 10), a="1", b="2")
    assert settled(_archive(a="1", b="2")) == settled(later)
