"""How people meet what sales keeps; a module for each area."""

from payvand.sales.objects import call_list as call_list
from payvand.sales.objects import contract as contract
from payvand.sales.objects import invoice as invoice
from payvand.sales.objects import lead as lead
from payvand.sales.objects import lead_rules as lead_rules
from payvand.sales.objects import number_series as number_series
from payvand.sales.objects import opportunity as opportunity
from payvand.sales.objects import opportunity_line as opportunity_line
from payvand.sales.objects import order as order
from payvand.sales.objects import pipeline as pipeline
from payvand.sales.objects import quote as quote
from payvand.sales.objects import receipt as receipt
from payvand.sales.objects import seller as seller
from payvand.sales.objects import stage_change as stage_change
from payvand.sales.objects import suggestion as suggestion
from payvand.sales.objects import target as target
