"""What the values of a configuration mean, whatever format they stand in."""
