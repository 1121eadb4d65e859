"""What things are: frozen pydantic types without I/O or judgement (floor 1)."""
