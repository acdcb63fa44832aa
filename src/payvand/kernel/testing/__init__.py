"""What tests of every app share: the named world and the contract suite."""
