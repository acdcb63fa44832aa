"""Tests of the culture layer: each trap of the region is one of them."""
