"""Pure judgement: facts, conditions, findings, score and gate. No files, clocks or network (floor 3)."""
