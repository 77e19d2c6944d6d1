"""Every way in: files, folders, archives, and what is wrong with single files among many."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from kiosk.catalogue.importing import RefusedInput, read_sources
from kiosk.catalogue.staging import Incoming, Origin, Rejection


def page(code: str, **more: str) -> bytes:
    value = {"ma_thu_tuc": code, "ten_thu_tuc": "Đăng ký", "raw_text": f"Mã thủ tục{code}Số"}
    return json.dumps(value | more, ensure_ascii=False).encode()


FILES = {
    "bo-tu-phap/1.000001.json": page("1.000001"),
    "bo-tu-phap/1.000002.json": b'{"ma_thu_tuc": "1.000002", "ten_thu',
    "bo-tu-phap/1.000003.json": page("1.999999"),
    "bo-cong-an/1.000004.json": b"\xef\xbb\xbf" + page("1.000004"),
    "bo-cong-an/1.000005.json": json.dumps({"ma_thu_tuc": "1.000005"}).encode("utf-16"),
    "bo-cong-an/1.000006.json": b'{"ten": "H\xf4\xf2 t\xefch"}',
    "bo-cong-an/1.000007.json": bytes(range(256)) * 10,
    "bo-cong-an/1.000008.json": b"",
    "bo-cong-an/1.000009.json": b'{"ma_thu_tuc": "1.000009", "ma_thu_tuc": "1.000001"}',
    "bo-cong-an/1.000010.json": b'{"ma_thu_tuc": NaN}',
    "bo-cong-an/1.000011.json": b'{"ma_thu_tuc": "1.000011", "ten_thu_tuc": 5}',
    "bo-cong-an/1.000012.json": b'{"a":' * 100_000,
    "bo-cong-an/1.000013.json": b'{"n": ' + b"9" * 6000 + b"}",
    "bo-cong-an/1.000014.json": b'{"hello": "world"}',
    "bo-cong-an/1.000015.json": page("1.000015", ten_thu_tuc="Không có thông tin"),
    "inner.zip": b"PK\x03\x04 not really",
    "note.txt": b"hello",
}
REASONS = {
    "1.000002": "cut short",
    "1.000003": "named 1.000003",
    "1.000005": "UTF-16",
    "1.000006": "not UTF-8",
    "1.000007": "zero bytes",
    "1.000008": "empty",
    "1.000009": "stands twice",
    "1.000010": "NaN",
    "1.000011": "Expected `str`, got `int`",
    "1.000012": "nested too deep",
    "1.000013": "refused",
    "1.000014": "neither a portal page",
    "1.000015": "no name",
    "inner.zip": "archive inside an archive",
    "note.txt": "not an import format",
}


def write_folder(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def write_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
        archive.writestr("__MACOSX/._x.json", b"litter")
    return path


def write_tar(path: Path, mode: str, pack: int = tarfile.PAX_FORMAT) -> Path:
    with tarfile.open(path, mode, format=pack) as archive:
        for name, data in FILES.items():
            member = tarfile.TarInfo(f"./{'n' * 120 if name == 'note.txt' else ''}{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("kind", ["folder", "zip", "tar", "tar.xz", "tar.gz", "gnu.tar"])
def test_one_wrong_file_is_one_rejection_and_the_rest_goes_on(tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"source.{kind}"
    if kind == "folder":
        source.mkdir()
        write_folder(source)
        (source / "inner.zip").unlink()
    elif kind == "zip":
        write_zip(source)
    elif kind == "gnu.tar":
        write_tar(source, "w", tarfile.GNU_FORMAT)
    else:
        write_tar(source, {"tar": "w", "tar.xz": "w:xz", "tar.gz": "w:gz"}[kind])
    steps: list[tuple[int, int | None, str]] = []
    items = list(read_sources([source], progress=lambda *step: steps.append(step)))
    taken = [item for item in items if isinstance(item, Incoming)]
    assert sorted(item.procedure.code for item in taken) == ["1.000001", "1.000004"]
    assert {item.procedure.ministry for item in taken} == {"Bộ Tư pháp", "Bộ Công an"}
    rejected = {item.file: item for item in items if isinstance(item, Rejection)}
    for name, reason in REASONS.items():
        if kind == "folder" and name == "inner.zip":
            continue
        (found,) = [item for file, item in rejected.items() if name in file]
        assert reason in found.reason, found
        assert str(source) in found.file
        assert found.code == ("1.999999" if name == "1.000003" else name if name[0] == "1" else "")
    count = len(FILES) - (kind == "folder")
    assert len(items) == count
    assert steps[-1][:2] == (count, count)


def test_a_record_names_its_code_in_the_rejection(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(b'{"ma_thu_tuc": "1.000011", "ten_thu_tuc": 5}')
    (item,) = read_sources([path])
    assert isinstance(item, Rejection)
    assert item.code == "1.000011"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b'{"ma_thu_tuc": ', "cut short"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Office format"),
        (b"plain words", "not an import format"),
    ],
)
def test_a_wrong_file_that_was_named_itself_is_refused(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(data)
    with pytest.raises(RefusedInput, match=reason) as refused:
        list(read_sources([path]))
    assert str(path) in str(refused.value)


def test_missing_paths_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="No such file"):
        list(read_sources([tmp_path / "nowhere"]))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RefusedInput, match="device or pipe"):
        list(read_sources([pipe]))
    (item,) = read_sources([tmp_path])
    assert isinstance(item, Rejection)
    assert "pipe" in item.reason
    with pytest.raises(RefusedInput, match="device or pipe"):
        list(read_sources([Path("/dev/zero")]))


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "secret.json").symlink_to("/etc/hostname")
    (folder / ".hidden.json").write_bytes(b"litter")
    (folder / "1.000001.json").write_bytes(page("1.000001"))
    items = list(read_sources([folder]))
    assert [type(item) for item in items] == [Incoming, Rejection, Rejection]
    assert {item.reason for item in items if isinstance(item, Rejection)} == {
        "links are not followed"
    }


def test_folders_within_folders_have_an_end(tmp_path: Path) -> None:
    tmp_path.joinpath(*["d"] * 25).mkdir(parents=True)
    with pytest.raises(RefusedInput, match="nested deeper"):
        list(read_sources([tmp_path]))


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    disguised = tmp_path / "readme.txt"
    write_zip(disguised)
    assert len([i for i in read_sources([disguised]) if isinstance(i, Incoming)]) == 2
    lines = tmp_path / "export.dat"
    lines.write_text('{"code":"1.000001","name":"A","completeness":"stub"}\n', encoding="utf-8")
    (item,) = read_sources([lines])
    assert isinstance(item, Incoming)
    assert item.origin is Origin.RECORDS


def test_json_lines_reject_single_lines(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    good = '{"code":"1.00000%d","name":"Tên %d","completeness":"stub"}'
    lines = [
        good % (1, 1),
        '{"code": "1.000009", broken',
        good % (1, 2),
        '{"code":"1.000003","name":"C","completeness":"full","documents":'
        '[{"name":"Đơn","original":"1"}]}',
        '{"code":"1.000004","name":"D","completeness":"full","documents":'
        '[{"name":"Đơn","original":-1}]}',
        "",
        good % (5, 5),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    items = list(read_sources([path]))
    taken = [item.procedure.code for item in items if isinstance(item, Incoming)]
    assert taken == ["1.000001", "1.000005"]
    rejected = [(i.file.split()[-1], i.code, i.reason) for i in items if isinstance(i, Rejection)]
    assert [(line, code) for line, code, _ in rejected] == [
        ("2", "1.000009"),
        ("3", "1.000001"),
        ("4", "1.000003"),
        ("5", "1.000004"),
    ]
    assert "stands already in" in rejected[1][2]


def test_our_yaml(repository: Path, tmp_path: Path) -> None:
    (first, *_) = read_sources([repository / "db" / "catalogue" / "ho-tich.yaml"])
    assert isinstance(first, Incoming)
    assert first.origin is Origin.WARD
    assert first.procedure.code == "1.001193"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("procedures:\n  - {code: '1.1', name: A}\n", encoding="utf-8")
    items = list(read_sources([wrong]))
    assert items
    assert all(isinstance(item, Rejection) for item in items)


def test_several_paths_are_read_in_order(tmp_path: Path) -> None:
    for code in ("1.000002", "1.000001"):
        (tmp_path / f"{code}.json").write_bytes(page(code))
    paths = [tmp_path / "1.000002.json", tmp_path / "1.000001.json"]
    codes = [item.procedure.code for item in read_sources(paths) if isinstance(item, Incoming)]
    assert codes == ["1.000002", "1.000001"]
