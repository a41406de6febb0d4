r"""Clean transcripts of The Changelog (Markdown, `**Name:** text`) as transcripts, one after the other.

The archive is https://github.com/thechangelog/transcripts (CC BY-SA 4.0, Changelog Media LLC). Markdown marks,
links, escaped times and `\[laughter\]` go; paragraphs of one person in a row become one turn.
"""

from __future__ import annotations

import html
import os
import re
import tarfile
from collections.abc import Iterator

from diarfix.errors import DiarfixError, Place
from diarfix.formats import from_turns
from diarfix.model import Transcript

_HEADER = re.compile(r"^\*\*(?P<name>[^*]{1,80}?):\*\*[ \t]*|^\*\*(?P<outside>[^*]{1,80}?)\*\*:[ \t]*")
_BREAK = re.compile(r"^(\*\*\*|---|#)")
_NO_ONE = frozenset({"break", "intro", "outro", "jingle", "music"})
_NAME_EDGES = re.compile(r"^\W+|[^\w.)]+$")
_EVENT = re.compile(r"\\?\[[^\]\[]{0,60}\\?\](?!\()")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^)\s]*\)")
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,2}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|$\"'&<])")
_DASH = re.compile(r"(?<=\w)([.,?!…]*) (?:-|–|—|--) (?=\S)")
_LONE = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")


def changelog(path: str | os.PathLike[str]) -> Iterator[Transcript]:
    """The archive's episodes by path (`show/episode.md`), streamed file by file in the archive's order.

    Episodes with fewer than two speakers are left out. Raises E101 when the archive cannot be read.
    """
    try:
        with tarfile.open(path, "r|*") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isfile() and member.name.endswith(".md") else None
                if stream is None:
                    continue
                turns = list(read_turns(stream.read().decode("utf-8", errors="replace")))
                if len({speaker for speaker, _ in turns}) > 1:
                    yield from_turns(turns, name=member.name)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise DiarfixError(
            "E101", f"the archive cannot be read ({error})", "check the path", Place(os.fspath(path))
        ) from None


def read_turns(markdown: str) -> Iterator[tuple[str, str]]:
    r"""`(speaker, text)` of an episode, in order; what stands before the first speaker is left out.

    >>> list(read_turns("**Ann:** \\[04:14\\] So *here* - \\[laughs\\]\n\nwe are.\n\n**Bo:** Yes."))
    [('Ann', 'So here, we are.'), ('Bo', 'Yes.')]
    """
    speaker, parts = "", list[str]()
    for line in markdown.splitlines():
        header = _HEADER.match(line)
        name = _name(header["name"] or header["outside"]) if header else speaker
        if _BREAK.match(line) or name.casefold() in _NO_ONE:
            name, line = "", ""
        elif header:
            line = line[header.end() :]
        if name != speaker:
            if speaker and parts:
                yield speaker, plain_text(" ".join(parts))
            speaker, parts = name, []
        if speaker and line.strip():
            parts.append(line)
    if speaker and parts:
        yield speaker, plain_text(" ".join(parts))


def _name(label: str) -> str:
    """One label has the name twice, some a remark after a colon, one a "$" before it."""
    return _NAME_EDGES.sub("", " ".join(label.split(":")[0].split()))


def plain_text(markdown: str) -> str:
    """Words as a recogniser would have them: no Markdown, no events, no marks standing alone."""
    text = _EVENT.sub(" ", _LINK.sub(r"\1", markdown))
    text = _EMPHASIS.sub(r"\2", _TAG.sub(" ", _AUTOLINK.sub(r"\1", text)))
    text = html.unescape(_ESCAPE.sub(r"\1", text))
    text = _DASH.sub(lambda match: f"{match[1] or ','} ", " ".join(text.split()))
    return " ".join(_LONE.sub(" ", text).split())
