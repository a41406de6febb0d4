"""Ten invented episodes of a show about small trades, three of them as a diarizer might have cut them.

A fault puts the last words of a turn under the next speaker's label, or its first ones under the label before.
"""

from __future__ import annotations

from dataclasses import dataclass

HOST = "Nell Arkwright"

SHOWS = (
    ("Tomas Bell", "bell ringer", "the tower", "ropes", "my uncle", "a wet Sunday"),
    ("Ida Farrow", "hedge layer", "the long field", "billhooks", "my grandmother", "a frosty morning"),
    ("Osric Penn", "sign painter", "the yard", "brushes", "an old neighbour", "the first of May"),
    ("Greta Moss", "cheese maker", "the dairy", "moulds", "my first boss", "a heat wave"),
    ("Ravi Sand", "clock mender", "the back room", "springs", "my father", "the night of the fair"),
    ("Lotte Brim", "ferry pilot", "the landing", "charts", "a cousin of mine", "the week of the storm"),
    ("Amos Reed", "basket weaver", "the willow bed", "knives", "the man next door", "a cold spring"),
    ("Wilma Tarn", "book binder", "the cellar", "needles", "a school friend", "the year of the flood"),
    ("Piet Lamb", "salt raker", "the pans", "wooden rakes", "my mother", "the longest day"),
    ("Sunniva Oak", "organ tuner", "the loft", "tuning knives", "a retired priest", "Christmas week"),
)

TALK = (
    (HOST, "Welcome back to Small Trades. I am {host}, and today I am sitting in {place} with {guest}, who has been a "
           "{trade} for twenty years. {first}, it is good to see you."),
    ("", "Thank you for having me, {host_first}. It is not often that anybody wants to come up here."),
    (HOST, "Let us begin at the beginning. How does one become a {trade}? Was there a school for it?"),
    ("", "No, there was no school. I learned it from {teacher}, who let me carry the {tools} for two years before I "
         "was allowed to touch anything. I was a slow learner, and I asked too many questions."),
    (HOST, "And what was the first thing that you did on your own?"),
    ("", "I made a mess of it. It was {day}, nobody else could come, and I thought that I knew how it all worked. By "
         "noon I had broken half of the {tools} and had to walk home in the rain."),
    (HOST, "What did they say to you when you came home?"),
    ("", "They laughed for a week. But after that I was shown how it is really done, so it was worth it in the end."),
    (HOST, "I noticed that you keep the {tools} wrapped in cloth. Is that something everybody does, or is it only "
           "you?"),
    ("", "Everybody has a way of doing it. Mine is to wrap them while they are still warm, because the damp gets into "
         "everything at this time of the year."),
    (HOST, "Do you have somebody who will take over when you stop?"),
    ("", "I have two young people who come on Saturdays. One of them is better than I was at that age, and I tell her "
         "so, although not too often."),
    (HOST, "That is a lovely place to end. {first}, thank you for showing us {place}."),
    ("", "You are very welcome. Mind your head on the way out."),
)


@dataclass(frozen=True)
class Episode:
    """Turns of `(speaker, text)`; the file's name says its format."""

    name: str
    turns: tuple[tuple[str, str], ...]

    def written(self) -> str:
        """The file's text: label lines, Markdown, or WebVTT with eight seconds a turn."""
        if self.name.endswith(".md"):
            return "\n\n".join(f"**{speaker}:** {text}" for speaker, text in self.turns) + "\n"
        if self.name.endswith(".vtt"):
            cues = [
                f"{_clock(8 * at)} --> {_clock(8 * at + 8)}\n<v {speaker}>{text}"
                for at, (speaker, text) in enumerate(self.turns)
            ]
            return "\n\n".join(["WEBVTT", *cues]) + "\n"
        return "".join(f"{speaker}: {text}\n" for speaker, text in self.turns)

    def line(self, turn: int) -> int:
        """The line, from 1, on which a turn's words stand."""
        return {".md": 2 * turn + 1, "vtt": 3 * turn + 4, "txt": turn + 1}[self.name[-3:]]

    def leaked(self, turn: int, words: int) -> Episode:
        """With the last words of a turn put in front of the next one."""
        (speaker, text), (other, after) = self.turns[turn], self.turns[turn + 1]
        said = text.split()
        changed = ((speaker, " ".join(said[:-words])), (other, " ".join([*said[-words:], after])))
        return Episode(self.name, (*self.turns[:turn], *changed, *self.turns[turn + 2 :]))

    def early(self, turn: int, words: int) -> Episode:
        """With the first words of the turn after this one put at its end."""
        (speaker, text), (other, after) = self.turns[turn], self.turns[turn + 1]
        said = after.split()
        changed = ((speaker, " ".join([text, *said[:words]])), (other, " ".join(said[words:])))
        return Episode(self.name, (*self.turns[:turn], *changed, *self.turns[turn + 2 :]))


def episodes() -> tuple[Episode, ...]:
    """All ten, as they were spoken."""
    made = []
    for number, (guest, trade, place, tools, teacher, day) in enumerate(SHOWS, 1):
        slots = {"host": HOST, "host_first": HOST.split()[0], "guest": guest, "first": guest.split()[0], "trade": trade,
                 "place": place, "tools": tools, "teacher": teacher, "day": day}
        turns = tuple((speaker or guest, text.format(**slots)) for speaker, text in TALK)
        made.append(Episode(f"ep{number:02d}.{('txt', 'md', 'vtt')[number % 3]}", turns))
    return tuple(made)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000"
