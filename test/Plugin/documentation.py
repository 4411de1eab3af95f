# The commands of the page on the plugin print what it says.
#
# RUN: %python %s %rint_src_root %rint_plugin

import sys

import page_commands

root, plugin = sys.argv[1:]
page_commands.check(root, "docs/embedding.md", {"build/lib/RintPlugin.so": plugin})
