"""Names of a candidate's statistics, readable without loading the compiler.

The kernels keep their own copy, since numba does not notice changes in other files; a test holds
the two equal.
"""

INERTIA, ESCALATION, RECIPROCITY, STANDING, ATTENTION, POPULARITY = 0, 5, 10, 15, 20, 25
PATH_SLOW, PATH_FAST, AFFINITY, CLOSENESS = 30, 31, 32, 33
RECENCY, ACT_AGE, TIE_AGE, LAST_DAY = 34, 35, 36, 37
TIE_LIFT, PATH_LIFT, SLOW_TIE_LIFT, CLOSE_ATTENTION = 38, 39, 40, 41
AFFINE_ATTENTION, ESCALATION_ATTENTION, TIE_ESCALATION = 42, 43, 44
N_STATISTICS = 45
N_FACTS = 4
FAST, MIDDLE, SLOW, SLOWEST = 1, 2, 3, 4
