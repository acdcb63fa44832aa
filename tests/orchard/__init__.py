"""A small app of one Object, as a developer would add it: the tests look at whether being described is enough."""
