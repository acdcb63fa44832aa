"""Gives the writing of records its watch over duplicates."""

from payvand.duplicates.suspicion import Watch
from payvand.kernel.records import provide_watch

provide_watch(Watch())
