"""One search over everything, fed by facts and by the bulk path."""
