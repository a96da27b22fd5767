"""The case as known at an as_of."""
