"""From a repository to the model uses in it (floor 3)."""
