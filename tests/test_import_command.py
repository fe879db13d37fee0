"""``onfile import``: what comes into a pack, what is told of it, and with which exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.evidence import Row
from tests.commands import Run, runner, spawned
from tests.ingest.services.local import (
    CONTACT,
    Local,
    Said,
    article,
    crossref_work,
    openalex_work,
    registration,
)

DOI = "10.1000/leaf"
# Not as this program would write it, so that a line written anew is seen.
STUDIES = (
    b"\xef\xbb\xbfStudy ID;authors;title;journal;year;doi\r\n"
    b'oak-2001;"Oak A";A trial of leaf tea;Trees;2001;10.1000/OAK\r\n'
)
RIS = "TY  - JOUR\nAU  - Elm, B.\nTI  - Mint tea for sleep\nT2  - Trees\nPY  - 2011\n{}ER  - \n"
ELM = RIS.format("DO  - 10.1000/elm\n")
BIBTEX = "@article{ash-2010, author={Ash, C.}, title={Coffee and naps}, journal={Trees}, year=2010}"
CSL = {
    "id": "1",
    "type": "article-journal",
    "title": "Birch sap",
    "author": [{"family": "Fir", "given": "D."}],
    "issued": {"date-parts": [[2012]]},
}
NBIB = (
    "PMID- 10\nDP  - 2012 Feb 6\nTI  - Retraction of: A trial of leaf tea.\nJT  - Trees\n"
    "AID - 10.1000/notice [doi]\nPT  - Retraction Notice\n"
    "ROF - Trees. 2001;1:1. doi: 10.1000/oak\nROF - Trees. 1999;1:1. doi: 10.1000/none\n"
)
WATCH = (
    "Title,URLS,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason\n"
    "Leaf,,2/6/2012 0:00,10.1000/NOTICE,0,10.1000/oak,0,Retraction,+Error;\n"
    "Mint,,3/4/2013 0:00,10.1000/erratum,0,10.1000/ELM,0,Correction,\n"
    "Other,,3/4/2013 0:00,,0,10.1000/none,0,Retraction,\n"
)
FILES = {
    "elm.ris": ELM,
    "ash.bib": BIBTEX,
    "fir.json": json.dumps([CSL]),
    "note.nbib": NBIB,
    "watch.csv": WATCH,
    "empty.ris": " \n",
    "words.txt": "No works, only words.\n",
    "bad.ris": "TY  - JOUR\nAU  - Yew, E.\nER  - \n" + RIS.format("").replace("Elm", "Yew"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a small pack and files, and no settings of the user's."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/studies.csv").write_bytes(STUDIES)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "ONFILE_EMAIL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.setenv("ONFILE_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def onfile(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile``."""
    return runner(capsys)


@pytest.fixture
def run(onfile: Run) -> Run:
    """A function that imports into the small pack alone."""
    return lambda *given: onfile("import", "--no-default-data", "--into", "pack", *given)


@pytest.fixture
def local() -> Iterator[Local]:
    """The four services, told of in the settings."""
    server = Local()
    settle(server)
    yield server
    server.close()


def settle(local: Local, email: str = f'email = "{CONTACT}"') -> None:
    """Write the settings that lead to the local services."""
    addresses = [f'{name} = "{one}"' for name, one in local.services().model_dump().items()]
    lines = [email, 'cache = "cache"', "[services]", *addresses]
    Path("settings.toml").write_text("\n".join(lines))


def content(folder: str = "pack") -> dict[str, bytes]:
    """What the files of a folder hold."""
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def rows(*folders: str, table: str = "studies") -> list[Row]:
    """Rows of packs as they are built."""
    return read_evidence([Path(folder) for folder in folders]).rows(table)


def test_files_of_any_format_come_in_and_the_pack_builds(run: Run, onfile: Run) -> None:
    ran = run("elm.ris", "ash.bib", "fir.json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "added elm-2011: Mint tea for sleep (record 1)",
        "added ash-2010: Coffee and naps (entry ash-2010)",
        "added fir-2012: Birch sap (item 1)",
        "3 works added, 0 on file already, 0 refused",
    ]
    header, oak, *new = content()["studies.csv"].splitlines(keepends=True)
    assert header.startswith(STUDIES.splitlines()[0])
    assert oak.startswith(STUDIES.splitlines()[1])
    assert [line[:8] for line in new] == [b"elm-2011", b"ash-2010", b"fir-2012"]
    assert all(line.endswith(b"\r\n") for line in (header, oak, *new))
    built = onfile("build", "--no-default-data", "--data", "pack", "--out", "a.db")
    assert built.status == 0
    assert "a.db: 4 studies, " in built.out


def test_lines_that_are_there_keep_their_bytes(run: Run) -> None:
    # The pack has every column that the work fills.
    header, oak = STUDIES.splitlines(keepends=True)
    wide = header.replace(b"\r", b";source_url\r") + oak.replace(b"\r", b";\r")
    Path("pack/studies.csv").write_bytes(wide)
    assert run("elm.ris").status == 0
    assert content()["studies.csv"].startswith(wide)


def test_what_is_on_file_stays_as_it_is(run: Run) -> None:
    run("elm.ris")
    before = content()
    again = run("elm.ris")
    assert (again.status, again.err) == (0, "")
    assert again.out.splitlines()[0].startswith("on file elm.ris:1: record 1 is elm-2011, the same")
    assert again.out.splitlines()[1] == "0 works added, 1 on file already, 0 refused"
    assert content() == before


def test_the_same_work_or_file_given_twice_comes_in_once(run: Run, folder: Path) -> None:
    (folder / "copy.ris").write_text(ELM)
    (folder / "link.ris").symlink_to("elm.ris")
    ran = run("elm.ris", "./elm.ris", "link.ris", str(folder / "elm.ris"), "copy.ris")
    assert [line.split(":")[0] for line in ran.out.splitlines()[:-1]] == [
        "added elm-2011",
        "on file copy.ris",
    ]


def test_what_cannot_be_read_is_refused_and_the_rest_comes_in(run: Run) -> None:
    ran = run("empty.ris", "pack", "no-such.ris", "words.txt", "x" * 300, "bad.ris", "elm.ris")
    assert ran.status == 2
    assert [line.split(";")[0][:72] for line in ran.err.splitlines()] == [
        "refused bad.ris:1:TI: record 1 has no title",
        "refused empty.ris: it is empty",
        "refused no-such.ris: cannot be read (No such file or directory)",
        "refused pack: it is a folder",
        "refused words.txt: no format that can be read here",
        f"refused {'x' * 64}",
    ]
    assert ran.out.splitlines()[-1] == "2 works added, 0 on file already, 6 refused"
    assert [row["study_id"] for row in rows("pack")] == ["oak-2001", "yew-2011", "elm-2011"]


def test_text_in_several_encodings(run: Run, folder: Path) -> None:
    mixed = RIS.format("").encode().replace(b"Mint", "Café".encode()) + RIS.format("").replace(
        "Mint", "Öl und Crème"
    ).encode("cp1252")
    (folder / "mixed.ris").write_bytes(mixed)
    (folder / "wide.ris").write_text(RIS.format("").replace("Mint", "東"), encoding="utf-16")
    assert run("mixed.ris", "wide.ris").status == 0
    titles = [str(row["title"]) for row in rows("pack")[1:]]
    assert titles == ["Café tea for sleep", "Öl und Crème tea for sleep", "東 tea for sleep"]


def test_a_folder_that_is_missing_is_made(onfile: Run) -> None:
    ran = onfile("import", "--no-default-data", "--into", "new/pack", "elm.ris")
    assert (ran.status, ran.err) == (0, "")
    assert [row["study_id"] for row in rows("new/pack")] == ["elm-2011"]
    again = onfile(
        "import", "--no-default-data", "--data", "other", "--into", "other", "elm.ris"
    )  # a pack that is only to be made
    assert again.status == 0


def test_what_another_pack_has_is_on_file(onfile: Run) -> None:
    (Path("elm.ris")).write_text(ELM.replace("10.1000/elm", "10.1000/oak"))
    ran = onfile("import", "--no-default-data", "--data", "pack", "--into", "new", "elm.ris")
    assert ran.status == 0
    assert "is oak-2001, the same DOI 10.1000/oak" in ran.out
    assert not Path("new").exists()


def test_a_pack_that_does_not_build_stops_everything(run: Run) -> None:
    Path("pack/findings.csv").write_text("study_id,outcome,drug,percent\nash-1,calm,tea,5\n")
    before = content()
    ran = run("elm.ris", "watch.csv")
    assert (ran.status, ran.out) == (2, "")
    assert [line.partition(": ")[2] for line in ran.err.splitlines()] == [
        "'ash-1' is not among the studies on file; correct it or add it to studies",
        "",
    ]
    assert ran.err.endswith("1 refused; nothing was built or changed.\n")
    assert content() == before


def test_a_pack_that_is_not_there_stops_everything(onfile: Run) -> None:
    ran = onfile("import", "--no-default-data", "--data", "typo", "--into", "new", "elm.ris")
    assert (ran.status, ran.out) == (2, "")
    assert "typo/studies.csv: the file is not there" in ran.err
    assert not Path("new").exists()


def test_a_folder_that_cannot_be_written_is_one_line(run: Run) -> None:
    Path("pack/.import.partial").write_text("in the way, whoever is asked for permission")
    before = content()
    ran = run("elm.ris")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "pack: cannot be written (File exists)\n"
    assert content() == before
    ran = run("watch.csv")
    assert (ran.status, ran.err) == (2, "refused pack: cannot be written (File exists)\n")


def test_a_file_in_the_place_of_the_pack(onfile: Run) -> None:
    ran = onfile("import", "--no-default-data", "--into", "elm.ris", "ash.bib")
    assert (ran.status, ran.out) == (2, "")
    assert "elm.ris/studies.csv: cannot be read (Not a directory)" in ran.err


def test_a_notice_s_own_record_tells_of_a_work_on_file(run: Run) -> None:
    ran = run("note.nbib", "elm.ris")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "added elm-2011: Mint tea for sleep (record 1)",
        "not added note.nbib:1: PMID 10 is itself a notice and no work",
        "notice oak-2001: retraction, 2012-02-06, doi 10.1000/notice, PubMed id 10 (PMID 10)",
        "1 work added, 0 on file already, 0 refused; 1 notice added about works on file, "
        "0 there already, 1 about works not on file",
    ]
    assert [row["notice"] for row in rows("pack")] == ["retraction", None]
    before = content()
    assert "; 0 notices added about works on file, 1 there already" in run("note.nbib").out
    assert content() == before


def test_a_notice_about_a_work_of_another_pack(onfile: Run) -> None:
    mine = ("--no-default-data", "--data", "pack")
    before = content()
    for given in ("note.nbib", "watch.csv"):
        assert onfile("import", *mine, "--into", "mine", given).status == 0
    assert content() == before
    assert [row["kind"] for row in rows("mine", "pack", table="notices")] == ["retraction"]
    assert onfile("build", *mine, "--data", "mine", "--out", "a.db").status == 0
    alone = onfile("build", "--no-default-data", "--data", "mine", "--out", "b.db")
    assert (alone.status, Path("b.db").exists()) == (2, False)


def test_a_list_of_notices_meets_works_that_have_just_come_in(run: Run, onfile: Run) -> None:
    ran = run("watch.csv", "./watch.csv", "elm.ris")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "added elm-2011: Mint tea for sleep (record 1)",
        "1 work added, 0 on file already, 0 refused",
        "notice oak-2001: retraction, 2012-02-06, doi 10.1000/NOTICE (watch.csv)",
        "notice elm-2011: correction, 2013-03-04, doi 10.1000/erratum (watch.csv)",
        "3 notices listed, 2 added about works on file, 0 there already, 0 rows refused",
    ]
    assert [row["notice"] for row in rows("pack")] == ["retraction", "correction"]
    before = content()
    assert run("note.nbib", "watch.csv").out.splitlines()[-1] == (
        "3 notices listed, 0 added about works on file, 2 there already, 0 rows refused"
    )
    assert content() == before
    built = onfile("build", "--no-default-data", "--data", "pack", "--out", "a.db")
    assert built.status == 0


def test_rows_of_a_list_that_cannot_be_read_are_refused(run: Run) -> None:
    Path("watch.csv").write_text(WATCH.replace("Correction", "Praise"))
    ran = run("watch.csv", "elm.ris")
    assert ran.status == 2
    assert ran.err.startswith("refused watch.csv:3:RetractionNature: 'Praise' is none of")
    assert ran.out.splitlines()[-1] == (
        "2 notices listed, 1 added about works on file, 0 there already, 1 rows refused"
    )


def test_works_come_in_from_the_services(run: Run, onfile: Run, local: Local) -> None:
    update = {"type": "retraction", "DOI": "10.1000/oak", "updated": {"date-parts": [[2012, 2, 6]]}}
    local.dois[DOI] = crossref_work(DOI, title=["Bark tea"])
    local.dois["10.1000/notice"] = crossref_work("10.1000/notice", **{"update-to": [update]})
    local.blanks[DOI] = openalex_work(DOI)
    local.trials["NCT00000102"] = registration("NCT00000102")
    ran = run("pubmed:7", f"doi:{DOI}", "doi:10.1000/notice", "nct:NCT00000102", "elm.ris")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split(":")[0] for line in ran.out.splitlines()[:-1]] == [
        "added elm-2011",
        "added oak-2001b",
        "added oak-2001c",
        "added nct00000102",
        "not added http",
        "notice oak-2001",
    ]
    assert [row["pmid"] for row in rows("pack")] == [None, None, "7", "77", None]
    assert (rows("pack")[0]["notice"], local.of("pubmed")[0].query["email"]) == (
        "retraction", CONTACT,
    )  # fmt: skip
    built = onfile("build", "--no-default-data", "--data", "pack", "--out", "a.db")
    assert built.status == 0


def test_a_notice_that_pubmed_knows(run: Run, local: Local) -> None:
    tell = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="ErratumFor"><RefSource>Trees. doi: '
        "10.1000/oak</RefSource></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>"
    )
    kind = "<PublicationTypeList><PublicationType>Published Erratum</PublicationType>"
    text = article("8").replace("</MedlineCitation>", tell)
    text = text.replace("</Article>", f"{kind}</PublicationTypeList></Article>")
    local.script("pubmed", Said(200, f"<PubmedArticleSet>{text}</PubmedArticleSet>".encode()))
    ran = run("pubmed:8")
    assert (ran.status, ran.err) == (0, "")
    assert "notice oak-2001: correction, no date, PubMed id 8 (PMID 8)" in ran.out


def test_without_a_network_files_come_in_all_the_same(run: Run, local: Local) -> None:
    local.close()
    ran = run("pubmed:7", "nct:NCT00000102", "elm.ris")
    assert ran.status == 2
    assert [line[:60] for line in ran.err.splitlines()] == [
        "refused ClinicalTrials.gov: it could not be reached (Connection refused)"[:60],
        "refused PubMed: it could not be reached (Connection refused)"[:60],
    ]
    assert ran.out.splitlines()[-1] == "1 work added, 0 on file already, 2 refused"
    assert [row["study_id"] for row in rows("pack")] == ["oak-2001", "elm-2011"]


@pytest.mark.parametrize("setting", ["", "email = 5"])
def test_without_a_contact_address_nothing_is_asked_or_changed(
    run: Run, local: Local, setting: str
) -> None:
    settle(local, setting)
    ran = run("elm.ris", "pubmed:7")
    assert (ran.status, ran.out) == (2, "")
    assert "settings.toml" in ran.err.splitlines()[0]
    assert (local.asked, content()) == ([], {"studies.csv": STUDIES})
    assert run("elm.ris").status == 0


def test_files_alone_need_no_settings(run: Run, folder: Path) -> None:
    (folder / "settings.toml").write_text("no TOML at all")
    assert run("elm.ris").status == 0


def test_an_id_that_is_none_is_refused_and_the_rest_comes_in(run: Run, local: Local) -> None:
    ran = run("pubmed:x,7")
    assert ran.status == 2
    assert ran.err.startswith("refused pubmed:x: that is no PubMed id")
    assert "1 work added, 0 on file already, 1 refused" in ran.out


def test_nothing_to_import_is_bad_usage(onfile: Run) -> None:
    ran = onfile("import")
    assert (ran.status, ran.out) == (2, "")
    assert "Missing argument" in ran.err


def test_a_process_of_its_own_on_a_terminal_that_is_not_utf_8(folder: Path) -> None:
    (folder / "elm.ris").write_text(ELM.replace("Mint", "東"), encoding="utf-8")
    ran = spawned(
        "import",
        "--no-default-data",
        "--into",
        "pack",
        "elm.ris",
        "no-such",
        PYTHONIOENCODING="ascii",
    )
    assert ran.status == 2
    assert ran.out.splitlines()[-1] == "1 work added, 0 on file already, 1 refused"
    assert ran.err.startswith("refused no-such: cannot be read")
    assert rows("pack")[1]["title"] == "東 tea for sleep"
