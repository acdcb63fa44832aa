"""Commands of `payvand manage` that sales brings."""
