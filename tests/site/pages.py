"""Pages of the website as a browser reads them."""

import html5lib

from osce_tracker.site.page import Site


def parsed(file):
    """Return a page as a tree, after a check that its syntax is valid and each id is there once."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(file.content)
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}, file.path
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), file.path
    return tree


def made(module, tracker):
    """Return the files that a module makes of a tracker, by path."""
    files = list(module.files(Site(tracker)))
    paths = {file.path: file for file in files}
    assert len(files) == len(paths)
    return paths


def text(element):
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def heading(file):
    """Return the heading of a page."""
    (found,) = parsed(file).iter("h1")
    return text(found)


def links(tree):
    """Return the addresses of the links in an element."""
    return [link.get("href") for link in tree.iter("a")]
