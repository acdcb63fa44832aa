"""The verbs of the command line, one a module; cli.py lists them."""
