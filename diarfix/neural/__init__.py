"""The bundled boundary model: how likely the speaker changes between two words, by the words alone."""

from diarfix.neural.model import BoundaryModel, Logits, bundled_model, load_model

__all__ = ["BoundaryModel", "Logits", "bundled_model", "load_model"]
