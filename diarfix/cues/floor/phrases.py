"""How people take and give the floor: patterns over plain words (lower case, no outer marks, single spaces)."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")


QUEUE = _any(
    r"questions?(?: \S+){0,4}? from(?: the)?(?: lines?(?: off?)?)?",
    r"questions?(?: \S+){0,3}? (?:done|asked|made|posed|raised|given) by",
    r"(?:from|to) (?:the )?line of",
    r"(?:we'll|we will|we|i'll|let's)(?: \S+){0,3}? (?:go|move)(?: \S+){0,3}? (?:next|first|now|back) to",
    r"(?:we'll|we will|let's) (?:now )?(?:go|move)(?: \S+){0,2} to(?: the line of)?",
    r"(?:follow up|follow-up|call|caller) from(?: the line of)?",
    r"(?:we'll|we will) (?:now |next )?(?:hear from|take)",
    r"(?:next|first) (?:up|caller|on the line)(?: \S+)? (?:is|we have)",
)
"""Who asks next, before the name."""

ASKS = _any("questions?", "line of", "follow up", "follow-up", "next", "first", "caller")
"""What an announcement of a question cannot do without."""

GO_AHEAD = _any(
    r"(?:please )?go ahead",
    r"go ahead please",
    r"(?:you may|please) (?:proceed|begin|speak)",
    r"you may (?:now )?(?:begin|ask your question|go ahead)",
    r"(?:your |a |mine |the )?lines?(?: is|'s)?(?: now)? (?:open|live|life)",
    r"(?:the )?floor is yours",
    r"you (?:have|ahead)(?: the floor)?",
    r"state your (?:name|question)",
    r"you're (?:on|live)(?: the air)?",
)
"""The words with which the floor is given."""

GREETS = _any(
    r"good (?:morning|afternoon|evening|day)", r"hi", r"hey", r"hello", r"thanks?", r"thank you", r"congrat\w*",
    r"morning", r"afternoon", r"evening", r"yes", r"yeah", r"great", r"okay",
)
"""How someone who is let in begins."""

HANDS = re.compile(
    r"\b(?<!other )(?:turn|turning|hand|handing|pass|passing|give|giving|take|bring|transfer|transferring|handle|switch"
    r"|toss|throw|kick|go)\b(?: \S+){0,6}? (?:over|ever|back|callback)\b"
    r"(?: (?:over|back|to|toe|two|the|it|now|on|off))*"
    r"|\b(?:like|pleased|pleasure|time|honou?r) to (?:now )?"
    r"(?:introduce|welcome|hand over to|pass (?:it |the floor )?to)\b"
    r"|\b(?:pass|hand)(?:ing)? (?:it|the (?:call|floor|word|mic)) (?:on )?to\b"
    r"|\b(?<!i'm )(?<!i am )(?<!this is )your (?:speaker|host|presenter)(?: for)?(?: \S+){0,3}?(?: is)?\b"
)
"""Who speaks next, before the name."""

LATER = _any("then", "later", "after", "afterwards", "following", "before")
"""A hand-over that is only planned."""

FLOOR = re.compile(
    r"\b(?:calls?|conference|floor|presentation|program(?:me)?|meeting|it|things|mic(?:rophone)?|word|callback|introduce"
    r"|welcome|host|speaker|presenter|color|course|time|(?:over|back)(?: \S+)? to|over|ever)\b"
)
"""What is handed over."""

OPENS = _any(
    r"open (?:it|the|up|this|us|for)(?: \S+){0,4}? (?:questions?|q)",
    r"(?:now|then|to|and) open (?:for|to) questions?",
    r"(?:now|happy to|ready to|glad to) take (?:your|any|some)? ?questions?",
    r"(?:ready|open|call) (?:for|to) (?:your )?questions?",
    r"open(?: \S+){0,3} (?:lines?|line up|lineup|call)",
    r"(?:to|over to) the operator",
)
"""The floor goes to whoever runs the questions."""

BOILERPLATE = _any(
    r"listen[- ]only", r"listen on\S*", r"press(?:ing)?(?: the)? (?:star|start|pound|zero|one|1)",
    r"star (?:then |than |and )?(?:one|1|zero)", r"touch ?tone", "telephone keypad",
    r"(?:conference|call) is being (?:recorded|webcast)", "being recorded", "question and answer session",
    "questioning answer session", "standing by", "stand by", "disconnect", r"conference (?:has )?(?:now )?concluded?",
    r"concludes (?:today's|the|our|this)", "ladies and gentlemen", "in the queue", "pound key", "hash key",
    "no further questions", "no additional questions", "compile the", "poll for questions", "assemble our roster",
    "speaker ?phone", "pick up your handset", "at this time all participants", "for participating",
    "conference specialist", "operator assistance", "remove yourself", "withdraw your question", "your lines?",
)
"""What the operator of a call says."""

THANKS = re.compile(
    r"^(?:uh |um |okay |ok |great |all right |alright |yes |yeah |perfect )*(?:thank you|thanks)\b"
    r"(?: very much| so much| a lot| again)?"
)
"""Thanks at the start of a sentence."""

BACK = _any("back", "callback", "return", "closing")
"""The floor returns to someone who had it."""


TAKES = re.compile(
    r"\b(?:thank you|thanks)(?: very much| so much)?((?: (?!for|you|and|everyone|operator|all)\S+){1,2})(?: and)?"
    r" (?:good (?:morning|afternoon|evening|day)|hello|hi)\b"
)
"""Someone who was handed the floor takes it: "Thank you, Mark, and good morning, everyone."."""

FILLERS = frozenset("yeah yes okay ok right sure so well uh um mhm thank thanks good great now".split())
"""Capitalised at a sentence's start, and no names."""

NO_ONE = frozenset(
    ("question", "questions", "your question", "our next question", "next question", "follow up", "follow-up",
     "another question", "our next", "first question", "last question", "one more question", "audience",
     "our first question", "our final question", "time", "line")
)
"""What stands where a name could, and is none."""

CLOSES = _any(
    r"(?:closing|concluding|final|further|additional|ending) (?:remarks?|comments?|thoughts?|statements?|three|words)",
    r"(?:back|over) to (?:the )?(?:management|speakers?|presenters?|company|team|hosts?)",
)
"""A hand-over after the last question."""

TURNS_UP = _any("thank you", "thanks", "things", "good (?:morning|afternoon|evening)")
"""Where a recogniser has put no mark between a hand-over and the thanks for it."""
