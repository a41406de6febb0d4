"""The library's door: reading and writing without edits, and what was repaired."""

from __future__ import annotations

from pathlib import Path

import diarfix

TEXT = (
    "Ann: It goes back to the lowest number there\r\n\r\nBen: is. Right, I see.\r\n\r\nAnn: And up it goes again.\r\n"
)


def test_what_is_read_is_written_byte_for_byte(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_bytes(TEXT.encode())
    transcript = diarfix.read(first)
    diarfix.write(transcript, second)
    assert second.read_bytes() == first.read_bytes()
    assert diarfix.to_text(transcript) == TEXT


def test_a_result_is_written_in_the_input_format(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    result = diarfix.fix(TEXT, diarfix.Options(min_confidence=0.4))
    diarfix.write(result, target)
    again = diarfix.read(target)
    assert again.speakers == result.repaired.speakers
    assert [word.text for word in again.words] == [word.text for word in result.repaired.words]
