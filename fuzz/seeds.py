"""Writes a few small seeds for every fuzz target into fuzz/corpus, made from corpus/. Run it from the repository's root."""

import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

CASES = ["call-birthday-leaders", "border-hollin-ford", "ceasefire-zelin-valley"]
HERE = Path("fuzz/corpus")


def write(target, name, data):
    folder = HERE / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def texts():
    """Short pieces in every language: id, language byte as the targets read it, text."""
    for folder in sorted(Path("corpus/cases").iterdir()):
        case = json.loads((folder / "case.json").read_text())
        for n, account in enumerate(case["accounts"]):
            yield f"{case['id']}-{n}", account, (folder / account["file"]).read_text()


def docx(text):
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in text.split("\n") if "<" not in p and "&" not in p)
    tail = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:tab/></w:r></w:p>"
    return f'<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{body}{tail}</w:body></w:document>'.encode()


def page(lines):
    """The description of a page of a PDF."""
    shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
    return f"BT /F 12 Tf 72 700 Td\n{shown}ET\nq 1 0 0 1 50 0 cm BT /F 9 Tf [(a) -300 (b)] TJ ET Q".encode()


def pdf(content, packed):
    data = zlib.compress(content) if packed else content
    how = "/Filter /FlateDecode " if packed else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< {how}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + item + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()


def archive(xml):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
    return packed.getvalue()


def of_texts():
    codes = {"en": 1, "ru": 2, "zh": 3}
    found = list(texts())
    for lang, code in codes.items():
        own = [(name, text) for name, account, text in found if account.get("lang") == lang]
        for name, text in own[:: max(1, len(own) // 6)]:
            short = text[:400].encode()
            first = bytes([code])
            for target in ["segment", "numbers", "article"]:
                write(target, name, first + short)
            for n, ending in enumerate(["", "txt", "md", "html"]):
                words = f"<!doctype html><article><h1>A</h1><p>{text[:400]}</p></article>".encode() if n == 3 else short
                write("ingest", f"{name}.{ending or 'none'}", bytes([n]) + words)
            write("ingest", f"{name}.cp", b"\1" + text[:300].encode({"ru": "cp1251", "zh": "gb18030"}.get(lang, "cp1252"), "replace"))
            xml = docx(text[:400])
            write("docx", f"{name}.xml", b"\1" + xml)
            write("docx", f"{name}.docx", b"\0" + archive(xml))
    by_case = {}
    for name, account, text in found:
        by_case.setdefault(name.rsplit("-", 1)[0], []).append((account, text))
    for case, both in list(by_case.items())[::4]:
        (a, x), (b, y) = both[:2]
        choice = codes[a["lang"]] * 5 + codes[b["lang"]]
        for target in ["compare", "shown"]:
            write(target, case, bytes([choice]) + x[:300].encode() + b"\0" + y[:300].encode())
        record = {"id": case, "a": x[:80], "b": y[:80], "lang_a": a["lang"], "date": "2031-05-03", "more": [1]}
        listed = {"id": case, "accounts": [{"id": "a", "text": x[:80]}, {"id": "b", "text": y[:80], "date": "2031-05-03"}]}
        lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in [record, listed]).encode()
        write("records", f"{case}.jsonl", b"\0" + lines)
        write("records", f"{case}.gz", b"\0" + gzip.compress(lines))
        table = f'a,b,source_a,note\n"{x[:40]}","{y[:40]}",A,=1\n'.encode()
        write("records", f"{case}.csv", b"\1" + table)
        write("records", f"{case}.tsv", b"\2" + table.replace(b",", b"\t"))


def of_forms():
    lines = ["Nine hundred dockers walked out", "on Tuesday, the union said."]
    whole = page(lines)
    write("pdf", "plain", b"\0" + pdf(whole, False))
    write("pdf", "packed", b"\0" + pdf(whole, True))
    write("pdf", "page", b"\1" + whole)
    write("pdf", "letters", b"\2/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
          b"1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <41> <00480049> endbfchar endcmap end")
    write("pdf", "font", b"\3/BaseFont /X /FirstChar 32 /Widths [250 300] /FontDescriptor << /Flags 4 /MissingWidth 500 >>")
    for n in range(8):
        write("deep", f"{n}", bytes([n, 2, 10, 0, 0, 0, 255, 20, 0, 0, 0, 1, 30, 0, 0, 0, 7]) + "Nine hundred 三人 не было".encode())
    write("import", "label-studio", Path("crates/cli/tests/support/label-studio.json").read_bytes()[:6000])
    write("import", "labels", Path(f"corpus/cases/{CASES[0]}/gold.jsonl").read_bytes()[:1500])


def of_commands():
    """What the command itself writes, if it has been built."""
    import subprocess

    command = Path("target/debug/diptych")
    if not command.exists():
        return
    sides = []
    for n, text in enumerate(["More than 900 dockers walked out on Tuesday.", "About 400 dockers did not report for work."]):
        sides.append(HERE / f"{n}.txt")
        sides[-1].write_text(text)
    for form, target in [("json", "report"), ("label-studio", "import"), ("web-annotation", "import")]:
        done = subprocess.run([command, "compare", *sides, "-f", form], capture_output=True, check=True)
        write(target, f"own-{form}", done.stdout)
    for side in sides:
        side.unlink()


of_texts()
of_forms()
of_commands()
