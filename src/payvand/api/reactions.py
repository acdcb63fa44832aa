"""What the API does by the clock."""

from payvand.api.models import forget_old_requests
from payvand.kernel.jobs import every


@every(minute="41", hour="2")
def forget() -> None:
    """Once a night: keys of requests are remembered for a week."""
    forget_old_requests()
