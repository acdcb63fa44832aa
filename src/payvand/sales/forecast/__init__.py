"""The forecast, worked out: whose it is, the sums of each period, and what changed since another day."""
