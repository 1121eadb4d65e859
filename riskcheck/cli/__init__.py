"""The command line: parse, call, render, exit (floor 5). The only place that prints, reads the clock or exits."""
