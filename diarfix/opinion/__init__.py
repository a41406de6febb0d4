"""A second opinion on disputed words, from a language model that the user names; off unless asked for.

    Options(consult=SecondOpinion("openai:http://127.0.0.1:8080/v1#some-model"))
"""

from diarfix.opinion.cache import user_folder
from diarfix.opinion.consult import SecondOpinion
from diarfix.opinion.weight import Weight

__all__ = ["SecondOpinion", "Weight", "user_folder"]
