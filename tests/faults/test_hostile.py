"""Hostile inputs through the whole of `fix` and `check`: done, or one clear line; no input harmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import diarfix
from diarfix.cli import main
from tests.faults.large import CASES

BOMB = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY e0 "lol">' + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
) + ']><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p>&e9;</p></div></body></tt>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt><p>&x;</p></tt>'


def segments(time: str = "1", extra: str = "1", text: str = "Hi there and", speaker: str = "A") -> str:
    first = f'{{"start": 0, "end": {time}, "text": "{text}", "speaker": "{speaker}", "x": {extra}}}'
    return f'{{"segments": [{first}, {{"start": {time}, "end": {time}, "text": "so. Ho.", "speaker": "B"}}]}}'


REFUSED: dict[str, tuple[str, str | bytes]] = {
    "deep lists": ("a.json", "[" * 200_000 + "]" * 200_000),
    "deep objects": ("a.json", '{"segments":' * 60_000 + "1" + "}" * 60_000),
    "deep inside": ("a.json", segments(extra="[" * 900 + "]" * 900)),
    "entity bomb": ("a.xml", BOMB),
    "file entity": ("a.ttml", OUTSIDE),
    "deep elements": ("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><body>' + "<div>" * 50_000 + "</div>" * 50_000
                      + "</body></tt>"),
    "entity in ELAN": ("a.eaf", '<!DOCTYPE a [<!ENTITY x "y">]><ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>'),
    "NUL": ("a.txt", "Ann: Hello\0there and\nBen: so. Right.\n"),
    "NUL in UTF-16": ("a.txt", b"\xff\xfe" + "Ann: Hello\0there\nBen: so.\n".encode("utf-16-le")),
    "half characters": ("a.json", segments(text="Hi \\ud800 there")),
    "labels of nothing": ("a.txt", "\u200b: Hello there\n\u2060: yes.\n"),
    "a word without end": ("a.txt", "Ann: " + "x" * 2_000_000 + "\nBen: Yes.\n"),
    "late times": ("a.vtt", f"WEBVTT\n\n{'9' * 20}:00:00.000 --> {'9' * 21}:00:01.000\n<v A>Hi there and\n"),
}
TAKEN: dict[str, tuple[str, str]] = {
    "NUL escapes": ("a.json", segments(text="Hi \\u0000 the\\u0000re and", speaker="A\\u0000")),
    "right to left": ("a.txt",
                      "\u202eAnn\u202c: Hello \u200bthere\u200d we \u2066went\u2069 to the\nBen: pier.\u200f Yes.\n"),
    "separators": ("a.txt", "Ann: Hello\u2028there and\x0b\nBen: so.\x85 Right.\x1c I see.\n"),
    "control characters": ("a.txt", "Ann: Hello \x1b]0;x\x07there and the\nBen: pier. Right, I see.\n"),
    "hundreds of speakers": ("a.txt", "".join(f"S{n % 300}: Hello there number {n} and\n" for n in range(600))),
    **{f"time {time[:6]}": ("a.json", segments(time=time))
       for time in ("1e999", "-1e999", "NaN", "1" * 5000, "1e-400")},
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str) -> None:
    name, given = REFUSED[case]
    path = tmp_path / name
    data = given if isinstance(given, bytes) else given.encode()
    path.write_bytes(data)
    assert main(["fix", str(path), "-o", str(tmp_path / "out"), "--no-model"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith("error: E") and err.count("\n") == 1 and len(err) < 1000
    assert main(["check", str(path), "--no-model", "--no-cache"]) == 2
    assert "Traceback" not in "".join(capfd.readouterr())
    assert path.read_bytes() == data and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("case", TAKEN)
def test_taken_with_every_word(tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str) -> None:
    name, given = TAKEN[case]
    path, out = tmp_path / name, tmp_path / f"out{Path(name).suffix}"
    path.write_bytes(given.encode())
    assert main(["fix", str(path), "-o", str(out), "--no-model", "--no-heal"]) == 0
    assert main(["check", str(path), "--no-model", "--no-cache", "--format", "json"]) in (0, 1)
    json.loads(capfd.readouterr().out)
    before, after = diarfix.read(path), diarfix.read(out)
    assert [word.text for word in before.words] == [word.text for word in after.words]
    assert path.read_bytes() == given.encode()


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_large_inputs_are_taken_or_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str) -> None:
    given, path, out = CASES[case], tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text(given.make(given.test), "utf-8")
    assert main(["fix", str(path), "-o", str(out), "--no-model", "--no-heal"]) == (0 if given.taken else 2)
    if given.taken:
        assert diarfix.read(out).text(0, 10**9) == diarfix.read(path).text(0, 10**9)
    else:
        assert capfd.readouterr().err.startswith("error: E106") and not out.exists()
