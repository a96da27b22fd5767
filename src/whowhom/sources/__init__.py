"""One file per dataset: bytes in, Events out."""
