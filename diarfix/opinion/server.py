"""Models behind an OpenAI-compatible server: llama.cpp, Ollama, vLLM, LM Studio and the like.

`openai:` asks instructed models as a chat (https://platform.openai.com/docs/api-reference/chat), `completion:` lets
base models go on with a text (https://platform.openai.com/docs/api-reference/completions).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from diarfix.errors import DiarfixError
from diarfix.opinion.connection import Address, find_address
from diarfix.opinion.record import Answer, Prompt

TOKENS = 4
"""Tokens that may be answered: white space may stand before the letter."""

LISTED = 20
"""Alternatives asked for: the most that the interface allows."""

LEAST = 0.1
"""The least chance that the two letters must have together; with less, the model wants to say something else."""

Token = tuple[str, tuple[tuple[str, float], ...]]
"""A token of an answer and the alternatives to it, each with its log-probability."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """An instructed model."""

    address: Address
    name: str

    @property
    def identity(self) -> str:
        """See `Model`."""
        return f"openai:{self.address.base}#{self.name}"

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        settings = {"max_tokens": TOKENS, "temperature": 0, "seed": 0, "logprobs": True, "top_logprobs": LISTED}
        body = {"model": self.name, "messages": _messages(prompt), **settings}
        choice = _choice(self.address.post("/chat/completions", body), self.address)
        message = choice.get("message")
        said = message.get("content") if isinstance(message, dict) else None
        return read_answer(said, _tokens(choice), prompt.letters)


@dataclass(frozen=True, slots=True)
class TextModel:
    """A base model, or an instructed one that is given a text to complete."""

    address: Address
    name: str

    @property
    def identity(self) -> str:
        """See `Model`."""
        return f"completion:{self.address.base}#{self.name}"

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        settings = {"max_tokens": TOKENS, "temperature": 0, "seed": 0, "logprobs": LISTED}
        body = {"model": self.name, "prompt": prompt.text, **settings}
        choice = _choice(self.address.post("/completions", body), self.address)
        return read_answer(choice.get("text"), _tokens(choice), prompt.letters)


def open_chat(target: str, allow_remote: bool) -> ChatModel:
    """The chat model of `URL#MODEL`. Raises E702, E703."""
    return ChatModel(*find_address(target, allow_remote))


def open_text(target: str, allow_remote: bool) -> TextModel:
    """The text model of `URL#MODEL`. Raises E702, E703."""
    return TextModel(*find_address(target, allow_remote))


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    messages = [{"role": "system", "content": prompt.instruction}]
    for asked, answer in prompt.examples:
        messages += [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]
    return [*messages, {"role": "user", "content": prompt.question}]


def read_answer(said: object, tokens: Sequence[Token], letters: tuple[str, str]) -> Answer | None:
    """The answer in what was said; None where neither letter is it.

    Among the alternatives to the first token that is not blank, the letters' chances are compared; a letter that
    is not listed is taken to be as likely as the least likely one listed.

    >>> read_answer("A", [("A", (("A", -0.2), (" A", -4.0), ("B", -2.0)))], ("B", "A"))
    Answer(kind='logit', value=1.822)
    >>> read_answer(" B.", [], ("A", "B")), read_answer("I cannot say.", [], ("A", "B"))
    (Answer(kind='choice', value=1.0), None)
    """
    for token, alternatives in tokens:
        if token.strip() and alternatives:
            return _weighed(alternatives, letters)
    letter = bare(said) if isinstance(said, str) else ""
    return Answer("choice", 1.0 if letter == letters[1] else -1.0) if letter in letters else None


def _weighed(listed: Sequence[tuple[str, float]], letters: tuple[str, str]) -> Answer | None:
    chances = [sum(math.exp(chance) for text, chance in listed if bare(text) == letter) for letter in letters]
    if sum(chances) < LEAST:
        return None
    least = math.exp(min(chance for _, chance in listed))
    old, new = (math.log(max(chance or least, 1e-9)) for chance in chances)
    return Answer("logit", round(new - old, 3))


def bare(text: str) -> str:
    """A token or short text without the white space and marks around it.

    >>> bare(" **B**."), bare("A)"), bare("Both")
    ('B', 'A', 'Both')
    """
    return text.strip(" \t\r\n*\"'`.():[]")


def _choice(data: Any, address: Address) -> dict[str, Any]:
    try:
        choice = data["choices"][0]
    except (KeyError, IndexError, TypeError):
        choice = None
    if not isinstance(choice, dict):
        what = f"{address.base} answers, but not as a language model's server does"
        raise DiarfixError("E701", what, "give the address that ends before /chat/completions, mostly in /v1")
    return choice


def _tokens(choice: dict[str, Any]) -> list[Token]:
    """The tokens with their alternatives, in either form that servers give; none where there is no readable one.

    {"content": [{"token", "top_logprobs": [{"token", "logprob"}]}]}  or  {"tokens", "top_logprobs": [{token: logprob}]}
    """
    found = choice.get("logprobs")
    try:
        if not isinstance(found, dict):
            return []
        if found.get("content") is not None:
            return [(str(item["token"]), _pairs(item.get("top_logprobs"))) for item in found["content"]]
        return [
            (str(token), _pairs([{"token": text, "logprob": chance} for text, chance in (top or {}).items()]))
            for token, top in zip(found.get("tokens") or (), found.get("top_logprobs") or (), strict=False)
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        return []


def _pairs(items: Any) -> tuple[tuple[str, float], ...]:
    """Log-probabilities are at most 0; what is not is left out."""
    pairs = [(str(item["token"]), float(item["logprob"])) for item in items or ()]
    return tuple((text, chance) for text, chance in pairs if chance <= 1e-6)
