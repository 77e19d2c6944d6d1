"""Input made to harm: refused with a clear reason, in bounded memory and time.

Each attack runs in a process of its own, which reports its peak memory and its time.
"""

from __future__ import annotations

import io
import json
import lzma
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from kiosk.catalogue.importing import RefusedInput, read_sources

MEGABYTE = 1024 * 1024
READER = """
import json, resource, sys, time
from pathlib import Path
from kiosk.catalogue.importing import RefusedInput, read_sources
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
refused, reasons = "", []
try:
    for item in read_sources([Path(sys.argv[1])]):
        reasons.append(getattr(item, "reason", "taken"))
except RefusedInput as error:
    refused = str(error)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([refused, reasons, grown / 1024, time.process_time() - start]))
"""


def attack(path: Path, repository: Path) -> tuple[str, list[str], float, float]:
    """Read the path in another process: refusal, rejections, megabytes it took, seconds."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    refused, reasons, megabytes, seconds = json.loads(done.stdout)
    assert seconds < 2, f"{seconds} s"
    assert megabytes < 200, f"{megabytes} MB"
    return refused, reasons, megabytes, seconds


def deflated_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(MEGABYTE)
    parts = [packer.compress(block) for _ in range(size // MEGABYTE)]
    return b"".join([*parts, packer.flush()])


def zip_bomb(path: Path, names: list[str], size: int, *, claimed: int | None = None) -> Path:
    """A ZIP file whose members are zeros; ``claimed`` is the size it lies about."""
    data = deflated_zeros(size)
    claimed = size if claimed is None else claimed
    body, directory = b"", b""
    for name in names:
        raw = name.encode()
        common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(data), claimed, len(raw), 0)
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + common
            + struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
            + raw
        )
        body += b"PK\x03\x04" + common + raw + data
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(body), 0
    )
    path.write_bytes(body + directory + end)
    return path


def tar_file(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for member, data in members:
            if member.isreg():
                member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def named(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = "/etc/passwd"
    return member


def test_zip_bomb_by_ratio(tmp_path: Path, repository: Path) -> None:
    path = zip_bomb(tmp_path / "a.zip", ["1.000001.json"], 60 * MEGABYTE)
    assert path.stat().st_size < MEGABYTE
    refused, _, megabytes, _ = attack(path, repository)
    assert "times its size" in refused
    assert megabytes < 30


def test_zip_bomb_by_total(tmp_path: Path, repository: Path) -> None:
    path = zip_bomb(tmp_path / "a.zip", [f"{n}.json" for n in range(600)], MEGABYTE)
    refused, _, _, _ = attack(path, repository)
    assert "unpacks to 600 MB" in refused


def test_zip_bomb_that_lies_about_its_size(tmp_path: Path, repository: Path) -> None:
    path = zip_bomb(tmp_path / "a.zip", ["1.json"], 60 * MEGABYTE, claimed=1000)
    refused, _, megabytes, _ = attack(path, repository)
    assert "damaged" in refused
    assert megabytes < 30


def test_zip_bomb_by_count(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(21_000):
            archive.writestr(f"{number}", b"")
    refused, _, _, _ = attack(path, repository)
    assert "lists 21000 files" in refused


def test_zip_within_zip_is_not_opened(tmp_path: Path, repository: Path) -> None:
    inner = zip_bomb(tmp_path / "inner", ["1.json"], 30 * MEGABYTE)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.read_bytes())
    refused, reasons, megabytes, _ = attack(path, repository)
    assert refused == ""
    assert "archive inside an archive" in reasons[0]
    assert megabytes < 30


@pytest.mark.parametrize("mode", ["w:xz", "w:gz"])
def test_tar_bomb(tmp_path: Path, repository: Path, mode: str) -> None:
    path = tar_file(tmp_path / "a.tar.x", [(named("1.json"), bytes(40 * MEGABYTE))], mode)
    assert path.stat().st_size < MEGABYTE
    refused, _, megabytes, _ = attack(path, repository)
    assert "times its size" in refused
    assert megabytes < 40


def test_tar_with_a_huge_header_and_a_lying_size(tmp_path: Path, repository: Path) -> None:
    for kind in (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.REGTYPE):
        header = tarfile.TarInfo("x")
        header.type, header.size = kind, 1024 * MEGABYTE
        path = tmp_path / "a.tar"
        path.write_bytes(header.tobuf() + bytes(MEGABYTE))
        refused, _, megabytes, _ = attack(path, repository)
        assert "header of 1073741824" in refused or "unpacks to 1024 MB" in refused
        assert megabytes < 30


def test_xz_that_asks_for_a_giant_dictionary(tmp_path: Path, repository: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(bytes(4096), lzma.FORMAT_XZ, filters=filters))
    at = data.index(bytes([0x21, 1]), 12) + 2  # the dictionary's size in the block header
    data[at] = 40  # 4 GiB
    end = 12 + (data[12] + 1) * 4
    data[end - 4 : end] = struct.pack("<L", zlib.crc32(bytes(data[12 : end - 4])))
    path = tmp_path / "a.tar.xz"
    path.write_bytes(data)
    refused, _, megabytes, _ = attack(path, repository)
    assert "damaged" in refused or "memory" in refused.lower()
    assert megabytes < 30


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:/x.json", "a\\b", "a\nb"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_path_tricks_refuse_the_archive(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "zip":
        zip_bomb(path, ["fine.json", name], MEGABYTE)
    else:
        tar_file(path, [(named("fine.json"), b"{}"), (named(name), b"{}")])
    with pytest.raises(RefusedInput, match="unsafe name"):
        list(read_sources([path]))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, b"S"]
)
def test_links_and_devices_refuse_a_tar_before_any_record(tmp_path: Path, kind: bytes) -> None:
    page = json.dumps({"ma_thu_tuc": "1.000001", "ten_thu_tuc": "A"}).encode()
    path = tar_file(tmp_path / "a.tar", [(named("1.000001.json"), page), (named("x", kind), b"")])
    stream = read_sources([path])
    with pytest.raises(RefusedInput, match="link or device"):
        next(stream)


def test_links_and_passwords_refuse_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("x.json")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(RefusedInput, match="link or device"):
        list(read_sources([path]))
    data = bytearray(zip_bomb(tmp_path / "b.zip", ["x.json"], MEGABYTE).read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(RefusedInput, match="encrypted"):
        list(read_sources([path]))


@pytest.mark.parametrize("mode", ["w:xz", "w:gz", "w"])
def test_truncated_archives(tmp_path: Path, mode: str) -> None:
    whole = tar_file(tmp_path / "a", [(named("1.json"), bytes(range(256)) * 40)], mode)
    whole.write_bytes(whole.read_bytes()[: -11000 if mode == "w" else -20])
    with pytest.raises(RefusedInput, match=r"cut short|damaged"):
        list(read_sources([whole]))


def test_truncated_zip(tmp_path: Path) -> None:
    path = zip_bomb(tmp_path / "a.zip", ["x.json"], MEGABYTE)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(RefusedInput, match="cut short"):
        list(read_sources([path]))


def test_binary_rubbish(tmp_path: Path, repository: Path) -> None:
    rubbish = zlib.compress(bytes(range(256)) * 4000) * 50
    heads = {b"PK\x03\x04": "cut short", b"\x1f\x8b\x08": "damaged|tar", b"\xfd7zXZ\x00": "damaged"}
    for head, reason in heads.items():
        path = tmp_path / "rubbish"
        path.write_bytes(head + rubbish)
        with pytest.raises(RefusedInput, match=reason):
            list(read_sources([path]))


# --- Workbooks -----------------------------------------------------------------------------

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{KIND}.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/%s" Target="%s"/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
HEADINGS = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


def workbook(path: Path, rows: str, *, prolog: str = "", **extra: bytes) -> Path:
    """A workbook of hand-written XML; ``rows`` stand after the row of headings."""
    cells = "".join(
        f'<c r="{column}2" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABCDE", HEADINGS, strict=True)
    )
    sheet = (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}"><sheetData>'
        f'<row r="2">{cells}</row>{rows}</sheetData></worksheet>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELATIONS % ("officeDocument", "xl/workbook.xml"))
        parts.writestr("xl/workbook.xml", BOOK)
        parts.writestr(
            "xl/_rels/workbook.xml.rels", RELATIONS % ("worksheet", "worksheets/sheet1.xml")
        )
        parts.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in extra.items():
            parts.writestr(f"xl/{name}", data)
    return path


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def good_row(number: int, code: str = "1.000001") -> str:
    return f'<row r="{number}">{cell(f"A{number}", code)}{cell(f"B{number}", "Đăng ký")}</row>'


def test_a_small_workbook_is_read(tmp_path: Path, repository: Path) -> None:
    rows = good_row(3) + good_row(4, "1.01499") + good_row(5) + good_row(6, "1.000002")
    refused, reasons, _, _ = attack(workbook(tmp_path / "a.xlsx", rows), repository)
    assert refused == ""
    assert [reason[:20] for reason in reasons] == [
        "taken",
        '"1.01499" is no code',
        "the code stands alre",
        "taken",
    ]


def test_workbook_bombs(tmp_path: Path, repository: Path) -> None:
    xml = "<row/>" * (7 * MEGABYTE)
    refused, _, megabytes, _ = attack(workbook(tmp_path / "a.xlsx", xml), repository)
    assert "times its size" in refused
    assert megabytes < 40


def test_a_cell_in_the_last_corner(tmp_path: Path, repository: Path) -> None:
    corner = '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
    path = workbook(tmp_path / "a.xlsx", good_row(3) + corner)
    refused, reasons, megabytes, _ = attack(path, repository)
    assert "rows" in refused or reasons == ["taken"]
    assert megabytes < 60


def test_a_giant_cell(tmp_path: Path, repository: Path) -> None:
    giant = f'<row r="3">{cell("A3", "1.000001")}{cell("B3", "ab" * 20_000)}</row>'
    refused, _, _, _ = attack(workbook(tmp_path / "a.xlsx", giant), repository)
    assert "a cell of 40000 characters" in refused


def test_xml_entities(tmp_path: Path, repository: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prolog = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    row = f'<row r="3">{cell("A3", "1.000001")}{cell("B3", "&l9;")}</row>'
    refused, _, megabytes, _ = attack(workbook(tmp_path / "a.xlsx", row, prolog=prolog), repository)
    assert "declares XML entities" in refused
    assert megabytes < 60
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    row = f'<row r="3">{cell("A3", "1.000001")}{cell("B3", "&e;")}</row>'
    refused, _, _, _ = attack(workbook(tmp_path / "a.xlsx", row, prolog=outside), repository)
    assert "declares XML entities" in refused


def test_a_part_that_lies_about_its_size(tmp_path: Path, repository: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", good_row(3), **{"sharedStrings.xml": bytes(60 * MEGABYTE)})
    data = path.read_bytes()
    true_size = struct.pack("<L", 60 * MEGABYTE)
    assert data.count(true_size) == 2
    path.write_bytes(data.replace(true_size, struct.pack("<L", 1000)))
    refused, _, megabytes, _ = attack(path, repository)
    assert "damaged" in refused
    assert megabytes < 40


def test_entities_hidden_in_another_encoding(tmp_path: Path, repository: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", good_row(3))
    with zipfile.ZipFile(path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    book = BOOK.replace("?><", '?><!DOCTYPE x [<!ENTITY e "ha">]><', 1).replace('"A"', '"&e;"')
    contents["xl/workbook.xml"] = book.replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16")
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in contents.items():
            parts.writestr(name, data)
    refused, _, _, _ = attack(path, repository)
    assert "damaged" in refused or "entities" in refused


def test_macros_and_broken_parts(tmp_path: Path) -> None:
    macro = workbook(tmp_path / "a.xlsx", good_row(3), **{"vbaProject.bin": b"x"})
    with pytest.raises(RefusedInput, match="macros"):
        list(read_sources([macro]))
    broken = workbook(tmp_path / "b.xlsx", "<row r='3'><c")
    with pytest.raises(RefusedInput, match="damaged"):
        list(read_sources([broken]))
    cut = tmp_path / "c.xlsx"
    cut.write_bytes(broken.read_bytes()[:-40])
    with pytest.raises(RefusedInput, match="cut short"):
        list(read_sources([cut]))


def test_a_workbook_that_is_no_list(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Họ tên", "Điện thoại"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    with pytest.raises(RefusedInput, match="no list of procedures"):
        list(read_sources([path]))


# --- Large and deep texts ------------------------------------------------------------------


def test_large_json_is_refused(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"ma_thu_tuc": "1.000001", "ten_thu_tuc": "' + b"a" * (6 * MEGABYTE) + b'"}')
    refused, _, megabytes, _ = attack(path, repository)
    assert "more than 5 MB" in refused
    assert megabytes < 60


def test_a_giant_line_is_one_rejection(tmp_path: Path, repository: Path) -> None:
    good = '{"code":"1.000001","name":"A","completeness":"stub"}'
    path = tmp_path / "a.jsonl"
    path.write_text(f'{good}\n{{"code":"{"9" * 3 * MEGABYTE}"}}\n', encoding="utf-8")
    refused, reasons, _, _ = attack(path, repository)
    assert refused == ""
    assert reasons[0] == "taken"
    assert "more than 2 MB" in reasons[1]


def test_zeros_without_end(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(3 * 1024 * MEGABYTE)  # a sparse file of 3 GB
    refused, _, _, _ = attack(path, repository)
    assert "more than 5 MB" in refused or "empty" in refused
