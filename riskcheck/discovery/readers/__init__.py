"""One module per surface: a file to the model uses it states.

Every reader is `read(file: SourceFile, clues: Clues) -> Iterator[Detection]`. It parses structure wherever a parser
exists, and never fails: what it cannot parse it raises as `Unreadable`, which the walk turns into a warning.
"""
