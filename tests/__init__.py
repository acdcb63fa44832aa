"""Tests of the whole: architecture and scenarios."""
