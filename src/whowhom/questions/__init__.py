"""Verbs: (snapshot, arguments) -> answer."""
