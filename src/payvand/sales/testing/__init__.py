"""Typed factories of what sales keeps, for tests, and what the contract suite cannot know; a module for each area."""

from payvand.sales.testing import document as document
from payvand.sales.testing import lead as lead
from payvand.sales.testing import number_series as number_series
from payvand.sales.testing import opportunity as opportunity
from payvand.sales.testing import receivables as receivables
from payvand.sales.testing import seller as seller
from payvand.sales.testing import target as target
