# The commands of the page on many processes print what it says.
#
# RUN: %python %s %rint_src_root

import sys

import page_commands

page_commands.check(sys.argv[1], "docs/distributed.md")
