"""Files from their publishers: the only room of the package that uses the network."""
