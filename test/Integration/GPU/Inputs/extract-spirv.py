"""Prints the spirv.module of a module that is printed in full."""

import sys

inside = False
for line in open(sys.argv[1]):
    inside = inside or line.startswith("    spirv.module")
    if inside:
        sys.stdout.write(line)
    if line.startswith("    }"):
        inside = False
