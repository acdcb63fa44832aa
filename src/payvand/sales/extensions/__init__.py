"""What sales adds to pages of records; a module for each area."""

from payvand.sales.extensions import activities as activities
from payvand.sales.extensions import forecast as forecast
from payvand.sales.extensions import lead as lead
from payvand.sales.extensions import opportunity as opportunity
from payvand.sales.extensions import quote as quote
from payvand.sales.extensions import receivables as receivables
from payvand.sales.extensions import seller as seller
from payvand.sales.extensions import suggestion as suggestion
