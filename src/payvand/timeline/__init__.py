"""What happened, in the order in which it happened: the first reader of facts."""
