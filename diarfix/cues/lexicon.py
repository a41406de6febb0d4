"""Word lists the cues read. All entries are plain (lower case, no outer marks)."""

from __future__ import annotations

BACKCHANNELS = frozenset(
    """absolutely ah alright amen awesome bye cheers cool correct definitely exactly excellent fantastic fine good
    gotcha great haha hello hey hi hmm hm huh indeed interesting lovely mhm mm mm-hmm nice no nope nah oh ok okay
    perfect precisely really right sure thanks totally true uh uh-huh um well wow yeah yep yes yup""".split()
)
"""Words that make up a listener's short reply when nothing else stands in it."""

BACKCHANNEL_PHRASES = frozenset(
    (
        "all right",
        "bye bye",
        "fair enough",
        "go ahead",
        "go on",
        "good point",
        "got it",
        "i see",
        "makes sense",
        "not bad",
        "of course",
        "sounds good",
        "thank you",
        "that makes sense",
        "that's right",
        "that's true",
        "there you go",
        "you bet",
    )
)
"""Short replies of several words."""

ANSWERS = frozenset(
    """absolutely correct definitely exactly indeed maybe nah no nope not nothing precisely probably right sure yeah yep
    yes yup""".split()
)
"""Words that open the answer to a question."""

ACKNOWLEDGEMENTS = frozenset("ah alright cool gotcha great hmm nice oh ok okay right so well wow yeah".split())
"""Words with which someone takes in what another has just said."""

CONNECTIVES = frozenset(
    """although and as because but if or since so than that then though unless until when where whereas which while who
    whose""".split()
)
"""Words that go on with a sentence."""

DANGLING = frozenset(
    """a an the my your his her its our their this these every each some any no of to and but or nor with from into onto
    upon because if unless whether while although than very more most such quite rather i'm you're we're they're he's
    she's i've we've you've they've is are was were am be been being has have had will would can could should may might
    must shall do does did gonna wanna i we they he she what's who's there's""".split()
)
"""Words after which a sentence hardly ever ends, whatever mark stands there."""

HARD_DANGLING = frozenset(
    """a an the my your his our their its every of and but or from into onto because if whether than i'm you're we're
    they're""".split()
)
"""Words that end a sentence only where it is cut."""

WEAK_DANGLING = frozenset(
    "about after at before by for in on over through under as so like that which who what it's that's".split()
)
"""Words after which a sentence seldom ends; they count only with a second sign."""

QUESTION_STARTS = frozenset(
    """am are can could did do does has have how is may shall should was were what what's when where where's which who
    who's whose why will would""".split()
)

WELCOMES = (
    "you bet",
    "you're welcome",
    "my pleasure",
    "pleasure",
    "of course",
    "don't mention it",
    "anytime",
    "thanks for having me",
    "thank you for having me",
)
"""How replies to thanks begin."""
