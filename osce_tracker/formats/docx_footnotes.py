"""Footnotes in Word documents, which python-docx doesn't support (ECMA-376, part 1, section 17.11)."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from osce_tracker.formats.docx_styles import MARK, NAMESPACE, style_id

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


class Footnotes:
    """The footnotes of one document.

    Args:
        document: the document of python-docx; footnotes of a template are kept.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._part: Any = None
        self._count = 0

    def add(self, paragraph: Any, text: str) -> None:
        """Add a footnote at the end of a paragraph.

        Args:
            paragraph: the paragraph.
            text: the text of the note.
        """
        from docx.oxml import parse_xml

        number = self._next()
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        mark = f'<w:rPr><w:rStyle w:val="{style_id(MARK)}"/></w:rPr>'
        body = (
            f'<w:footnote xmlns:w="{NAMESPACE}" w:id="{number}"><w:p><w:r>{mark}<w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t>{lines}</w:r></w:p></w:footnote>'
        )
        self._part.element.append(parse_xml(body))
        reference = f'<w:r xmlns:w="{NAMESPACE}">{mark}<w:footnoteReference w:id="{number}"/></w:r>'
        paragraph._p.append(parse_xml(reference))  # noqa: SLF001 (python-docx has no other way to it)

    def _next(self) -> int:
        """Return the next free number; the first call adds the part to the document if needed."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        if self._part is None:
            main = self._document.part
            known = [rel.target_part for rel in main.rels.values() if rel.reltype == _RELATION]
            if known:
                # python-docx reads the part of a template as bytes.
                element = parse_xml(known[0].blob)
                self._part = XmlPart(known[0].partname, _TYPE, element, main.package)
                for rel in main.rels.values():
                    if rel.reltype == _RELATION:
                        rel._target = self._part  # noqa: SLF001 (python-docx has no other way to it)
            else:
                element = parse_xml(f'<w:footnotes xmlns:w="{NAMESPACE}">{_SEPARATORS}</w:footnotes>')
                self._part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, element, main.package)
                main.relate_to(self._part, _RELATION)
            ids = [int(note.get(qn("w:id"))) for note in self._part.element]
            self._count = max([0, *ids])
        self._count += 1
        return self._count
