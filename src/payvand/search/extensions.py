"""Gives the lists below their search engine."""

from payvand.kernel.query import provide_search
from payvand.search.lists import Engine

provide_search(Engine())
