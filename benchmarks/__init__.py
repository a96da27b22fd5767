"""Speed: seconds and memory of the slowest things a user does, against their targets.

Run one with ``python -m benchmarks.NAME --json OUT`` from the root of the repository: `ged`,
`quadruples` or `answers`. Data are made with a seed; each measured step is a process of its own.
"""
