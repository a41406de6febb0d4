"""Linguistic cues: what the words around a place say about who is speaking. `table.CUES` lists them all."""
