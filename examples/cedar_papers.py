"""Two documents of Cedar Hollow ISD, so that there is something to look quotes up in."""

from pathlib import Path

from papers import docx, pdf

GUIDELINE = (
    (
        "Cedar Hollow ISD. Elementary PLC Guideline 2026-27.",
        "Adopted by the director of curriculum and instruction on 22 June 2026. For Pecan Bottom "
        "Elementary, Quarry Road Elementary and Bluestem Intermediate School.",
    ),
    (
        "1. Who meets",
        "Each grade level forms one PLC; specials teachers form a PLC by content.",
        "Special education teachers belong to the PLC of the grade whose classes they support.",
    ),
    (
        "2. When and for how long",
        "Every PLC meets once in each week of instruction. A PLC meeting lasts 50 minutes.",
        "PLC time is set apart from individual planning time and is covered by the specials "
        "rotation. A week with fewer than three days of instruction is left out.",
    ),
    (
        "3. Who leads",
        "The teacher leader of the grade prepares the meeting; the assistant principal takes part "
        "at least every other week.",
    ),
    (
        "4. What is on the agenda",
        "Sample agenda: norms, internalization, student work, rehearsal, next steps.",
        "The coming lessons are internalized from the adopted materials before they are taught.",
    ),
    (
        "5. What remains",
        "The meeting log holds date, team, minutes and topics. It names no person and no student.",
    ),
)
MEMO = (
    (1, "Memo 27-04"),
    (0, "To the principals of the elementary schools, 3 August 2026."),
    (2, "Distribution list"),
    (
        0,
        "The PLC guideline is attached and takes effect with the first day of staff development. "
        "It went to Pecan Bottom Elementary, Quarry Road Elementary and Bluestem Intermediate "
        "School.",
    ),
    (2, "What is asked of principals"),
    (0, "Set the weekly times, and send them to the curriculum office by 10 August."),
)


def write_papers(bundle: Path) -> None:
    """Puts them beside the artifacts that cite them."""
    documents = bundle / "documents"
    (documents / "plc-guideline-elementary.pdf").write_bytes(pdf(GUIDELINE))
    (documents / "memo-27-04.docx").write_bytes(docx(MEMO))
