"""The cast: who speaks how much, and under which labels they were found."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.drawing.course import clock
from diarfix.drawing.svg import tag, words
from diarfix.pages.look import bdi
from diarfix.pages.report.scene import Scene


def cast(scene: Scene) -> Iterator[str]:
    """A table of everyone who speaks once the repair is made."""
    columns = ("Speaker", "Was labelled", "Share of the words", "Words", "Turns", "Longest turn")
    timed = scene.times is not None
    heads = "".join(f'<th scope="col"{_num(at)}>{name}</th>' for at, name in enumerate(columns))
    yield '<div class="scroll"><table>'
    yield f"<thead><tr>{heads}{'<th scope=col class=num>Time</th>' if timed else ''}</tr></thead><tbody>"
    total = len(scene.repaired.words)
    for label, count in scene.repaired.word_counts.items():
        turns = [turn for turn in scene.repaired.turns if turn.speaker == label]
        raw = [name for name in scene.original.labels if scene.final[name] == label and name != label]
        cells = [
            f'<th scope="row">{scene.speakers[label].markup}</th>',
            f"<td>{', '.join(bdi(name) for name in raw) or '<span class=soft>the same</span>'}</td>",
            f"<td>{_share(scene.speakers[label].hue, count / total)}</td>",
            f'<td class="num">{count:,}</td>',
            f'<td class="num">{len(turns):,}</td>',
            f'<td class="num">{max(len(turn) for turn in turns):,} words</td>',
        ]
        if timed:
            cells.append(f'<td class="num">{clock(_seconds(scene, label))}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _num(column: int) -> str:
    return ' class="num"' if column > 2 else ""


def _share(hue: int, share: float) -> str:
    bars = tag("rect", width=100, height=10) + tag("rect", width=100 * share, height=10, class_="full")
    picture = tag(
        "svg", bars, viewBox="0 0 100 10", preserveAspectRatio="none", class_=f"share s{hue}", aria_hidden="true"
    )
    return f'{picture}<span class="num">{share:.1%}</span>'


def _seconds(scene: Scene, label: str) -> float:
    times = scene.times or ()
    return sum(times[turn.end] - times[turn.start] for turn in scene.repaired.turns if turn.speaker == label)


def health(before: dict[str, object], after: dict[str, object]) -> Iterator[str]:
    """The document's facts, before and after."""
    yield '<div class="scroll"><table><thead><tr><th scope="col">Fact</th><th scope="col" class="num">Before</th>'
    yield '<th scope="col" class="num">After</th><th scope="col">What it says</th></tr></thead><tbody>'
    for name, value in before.items():
        title, about = _FACTS.get(name, (name.replace("_", " "), ""))
        then, now = _told(name, value), _told(name, after.get(name, value))
        yield (
            f'<tr><th scope="row">{words(title)}</th><td class="num">{then}</td><td class="num">{now}</td>'
            f"<td>{words(about)}</td></tr>"
        )
    yield "</tbody></table></div>"


_FACTS = {
    "clean_changes": ("Changes at sentence ends", "Of all changes of speaker. Healthy transcripts have 65 % or more."),
    "entropy": ("Evenness", "How evenly the labels share the words: 0 (one has all) to 1."),
    "false_stops": ("False full stops", "Changes of speaker behind a full stop that cannot be one. None is healthy."),
    "labels": ("Speakers", "Labels in the transcript."),
    "longest_turn": ("Longest turn", "In words. A very long turn may hide someone else's words."),
    "seams": ("Changes of speaker", "Places where one label follows another."),
    "turns": ("Turns", "Stretches of speech under one label."),
    "words": ("Words", "They never change."),
}
_SHARES = ("clean_changes", "false_stops")


def _told(name: str, value: object) -> str:
    if name in _SHARES and isinstance(value, int | float):
        return f"{value:.0%}"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else words(str(value))
