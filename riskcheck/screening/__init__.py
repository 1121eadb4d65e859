"""Official lists and the screening of names against them (floor 2)."""
