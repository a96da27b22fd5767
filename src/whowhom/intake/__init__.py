"""Intake: reports into the case, what a reviewer decides of them, and what follows from that."""
