"""What may happen in sales, in the past tense; a module for each thing."""

from payvand.sales.facts import contract as contract
from payvand.sales.facts import lead as lead
from payvand.sales.facts import opportunity as opportunity
from payvand.sales.facts import quote as quote
from payvand.sales.facts import seller as seller
from payvand.sales.facts import target as target
