"""Reading: a report becomes records that can be checked, each with its exact words."""
