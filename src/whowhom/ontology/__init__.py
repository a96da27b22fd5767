"""Tables and small lookups: what acts are called, what they score, and how sure words are."""
