"""Actors: who they are, what they are called where and when, and how names find them."""
