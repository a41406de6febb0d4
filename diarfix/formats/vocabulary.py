"""Words that tell names from sentences and labels from metadata. All in lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INNER_SMALL = _words(
    "van von der den de del della di da dos das du la le el al bin ibn ter ten of the and und from for at"
)
"""Small words inside a name."""

OPENERS = _words(
    """a also an and another are as because but by can do does example exactly fact finally first for fourth from guess
    he her here hey his how however i if imagine in is it its last let like listen look maybe meaning my next no not now
    of oh ok okay on one or our plus point quick reason remember right second see she so some spoiler step such thank
    that the their then there these they thing things third this those three to trick truth two was we well what when
    where whether which who why with yeah yes you your"""
)
"""Words that begin sentences far more often than labels."""

METADATA = _words(
    """podcast podcasts episode episodes date dates quote quotes topic topics slides location title subtitle link links
    url urls website web source sources duration length published publisher authors tag tags category categories
    summary description timestamp timestamps chapter chapters notes transcript transcription recorded sponsor sponsors
    video audio speakers participants attendees presenters hosts guests panelists featuring references reference
    resources note overview takeaway takeaways intro outro break media music language season series show network
    copyright license contact email twitter youtube spotify subscribe keywords agenda subject venue time background
    highlights conclusion introduction disclaimer credits shownotes advertisement"""
)
"""Keys of front matter and show notes; before a colon they are never a speaker."""

METADATA_PHRASE = "|".join((
    r"(?:episode|show|key|notable|main|memorable|podcast|guest|host|transcript|audio|video|release|live|air|recording"
    r"|publish|published|related|useful|further|top|episode's|discussion|important|listener|closing|opening)\s+"
    r"(?:summary|streams?|show ?notes|titles?|numbers?|overview|notes?|points?|quotes?|topics?|takeaways?|insights?"
    r"|themes?|by|dates?|links?|bio|names?|info|highlights?|moments?|timestamps?|segments?|reading|resources|lessons?)",
    r"(?:about|mentioned in|in) (?:this|the) (?:episode|guest|host|show|podcast)",
    r"show ?notes",
    r"transcri(?:bed|pt) by",
    r"(?:time ?stamps?|table of contents)(?: .{0,30})?",
))
"""The same in two words or more, as a regular expression."""

ROLES = _words(
    "host guest co-host cohost speaker moderator presenter interviewer interviewee panelist author producer by"
)
"""Words that head a line of metadata as often as a turn."""
