"""An invented call whose diarizer heard one voice for all who ask, and one for two who answer."""

from __future__ import annotations

from tests.conftest import Pairs

CALL: Pairs = (
    (
        "Speaker 0",
        "Good afternoon, and welcome to the Kestrel third quarter earnings conference call. At this time, all "
        "participants are in a listen-only mode. Please be advised that this call is being recorded. I would now like "
        "to turn the conference over to Dana Hale, head of investor relations. Please go ahead.",
    ),
    (
        "Speaker 1",
        "Thank you, operator, and good afternoon, everyone. Some of what you will hear today is forward-looking, and "
        "actual results may differ from what we expect now. We also use figures that do not follow the usual rules, "
        "and the release explains each of them. With that, I'll turn the call over to Marcus Oye.",
    ),
    (
        "Speaker 2",
        "Thank you, Dana, and thanks to all of you for joining us. We had a good quarter. Revenue was 188 million, up "
        "9 percent from last year, and that was a bit ahead of our guidance. We shipped more units than in any third "
        "quarter before, and our service business grew faster than we had planned. Our teams did well in a hot summer. "
        "With that, I'll turn it over to Helen Brandt for the numbers. Thanks, Marcus, and good afternoon, everybody. "
        "Equipment was 151 million, up 6 percent. Services came in at 37 million, and we expect that to go on. Our "
        "margin was 31 percent, up 80 basis points, and we ended the quarter with net debt of 96 million. With that, "
        "operator, we are ready to take your questions.",
    ),
    (
        "Speaker 0",
        "Thank you. As a reminder, to ask a question, please press star one on your telephone. Our first question "
        "comes from the line of Priya Nand with Coldwater Securities. Your line is open.",
    ),
    (
        "Speaker 3",
        "Hi, good afternoon, and congratulations on the quarter. I wanted to ask about the service business. How much "
        "of that is customers choosing it, and how should we think about next year?",
    ),
    (
        "Speaker 2",
        "Thanks for the question, Priya. We see two things there. On the larger units we do include the first year, "
        "and on the smaller ones our customers choose it, and we expect that share to grow. Okay, that's helpful. And "
        "then just a quick follow-up, could you tell us what the freight cost you? Sure. Our freight was about half a "
        "point of margin, and we think it will come down as we move along.",
    ),
    ("Speaker 3", "Got it. That's helpful. Thank you."),
    (
        "Speaker 0",
        "Thank you. Our next question comes from the line of Tom Acker with Fenwick Lane. Please go ahead.",
    ),
    (
        "Speaker 3",
        "Good afternoon. Thanks for taking my question. I was wondering if you could talk about the second supplier. "
        "When do you expect it to be ready?",
    ),
    (
        "Speaker 2",
        "Yeah, thanks, Tom. We have qualified them, and we expect them to be about a quarter of our volume by summer. "
        "Our own tests went well, and we have been happy with what they shipped.",
    ),
    ("Speaker 3", "Great. Thank you very much."),
    (
        "Speaker 0",
        "Thank you. I'm showing no further questions at this time. I would now like to turn the call back over to "
        "Marcus Oye for closing remarks.",
    ),
    ("Speaker 2", "Thank you, operator. We had a record quarter, and we thank our people. Have a good evening."),
    ("Speaker 0", "This concludes today's conference call. Thank you for participating. You may now disconnect."),
)
