"""`python -m payvand VERB`: the same command line as `./payvand VERB`."""

import sys

from payvand.project.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
