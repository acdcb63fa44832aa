"""The numbers of selling, each defined once; a module for each subject."""

from payvand.sales.measures import dashboard as dashboard
from payvand.sales.measures import lead as lead
from payvand.sales.measures import opportunity as opportunity
from payvand.sales.measures import opportunity_line as opportunity_line
from payvand.sales.measures import stage_change as stage_change
