"""What the contract suite cannot know of series of numbers."""

from payvand.kernel.testing.contract import UNIQUE

# There is one series for each sort of document and year.
UNIQUE["sales.numberseries"] = {"fiscal_year": "%d"}
