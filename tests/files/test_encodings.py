"""Code pages of XER files: UTF-8 is seen, others are guessed from the letters of real languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.files import load
from simulator.files.mpxj.letters import is_utf8, likelier

OWN = Path(__file__).parents[1] / "data" / "plans"

TEXTS = {
    "windows-1251": "Проект строительства\nЗемляные работы\nМонтаж металлоконструкций\nЗавершение",
    "windows-1256": "مشروع إنشاء المبنى\nأعمال الحفر\nصب الخرسانة\nأعمال التشطيب\nتسليم المشروع",
    "windows-1250": "Wykończenie wnętrz\nMontaż konstrukcji\nZakończenie robót\n"
    "Połączenie wodociągów\nOdbiór końcowy częściowy",
    "windows-1254": "Hafriyat işleri\nŞantiye kurulumu\nÇatı imalatı\nElektrik tesisatı\n"
    "Su bağlantısı\nKaba inşaat işleri\nDış cephe kaplaması",
    "windows-1257": "Žemės darbai\nPamatų įrengimas\nElektros įrengimas\nLaukų užtvėrimas\n"
    "Šiluminės trasos įrengimas\nĄžuolų sodinimas",
    "windows-1253": "Εκσκαφές θεμελίων\nΣκυροδέτηση πλάκας\nΗλεκτρολογικές εγκαταστάσεις",
    "windows-1255": "עבודות עפר\nיציקת יסודות\nהתקנת מערכות חשמל\nמסירת הפרויקט",
    "windows-874": "งานก่อสร้างอาคาร\nงานขุดดิน\nงานเทคอนกรีต\nงานระบบไฟฟ้า\nส่งมอบงาน",
    "GBK": "施工准备阶段工作\n土方开挖工程\n基础混凝土浇筑\n主体结构施工\n竣工验收",
    "Big5": "施工準備\n土方開挖工程\n基礎混凝土澆置\n主體結構施工\n竣工驗收",
    "EUC-KR": "토공사 및 기초공사\n콘크리트 타설\n철골 공사\n전기 설비 공사\n준공 검사",
    "Shift_JIS": "準備工事とその他\n掘削工事を行う\n基礎コンクリート打設\n電気設備工事の引渡し",
}
CZECH = (
    "Zemní práce\nMontáž ocelové konstrukce\nPříprava staveniště\nDokončovací práce\nPředání díla\n"
    "Železobetonové základy\nSchválení dokumentace"
)
WESTERN = {
    "German": "Gründung und Betonarbeiten\nMöbel für Büro\nÜbergabe\nAußenanlagen\nTürme",
    "French": "Préparation du site\nRéception définitive\nMise à l'épreuve\nMaçonnerie\nPlâtrerie",
    "Spanish": "Construcción del puente\nExcavación de cimentación\nInstalación eléctrica\nAño",
    "Portuguese": "Preparação\nFundações\nInstalação elétrica\nConclusão\nEscavação\nBásico",
    "Norwegian": "Støping av såle\nRør og ventilasjon\nElektrisk på hovedbygg\nÆrlig gjøre",
    "Icelandic": "Steypa í grunn\nUndirbúningur svæðis\nÞak og gólf\nLóð og bílastæði\nHöfn",
    "Symbols": "Beton 40 m³\nFläche 20 m²\n90° Bögen\n“Sondage” – 5 µm\n½ Tag\n§ 4\n± 3 mm\n€ 5",
}


def encoded(text: str, encoding: str) -> bytes:
    codec = encoding.replace("windows-", "cp")
    return ("ERMHDR\n" + text).encode(codec)


@pytest.mark.parametrize(("encoding", "text"), [*TEXTS.items(), ("windows-1250", CZECH)])
def test_letters_tell_the_code_page(encoding: str, text: str) -> None:
    guess = likelier(encoded(text, encoding))
    assert guess is not None
    assert guess.encoding == encoding
    assert guess.after in text


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western_languages_need_no_word(text: str) -> None:
    assert likelier(encoded(text, "windows-1252")) is None


def test_a_few_letters_tell_nothing() -> None:
    assert likelier(encoded("Проект", "windows-1251")) is None


def test_utf8_is_seen() -> None:
    assert is_utf8("Проект".encode())
    assert not is_utf8(b"plain")
    assert not is_utf8("Prüfung".encode("cp1252"))


def renamed(folder: Path, names: str, codec: str, mark: bytes = b"") -> Path:
    """A plan of P6 whose first activities have other names, in another code page."""
    text = (OWN / "airport_terminal.xer").read_bytes().decode("cp1252")
    head, rest = text.split("%T\tTASK\r\n")
    rows = rest.split("\r\n")
    place = rows[0].split("\t").index("task_name")
    for number, name in enumerate(names.split("\n"), 1):
        cells = rows[number].split("\t")
        cells[place] = name
        rows[number] = "\t".join(cells)
    whole = head + "%T\tTASK\r\n" + "\r\n".join(rows)
    path = folder / "plan.xer"
    path.write_bytes(mark + whole.encode(codec, "replace"))
    return path


def test_a_file_in_another_code_page_is_read_with_a_warning(tmp_path: Path) -> None:
    path = renamed(tmp_path, TEXTS["windows-1251"], "cp1251")
    notes = [note for note in load(path).notes if "mangled" in note]
    assert "--encoding windows-1251" in notes[0]
    assert "Монтаж металлоконструкций" in notes[0]
    right = load(path, encoding="windows-1251")
    assert "Земляные работы" in {task.name for task in right.tasks}
    assert not any("mangled" in note for note in right.notes)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_in_utf8_is_read_so(tmp_path: Path, mark: bytes) -> None:
    program = load(renamed(tmp_path, TEXTS["windows-1256"], "utf-8", mark))
    assert "أعمال الحفر" in {task.name for task in program.tasks}
    assert any("UTF-8" in note for note in program.notes)


@pytest.mark.parametrize("encoding", ["windows-1255", "windows-874"])
def test_pages_that_java_lacks(tmp_path: Path, encoding: str) -> None:
    path = renamed(tmp_path, TEXTS[encoding], encoding.replace("windows-", "cp"))
    names = {task.name for task in load(path, encoding=encoding).tasks}
    assert names.issuperset(TEXTS[encoding].split("\n"))
