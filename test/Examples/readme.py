# The commands in the README print what it says.
#
# RUN: %python %s %rint_src_root

import sys

import page_commands

page_commands.check(sys.argv[1], "README.md")
