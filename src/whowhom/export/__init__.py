"""Tables and networks for other tools, each with a codebook of what it holds."""
