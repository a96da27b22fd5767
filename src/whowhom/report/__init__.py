"""Answers made readable."""
