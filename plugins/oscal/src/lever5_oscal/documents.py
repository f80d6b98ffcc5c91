"""The three documents, and how each holds the one that it refers to: within it, or beside it."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lever5_rules import Report
from lever5_rules.support.json_text import written

from .catalog import catalog_of
from .plan import plan_of
from .results import results_of
from .words import Json, identifier, token

CATALOG, PLAN, RESULTS = "catalog", "assessment-plan", "assessment-results"
TITLES = {
    CATALOG: "Lever 5 of the Effective District Framework as a catalog",
    PLAN: "The assessment plan of this check",
}
FOLDERS = {CATALOG: "catalogs", PLAN: "assessment-plans", RESULTS: "assessment-results"}
"""The folders of a workspace of trestle."""


def in_one_file(report: Report) -> str:
    """The results, which carry the plan, which carries the catalog."""
    plan = plan_of(report, _within(CATALOG, catalog_of(report)))
    return written(results_of(report, _within(PLAN, plan)))


def in_a_package(report: Report) -> bytes:
    """A zip with the three, which refer to each other by relative addresses."""
    name = token(f"lever5-{report.district_id[:40]}-{report.as_of}")
    catalog = catalog_of(report)
    plan = plan_of(report, _beside(CATALOG, name, catalog))
    results = results_of(report, _beside(PLAN, name, plan))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for kind, document in ((CATALOG, catalog), (PLAN, plan), (RESULTS, results)):
            member = ZipInfo(f"{FOLDERS[kind]}/{name}/{kind}.json", (1980, 1, 1, 0, 0, 0))
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, written(document), ZIP_DEFLATED)
    return packed.getvalue()


def _within(kind: str, document: Json) -> Json:
    content = written(document).encode()
    return _resource(
        kind,
        document,
        base64={
            "filename": f"{kind}.json",
            "media-type": "application/json",
            "value": b64encode(content).decode("ascii"),
        },
    )


def _beside(kind: str, name: str, document: Json) -> Json:
    digest = sha256(written(document).encode()).hexdigest()
    return _resource(
        kind,
        document,
        rlinks=[
            {
                "href": f"../../{FOLDERS[kind]}/{name}/{kind}.json",
                "media-type": "application/json",
                "hashes": [{"algorithm": "SHA-256", "value": digest}],
            }
        ],
    )


def _resource(kind: str, document: Json, **more: object) -> Json:
    name = identifier("resource", document[kind]["uuid"])
    return {"uuid": name, "title": TITLES[kind], **more}
