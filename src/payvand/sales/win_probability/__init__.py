"""The probability that a deal is won, learned from own closed deals: transparent, tested on later deals, explained.

`samples` says what was known of a deal at which time, `learning` fits and tests, `prediction` estimates and explains.
Nothing here writes; the commands do.
"""
