"""Small PDF and Word files for documents of invented districts, the same bytes each time."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from xml.sax.saxutils import escape

LETTERS_A_LINE = 80
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[Sequence[str]], first_label: int = 1) -> bytes:
    """A PDF with a paragraph for each text, numbered from `first_label` on."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    labels = f"/PageLabels << /Nums [0 << /S /D /St {first_label} >>] >>"
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, paragraphs in enumerate(pages):
        drawn = _drawn(paragraphs)
        parts += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * place} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    file, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    file += (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    )
    return file.encode("cp1252")


def _drawn(paragraphs: Sequence[str]) -> str:
    lines = [line for text in paragraphs for line in (*wrap(text, LETTERS_A_LINE), "")]
    marks = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
    shown = [f"({line.translate(marks)}) Tj T*" for line in lines]
    return "\n".join(["BT /F1 11 Tf 14 TL 72 720 Td", *shown, "ET"])


def docx(paragraphs: Sequence[tuple[int, str]]) -> bytes:
    """A Word document; the number before a text is the level of a heading, 0 for none."""
    body = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{(level or 10) - 1}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for level, text in paragraphs
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({name: head + text for name, text in parts.items()})


def zipped(parts: dict[str, str]) -> bytes:
    """A zip of texts, unpacked and without a date, so that any machine writes the same."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()
