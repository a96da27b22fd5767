"""What is to be expected within a horizon, and how good such expectations have been."""
