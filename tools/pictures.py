"""Make the pictures of the README and the manual anew: ``python tools/pictures.py``.

It needs Debian's packages chromium, chromium-driver, libreoffice-writer and poppler-utils. The pictures show
the bundled data, so make them again after a change to the data or to the look of a report, and look at them
before you commit.
"""

import base64
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver

import osce_tracker as ot

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
#: What a code host shows at its full width.
WIDTH = 1280
#: Without these Chromium asks its maker's hosts by itself.
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--hide-scrollbars --disable-background-networking --disable-component-update --disable-dev-shm-usage"
)


@contextmanager
def browser(folder: Path) -> Iterator[webdriver.Chrome]:
    """Give a browser with a profile of its own.

    Args:
        folder: where it keeps its profile.
    """
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for option in (*QUIET.split(), f"--user-data-dir={folder}", "--force-color-profile=srgb"):
        options.add_argument(option)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


def photograph(driver: webdriver.Chrome, page: Path, height: int, name: str) -> None:
    """Save the upper part of a page.

    Args:
        driver: the browser.
        page: the path of the page.
        height: how much of it, in pixels.
        name: the name of the picture.
    """
    size = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(page.as_uri())
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path = PICTURES / name
    path.write_bytes(base64.b64decode(shot["data"]))
    shrink(path)


def shrink(path: Path) -> None:
    """Save a picture with 256 colours, which is all that a page of text has.

    Args:
        path: the file.
    """
    with Image.open(path) as picture:
        # The other methods lose the colour of small symbols.
        small = picture.convert("RGB").quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def print_page(document: Path, name: str) -> None:
    """Save the upper part of the first page of a Word file, as LibreOffice sets it.

    Args:
        document: the path of the file.
        name: the name of the picture.
    """
    folder = document.parent
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own files)
    path = PICTURES / name
    draw = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "900", "-scale-to-y", "-1", "-H", "920"]
    subprocess.run([*draw, str(document.with_suffix(".pdf")), str(path.with_suffix(""))], check=True)  # noqa: S603 (our own files)
    shrink(path)


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(exist_ok=True)
    tracker = ot.load()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ot.export(ot.quarterly(tracker, "2025-Q4"), folder / "q4.html")
        ot.export(ot.brief(tracker, "2025-Q4"), folder / "brief.docx")
        home = ot.export_site(tracker, folder / "site")
        ot.export(ot.plot.flow(tracker, "2025-Q4"), PICTURES / "chart.png")
        shrink(PICTURES / "chart.png")
        with browser(folder / "profile") as driver:
            photograph(driver, folder / "q4.html", 1004, "quarterly.png")
            photograph(driver, home, 900, "website.png")
        print_page(folder / "brief.docx", "word.png")


if __name__ == "__main__":
    main()
