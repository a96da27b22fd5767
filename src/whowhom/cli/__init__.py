"""The command line: one door over Case."""
