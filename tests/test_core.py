"""The public core: a bundle read once from anything, checked, compared, rendered and written."""

import csv
import io
import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from conftest import Command
from test_plan import fill

import lever5_rules as l5
from lever5_rules.library.forms import mapping_text, mappings_of, schema, schemas, template
from lever5_rules.library.results import FORMATS_OF
from lever5_rules.library.starts import school_year_of, start

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK = EXAMPLES / "live-oak-charter"
HOLLOW = EXAMPLES / "cedar-hollow-isd"
DAY = date(2026, 11, 23)
NIGHT = '''
import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import *
from lever5_rules.plugins import Reporter

LEVER5_API = 1
said = {"not_judged": "nothing", "title": "Night", "requirement": "It."}
ours = Rule("night:agenda", judges=Judges.FULL, **said)

@ours.element(level=Level.CITED)
def agenda(guideline: PlcGuideline) -> Verdict:
    """The guideline has a sample agenda."""
    print("printed by a rule")
    return stated(guideline.sample_agenda, "Agenda")

@l5.hookimpl
def lever5_criteria(): return [ours]

@l5.hookimpl
def lever5_reporters():
    return [
        Reporter("night", (".night",), "Ids.", lambda report: ",".join(report.selected)),
        Reporter("moon", (".moon",), "Nothing.", lambda report: 1 / 0),
    ]
'''


def check(bundle: Any = OAK, **options: Any) -> l5.Report:
    return l5.check(bundle, **{"as_of": DAY, "entry_points": False, **options})


def load(source: Any = OAK, **options: Any) -> l5.OpenBundle:
    return l5.load(source, **{"entry_points": False, **options})


@pytest.fixture(scope="module")
def report() -> l5.Report:
    return check()


@pytest.fixture(scope="module")
def hollow() -> l5.OpenBundle:
    return load(HOLLOW)


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "night.py").write_text(NIGHT, encoding="utf-8")
    return folder


def zipped(above: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files().items():
            archive.writestr(above + name, content)
    return buffer.getvalue()


def files() -> dict[str, bytes]:
    paths = (path for path in sorted(OAK.rglob("*")) if path.is_file())
    return {path.relative_to(OAK).as_posix(): path.read_bytes() for path in paths}


class Pathlike:
    def __fspath__(self) -> str:
        return str(OAK)


def _in_memory() -> str:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    for name, content in files().items():
        system.pipe(f"/oak/{name}", content)
    system.pipe("/oak.zip", zipped())
    return "memory://oak"


SOURCES: dict[str, Callable[[Path], Any]] = {
    "a path": lambda _: OAK,
    "text": lambda _: str(OAK),
    "a path-like object": lambda _: Pathlike(),
    "bytes of a zip": lambda _: zipped(),
    "a bytearray": lambda _: bytearray(zipped()),
    "a zip with a folder": lambda _: zipped("oak/"),
    "an open file": lambda _: io.BytesIO(zipped()),
    "a mapping": lambda _: files(),
    "a Bundle": lambda _: l5.Bundle.from_path(OAK),
    "a folder in a zip": lambda _: zipfile.Path(
        zipfile.ZipFile(io.BytesIO(zipped("oak/"))), "oak/"
    ),
    "a URL of a folder": lambda _: _in_memory(),
    "a URL of a zip": lambda _: f"{_in_memory()}.zip",
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_bundle_is_the_same_whatever_it_is_handed_in_as(
    source: str, tmp_path: Path, report: l5.Report
) -> None:
    bundle = load(SOURCES[source](tmp_path))
    assert bundle.check(as_of=DAY).to_json() == report.to_json()
    assert {file.path for file in bundle.files} == {file.path for file in report.files}


def test_a_file_on_disk_keeps_its_name(lever5: Command, tmp_path: Path) -> None:
    book = tmp_path / "oak.xlsx"
    assert lever5("convert", str(OAK), str(book)).code == 0
    text = check(book).to_json()
    with book.open("rb") as file:
        assert load(file).check(as_of=DAY).to_json() == text
    unnamed = load(book.read_bytes()).check(as_of=DAY)
    assert {file.path.partition("!")[0] for file in unnamed.files} == {"bundle.xlsx"}
    assert unnamed.accounting == check(book).accounting


def test_a_file_of_a_package_is_read_where_it_lies(report: l5.Report) -> None:
    class Resource:
        """As `importlib.resources` has them for packages that are not a folder."""

        def __init__(self, path: Path) -> None:
            self._path, self.name = path, path.name

        def __str__(self) -> str:
            return f"package/{self.name}"

        def is_dir(self) -> bool:
            return self._path.is_dir()

        def is_file(self) -> bool:
            return self._path.is_file()

        def iterdir(self) -> Iterator["Resource"]:
            return map(Resource, self._path.iterdir())

        def open(self, mode: str) -> Any:
            return self._path.open(mode)

        def read_bytes(self) -> bytes:
            return self._path.read_bytes()

    assert load(Resource(OAK)).check(as_of=DAY).to_json() == report.to_json()
    with pytest.raises(l5.BundleError, match=r"There is no folder package/nowhere\. Give"):
        load(Resource(OAK / "nowhere"))


def test_what_is_no_bundle_is_told_in_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "oak.txt"
    text.write_text("some words", encoding="utf-8")
    for source, message in (
        (3, r"3 is not a bundle\. Give the path of the folder"),
        (None, r"None is not a bundle\. Give"),
        ([OAK], r"is not a bundle\. Give"),
        (b"some words", r"the bundle is not a folder, zip or workbook"),
        (b"%PDF-1.7", r"the bundle is a PDF, which is not evidence by itself"),
        (zipped()[:-30], r"the bundle cannot be read: its content is not that of such a file"),
        ({}, r"The bundle holds no files"),
        (tmp_path / "nowhere", r"There is no folder"),
        (text.open(encoding="utf-8"), r"oak\.txt was opened as text\. Open it with mode 'rb'"),
        ({"notes.txt": "words"}, r"holds no evidence that can be read"),
    ):
        with pytest.raises(l5.BundleError, match=message):
            load(source)


def test_without_fsspec_a_url_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(l5.UsageError, match=r"is a URL, which is read by the package fsspec"):
        load("memory://oak")


def test_with_fsspec_a_url_that_leads_nowhere_is_told_in_a_sentence() -> None:
    pytest.importorskip("fsspec")
    for url in ("memory://nowhere-at-all", "nosuchsystem://x"):
        with pytest.raises(l5.BundleError, match=r"memory|nosuchsystem"):
            load(url)


@pytest.mark.parametrize("ruleset", ["default", "starter", "exemplar"])
@pytest.mark.parametrize("day", [date(2026, 9, 1), DAY, date(2027, 3, 1)])
def test_several_checks_of_one_reading_are_byte_for_byte_those_of_several_readings(
    ruleset: str, day: date, hollow: l5.OpenBundle
) -> None:
    fresh = check(HOLLOW, ruleset=ruleset, as_of=day)
    assert hollow.check(ruleset=ruleset, as_of=day).to_json() == fresh.to_json()


def test_documents_that_one_check_opens_are_in_no_other_report(hollow: l5.OpenBundle) -> None:
    hollow.check(as_of=DAY)
    for select in ("5.2.1", "5.2.4"):
        fresh = check(HOLLOW, select=select)
        assert hollow.check(as_of=DAY, select=select).to_json() == fresh.to_json()


def counted(reads: list[str]) -> l5.Bundle:
    """The example, with each file that is opened noted."""
    bundle = l5.Bundle.from_path(OAK)

    def noted(file: Any) -> Any:
        def opened() -> Any:
            if not file.path.endswith((".pdf", ".docx")):  # which are opened for their quotes
                reads.append(file.path)
            return file.opener()

        return evolve(file, opener=opened)

    return evolve(bundle, files=tuple(map(noted, bundle.files)))


WORDS = {
    "name": "words",
    "version": "1",
    "title": "A word of the district",
    "extends": "default",
    "words": {"day_note": {"Teacher Inservice Day": "inservice"}},
}


def test_files_are_read_once_and_again_for_other_words_only() -> None:
    reads: list[str] = []
    bundle = load(counted(reads))
    once = len(reads)
    assert once
    for ruleset in ("default", "starter", "exemplar"):
        bundle.check(as_of=DAY, ruleset=ruleset)
    assert len(reads) == once
    words = l5.Ruleset.from_mapping(WORDS)
    for _ in range(2):
        assert bundle.check(as_of=DAY, ruleset=words) == check(ruleset=words)
    assert len(reads) == 2 * once


def test_files_that_change_under_a_loaded_bundle_are_noticed(tmp_path: Path) -> None:
    folder = shutil.copytree(OAK, tmp_path / "oak")
    bundle = load(folder)
    report = bundle.check(as_of=DAY)
    table = next(folder.rglob("*.csv"))
    table.write_bytes(table.read_bytes() + b"\n")
    assert bundle.check(as_of=DAY) == report
    with pytest.raises(l5.BundleError, match=r"have changed since it was loaded\. Load it again"):
        bundle.check(as_of=DAY, ruleset=l5.Ruleset.from_mapping(WORDS))


def test_a_loaded_bundle_is_told_in_a_line(hollow: l5.OpenBundle) -> None:
    assert repr(hollow) == f"OpenBundle('Cedar Hollow ISD', {len(hollow.files)} files)"
    assert all(isinstance(problem, l5.Problem) for problem in hollow.problems)


def test_plugins_belong_to_the_loading(plugins: Path) -> None:
    bundle = load(plugin_folders=plugins)
    assert [finding.criterion for finding in bundle.check(as_of=DAY, select="night").findings] == [
        "night:agenda"
    ]
    with pytest.raises(l5.UsageError, match=r"Give plugins to load\(\) instead"):
        l5.check(bundle, plugin_folders=plugins)
    with pytest.raises(l5.UsageError, match=r"Give plugins to load\(\) instead"):
        l5.forecast(bundle, plugin_folders=plugins)
    assert l5.check(bundle, as_of=DAY, select="5.2.4") == bundle.check(as_of=DAY, select="5.2.4")


def test_findings_are_told_as_they_are_judged(
    hollow: l5.OpenBundle, capsys: pytest.CaptureFixture[str]
) -> None:
    findings: list[l5.Finding] = []
    report = hollow.check(as_of=DAY, on_finding=findings.append)
    assert tuple(findings) == report.findings
    before = hollow.check(as_of=date(2026, 9, 1))
    findings.clear()
    report = hollow.check(as_of=DAY, baseline=before, on_finding=findings.append)
    assert tuple(findings) == report.findings
    assert any(finding.change for finding in findings)
    with pytest.raises(ZeroDivisionError):
        hollow.check(as_of=DAY, on_finding=lambda finding: 1 / 0)


def test_what_a_caller_prints_is_no_plugins_output(
    plugins: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(plugin_folders=plugins, select="night", on_finding=lambda value: print("told", value))
    caught = capsys.readouterr()
    assert caught.out.startswith("told Finding('night:agenda', ")
    assert "printed by a rule" in caught.err


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"select": 5}, r"select is 5; give an id or prefix such as '5\.2', or a list"),
        ({"select": ["5.2", None]}, r"select is \['5\.2', None\]; give an id"),
        ({"ignore": 5}, r"ignore is 5; give an id"),
        ({"waivers": 3}, r"waivers is 3; give the path of a TOML file"),
        ({"isolate": 5}, r"isolate is 5; give True, False or an Isolation"),
        ({"ruleset": 5}, r"ruleset is 5; give a name, the path of a TOML file, or a Ruleset"),
        ({"on_finding": 5}, r"on_finding is 5; give a function that takes a finding"),
        ({"plugin_folders": 5}, r"plugin_folders is 5; give a folder or a list of folders"),
        ({"as_of": "today"}, r"as_of is 'today'; give a date"),
    ],
)
def test_what_is_no_such_argument_is_told_in_a_sentence(options: Any, text: str) -> None:
    with pytest.raises(l5.UsageError, match=text):
        check(**options)


def test_what_users_hold_is_equal_by_value_and_told_in_a_line(report: l5.Report) -> None:
    again = check()
    assert again is not report
    assert again == report
    assert hash(again) == hash(report)
    assert again.findings == report.findings
    assert again.causes == report.causes
    assert dict.fromkeys(again.findings, 1) == dict.fromkeys(report.findings, 1)
    other = check(as_of=date(2027, 3, 1))
    assert other != report
    assert other.findings != report.findings
    first = report.findings[0]
    assert repr(first) == f"Finding('{first.criterion}', {first.outcome.value}, {_of(first)})"
    for thing in (report, first, first.elements[0], *first.elements[0].evidence, *report.files):
        assert repr(thing).startswith(f"{type(thing).__name__}(")
        assert "\n" not in repr(thing)
        assert "0x" not in repr(thing)
        assert len(repr(thing)) < 250
    assert repr(report).startswith("Report('Live Oak Bend Charter School', 2026-11-23, 'default', ")
    for copied in (pickle.loads(pickle.dumps(report)), deepcopy(report)):
        assert copied == report
        assert copied.render("markdown") == report.render("markdown")


def _of(finding: l5.Finding) -> str:
    count = len(finding.elements)
    return f"{count} element{'' if count == 1 else 's'}"


def test_evidence_is_equal_by_value(report: l5.Report) -> None:
    ours, theirs = (
        [piece for finding in each.findings for part in finding.elements for piece in part.evidence]
        for each in (report, check())
    )
    assert ours == theirs
    assert len(set(ours)) > 20
    assert evolve(ours[0], value="another") != ours[0]


def test_a_notebook_shows_a_table_in_which_nothing_is_markup(report: l5.Report) -> None:
    named = evolve(report, district_name="<script>alert(1)</script>")
    shown = named._repr_html_()
    assert "<script>" not in shown
    assert shown.count("<tr>") == 1 + len(report.selected)


def test_a_table_has_a_row_an_element(report: l5.Report, tmp_path: Path) -> None:
    rows = report.table()
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    top = [row for row in rows if not row["member_of"]]
    assert [row["element"] for row in top] == [
        element.id for finding in report.findings for element in finding.elements
    ]
    kinds = {str, int, float, bool, date, type(None)}
    assert {type(value) for row in rows for value in row.values()} <= kinds
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, rows[0])
    table.writeheader()
    table.writerows(rows)
    read = list(csv.DictReader(io.StringIO(buffer.getvalue())))
    assert [row["outcome"] for row in read] == [row["outcome"] for row in rows]
    assert check(select="5.2.4").table()[0]["criterion"] == "5.2.4-1"


def test_each_column_of_a_table_is_of_one_type(hollow: l5.OpenBundle) -> None:
    rows = hollow.check(as_of=DAY).table()
    for name in rows[0]:
        types = {type(row[name]) for row in rows} - {type(None)}
        assert len(types) <= 1, name


def test_a_report_is_written_by_its_ending_or_its_format(report: l5.Report, tmp_path: Path) -> None:
    for format in FORMATS_OF["Report"]:
        for ending in format.endings:
            path = tmp_path / f"report{ending}"
            assert report.write(path) == path
            text = report.render(format.name)
            content = path.read_bytes() if isinstance(text, bytes) else path.read_text("utf-8")
            if ending != ".xlsx":  # which says when it was made
                assert content == text, ending
    odd = tmp_path / "report.odd"
    assert report.write(str(odd), "json") == odd
    assert json.loads(odd.read_text("utf-8"))["complete"] is True
    assert len(str(report.render("text", width=60)).splitlines()[0]) <= 60


def test_what_cannot_be_written_leaves_everything_as_it_was(
    report: l5.Report, tmp_path: Path, plugins: Path
) -> None:
    folder = shutil.copytree(OAK, tmp_path / "oak")
    path = tmp_path / "report.moon"
    path.write_text("before", encoding="utf-8")
    broken = check(plugin_folders=plugins, select="night")
    with pytest.raises(l5.RuleError, match=r"The format moon raised ZeroDivisionError"):
        broken.write(path)
    assert path.read_text("utf-8") == "before"
    assert broken.render("night") == "night:agenda"
    cases: list[tuple[Any, Any, str]] = [
        (tmp_path / "report.odd", None, r"The ending of 'report\.odd' names no format"),
        (tmp_path / "report.html", "htlm", r"no format 'htlm' for a report\. Did you mean html\?"),
        (tmp_path / "nowhere" / "x.html", None, r"there is no folder"),
        (tmp_path / "oak", "html", r"is a folder\. Give the name of a file"),
        (5, None, r"path is 5; give the path of a file"),
        (tmp_path / "x.html", 5, r"There is no format '5'"),
        (next(folder.rglob("*.csv")), "csv", r"is not written over\. Give another name"),
    ]
    for target, format, message in cases:
        with pytest.raises(l5.UsageError, match=message):
            report.write(target, format)
    with pytest.raises(l5.UsageError, match=r"The format html does not take width"):
        report.render("html", width=3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["oak", "plugins", "report.moon"]
    assert check(folder) == report


def test_a_report_is_read_from_path_text_and_bytes(report: l5.Report, tmp_path: Path) -> None:
    path = report.write(tmp_path / "report.json")
    text = report.to_json()
    for source in (path, str(path), text, "\ufeff" + text, text.encode("utf-8"), "\n " + text):
        read = l5.read_report(source)
        assert read == report
        assert read.render("html") == report.render("html")
    for wrong, message in (
        (tmp_path / "no.json", r"The report .*no\.json cannot be read"),
        ("{", r"The text is not a JSON report"),
        (b"[]", r"The text cannot be taken as a report"),
        (5, r"5 is not a report\. Give its path, its JSON text, or bytes"),
    ):
        with pytest.raises(l5.ReportError, match=message):
            l5.read_report(wrong)  # type: ignore[arg-type]


def test_every_result_is_what_the_command_writes(
    hollow: l5.OpenBundle, lever5: Command, tmp_path: Path
) -> None:
    old = hollow.check(as_of=date(2026, 10, 1)).write(tmp_path / "a.json")
    new = hollow.check(as_of=DAY).write(tmp_path / "b.json")
    before, after = l5.read_report(old), l5.read_report(new)
    until = date(2026, 11, 27)
    results: dict[tuple[str, ...], Any] = {
        ("diff", str(old), str(new)): l5.diff(before, after),
        ("history", str(tmp_path)): l5.history(tmp_path),
        ("verify", str(new), str(HOLLOW)): l5.verify(after, hollow),
        ("forecast", str(HOLLOW), "--until", str(until), "--as-of", str(DAY)): l5.forecast(
            hollow, until, as_of=DAY
        ),
    }
    for arguments, result in results.items():
        for format in FORMATS_OF[type(result).__name__]:
            text = l5.render(result, format.name)
            if format.name == "xlsx":
                written = tmp_path.parent / f"result.{format.name}"
                lever5(*arguments, "--output", str(written))
                assert written.read_bytes() == text, arguments
                continue
            ran = lever5(*arguments, "--format", format.name)
            message = text.decode("utf-8") if isinstance(text, bytes) else text
            assert ran.out.replace("\r\n", "\n") == message.replace("\r\n", "\n"), arguments
        path = tmp_path / "result.txt"
        assert l5.write(result, path) == path
        assert path.read_text("utf-8") == l5.render(result)
        assert "0x" not in repr(result)
        path.unlink()
    listed = l5.history([before, after], names=["a.json", "b.json"])
    assert l5.render(listed, "json") == l5.render(l5.history(tmp_path), "json")
    assert l5.history([old, new]) == listed
    assert lever5("plan", str(new)).out == l5.render(l5.plan(after), "markdown")


def test_what_is_no_result_is_told_in_a_sentence(report: l5.Report, hollow: l5.OpenBundle) -> None:
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: l5.render(5), r"5 is not a result\. Give a report, or what diff"),
        (lambda: l5.write({}, "x.json"), r"\{\} is not a result"),
        (lambda: l5.diff(report, None), r"new is None; give a report"),  # type: ignore[arg-type]
        (lambda: l5.plan(5), r"report is 5; give a report"),  # type: ignore[arg-type]
        (lambda: l5.plan(report, 5), r"kept is 5; give the path"),  # type: ignore[arg-type]
        (lambda: l5.history([]), r"The list holds no report"),
        (lambda: l5.history(5), r"reports is 5; give a folder"),  # type: ignore[arg-type]
        (lambda: l5.forecast(hollow, "then"), r"until is 'then'; give a date"),  # type: ignore[arg-type]
        (lambda: l5.forecast(hollow, DAY, as_of=DAY), r"There is nothing to forecast"),
        (lambda: l5.explain("5.2.4-33"), r"There is no criterion '5\.2\.4-33'\. Did you mean"),
        (lambda: l5.explain(5), r"5 is not an id; give one such as"),  # type: ignore[arg-type]
        (lambda: l5.needs("6"), r"'6' is neither a criterion"),
    ]
    for call, message in wrong:
        with pytest.raises(l5.UsageError, match=message):
            call()


def test_a_plan_is_not_written_over_what_people_filled_in(
    report: l5.Report, tmp_path: Path
) -> None:
    path = l5.write(l5.plan(report), tmp_path / "plan.md")
    assert l5.write(l5.plan(report), path) == path
    fill(path, owner="the chief academic officer", due="2026-12-18", notes="")
    filled = path.read_bytes()
    with pytest.raises(l5.UsageError, match=r"holds owners, dates or notes that this plan lacks"):
        l5.write(l5.plan(report), path)
    assert path.read_bytes() == filled
    l5.write(l5.plan(report, path), path)
    assert "the chief academic officer" in path.read_text("utf-8")
    other = tmp_path / "notes.md"
    other.write_text("Words of somebody.", encoding="utf-8")
    with pytest.raises(l5.UsageError, match=r"is not a plan that lever5 plan wrote"):
        l5.write(l5.plan(report), other)
    assert other.read_text("utf-8") == "Words of somebody."


def test_needs_criteria_and_rulesets_are_data() -> None:
    needed = l5.needs("5.2.4", ruleset="starter")
    assert needed[0].criteria
    assert "plc_guideline" in {entry.kind for entry in needed}
    listed = l5.criteria()
    assert len(listed) == 43
    assert all(entry.plugin for entry in listed)
    assert {entry.name for entry in l5.rulesets()} >= {"default", "starter", "exemplar"}
    explained = l5.explain("5.2.4-3")
    assert explained.criterion == "5.2.4-3"
    [element] = l5.explain("EDF-5.2.4-3/length").elements
    assert element.id == "5.2.4-3/length"
    assert [each.limit.unit for each in element.limits if each.limit] == ["minutes"]
    assert {kind.name for kind in l5.explain("5.2.4-3").kinds} >= set(element.reads)


def test_a_ruleset_is_loaded_built_and_handed_over(tmp_path: Path) -> None:
    starter = l5.Ruleset.load("starter")
    assert check(ruleset=starter).to_json() == check(ruleset="starter").to_json()
    file = tmp_path / "ours.toml"
    file.write_text(
        'name = "ours"\nversion = "2"\ntitle = "Ours"\nextends = "starter"\n'
        '[limits."plc.min_minutes"]\nvalue = 50\norigin = "district"\nsource = "The board."\n',
        encoding="utf-8",
    )
    ours = l5.Ruleset.load(file)
    built = l5.Ruleset.from_mapping(
        {
            "name": "ours",
            "version": "2",
            "title": "Ours",
            "extends": "starter",
            "limits": {
                "plc.min_minutes": {"value": 50, "origin": "district", "source": "The board."}
            },
        }
    )
    assert built.limits == ours.limits
    assert repr(built) == "Ruleset('ours', '2')"
    assert check(ruleset=built).findings == check(ruleset=file).findings
    other = l5.Ruleset.from_mapping({**WORDS, "name": "ours"})
    assert other.sha256 != built.sha256


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"name": "x"}, r"ruleset x: version must be given"),
        ({**WORDS, "limitz": {}}, r"'limitz' is not known\. Did you mean limits"),
        ({**WORDS, "extends": "nope"}, r"There is no ruleset 'nope'"),
        (
            {**WORDS, "limits": {"plc.min_minute": {}}},
            r"is not a limit that a rule reads\. Did you",
        ),
        ({}, r"the ruleset: name must be given"),
    ],
)
def test_a_ruleset_that_is_none_is_told_in_a_sentence(data: Any, text: str) -> None:
    with pytest.raises(l5.RulesetError, match=text):
        l5.Ruleset.from_mapping(data)


def test_what_is_wrong_beside_an_unknown_parent_is_told_with_it() -> None:
    data = {**WORDS, "extends": "defualt", "limits": {"plc.min_minute": {}}}
    with pytest.raises(l5.RulesetError) as error:
        l5.Ruleset.from_mapping(data)
    for text in ("Did you mean default?", "Did you mean plc.min_minutes?"):
        assert text in str(error.value)


def test_a_ruleset_of_other_plugins_is_told_in_a_sentence() -> None:
    strange = evolve(
        l5.Ruleset.load("default"),
        waivers=(l5.Waiver("night:agenda", "Dark.", "principal", date(2027, 1, 1), "here"),),
    )
    with pytest.raises(l5.RulesetError, match=r"'night:agenda' is not a criterion or element here"):
        check(ruleset=strange)
    with pytest.raises(l5.RulesetError, match=r"3 is not a ruleset\. Give a name"):
        l5.Ruleset.load(3)  # type: ignore[arg-type]


@pytest.mark.skipif(os.name == "nt", reason="isolation is tested where it is complete")
def test_a_ruleset_that_is_handed_over_goes_to_isolated_rules_too(plugins: Path) -> None:
    built = l5.Ruleset.from_mapping(WORDS)
    options: dict[str, Any] = {"plugin_folders": plugins, "select": "night", "ruleset": built}
    assert check(isolate=True, **options) == check(**options)


def test_a_checker_loads_its_plugins_once(plugins: Path) -> None:
    checker = l5.Checker(plugin_folders=plugins, entry_points=False)
    assert repr(checker) == "Checker(lever5-rules, night)"
    assert checker.failures == ()
    assert checker.plugins[1].adds["criteria"] == ("night:agenda",)
    assert "night" in {reporter.name for reporter in checker.formats}
    assert checker.criteria()[-1].id == "night:agenda"
    assert checker.explain("night:agenda").plugin == "night"
    bundle = checker.load(OAK)
    assert checker.load(bundle) is bundle
    report = checker.check(bundle, as_of=DAY, select="night")
    assert report == checker.check(files(), as_of=DAY, select="night")
    assert checker.verify(report, bundle).same
    assert checker.verify(report.to_json(), OAK).same


def test_forms_of_evidence_are_data() -> None:
    checker = l5.Checker(entry_points=False)
    assert {mapping.name for mapping in mappings_of(checker)} >= {"edfi-staff", "grow-meetings"}
    assert mapping_text(checker, "edfi-staff").startswith("#")
    result = schemas(checker)
    assert json.loads(schema(checker, "plc_guideline"))["type"] == "object"
    assert schema(checker, "plc_guideline") in result.values()
    assert template(checker, ["plc_guideline"]).startswith(b"#:schema")
    assert template(checker, ["observation_log"], "csv").startswith(b"observation_id,")
    assert zipfile.is_zipfile(io.BytesIO(template(checker, form="xlsx")))
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: schema(checker, "plc_guidline"), r"Did you mean plc_guideline"),
        (lambda: mapping_text(checker, "edfi-stuff"), r"Did you mean edfi-staff"),
        (lambda: template(checker), r"Give one KIND"),
        (lambda: template(checker, ["plc_guideline"], "csv"), r"is a document"),
        (lambda: template(checker, ["plc_guideline"], "pdf"), r"form is 'pdf'; give"),
    ]
    for call, message in wrong:
        with pytest.raises(l5.UsageError, match=message):
            call()


@pytest.mark.parametrize("name", ["maple", "maple.xlsx"])
def test_a_bundle_is_started_and_nothing_is_written_over(name: str, tmp_path: Path) -> None:
    checker = l5.Checker(entry_points=False)
    year = school_year_of("2026-2027")
    path = start(checker, tmp_path / name, year, name="Maple ISD").path
    report = checker.check(path, as_of=DAY)
    assert report.district_name == "Maple ISD"
    assert report.accounting.passed == 0
    with pytest.raises(l5.UsageError, match="exists already"):
        start(checker, path, year)
    assert checker.check(path, as_of=DAY) == report


def test_all_faults_of_a_ruleset_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'name = "ours"\nextends = "default"\ncolour = 3\n'
        '[limits."plc.min_minuts"]\nvalue = 30\n'
        '[limits."plc.min_minutes"]\nvalue = "x"\n'
        '[elements."5.2.4-3/length"]\nadvisory = 3\n'
        '[words.role]\n"Boss" = "pricipal"\n'
        '[[waivers]]\ntarget = "9.9.9-9"\n',
        encoding="utf-8",
    )
    with pytest.raises(l5.RulesetError) as error:
        l5.check(EXAMPLES / "live-oak-charter", ruleset=path, entry_points=False)
    for text in (
        "'colour' is not known",
        "version must be given",
        "title must be given",
        "plc.min_minuts",
        "a whole number is expected",
        "origin must be given",
        "source must be given",
        "advisory must be true or false",
        "'pricipal', which is not a word of it",
        "'9.9.9-9' is not a criterion",
        "expires is not given",
    ):
        assert text in str(error.value)
