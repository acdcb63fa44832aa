"""Pages of sales that the generic ones do not cover."""
