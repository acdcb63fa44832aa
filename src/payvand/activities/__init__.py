"""Activities: what is to be done, with whom and when; calls, meetings, visits, and what came of them."""
