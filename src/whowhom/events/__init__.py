"""Events: one frozen set of columns, and the checks that rows pass on the way in."""
