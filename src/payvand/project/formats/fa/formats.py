"""How Django itself reads and writes plain numbers and days in Persian; kinds do it for everything of ours."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 6
# Never month before day: 01/02/2025 must not silently become the second of January.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
