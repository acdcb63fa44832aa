"""Finding records that are one and the same: rules, keys that bring pairs together, learned weights, a queue."""
