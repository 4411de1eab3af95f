# The pictures of --explain show what the program computes: the lower tensor of
# each has the elements of the result, and each element the colour of its source.
#
# RUN: %python %s

import re

from runner import Scratch

MODULE = """func.func @main(%x: tensor<3xf32>, %n: tensor<3xi64>, %m: tensor<2x3xi32>,
                %two: tensor<2xi8>, %k: index) -> (
    tensor<?xf32>, tensor<?x3xi32>, tensor<2x?xi32>, tensor<?xi64>,
    tensor<2x6xf32>, tensor<12xi32>, tensor<12xi32>, tensor<?xf32>) {
  %r = rint.repeat_interleave %x repeats(%n : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %rows = rint.repeat_interleave %m repeats(%two : tensor<2xi8>) dim(0) : tensor<2x3xi32> -> tensor<?x3xi32>
  %columns = rint.repeat_interleave %m repeats(%k : index) dim(-1) : tensor<2x3xi32> -> tensor<2x?xi32>
  %i = rint.repeat_indices repeats(%n : tensor<3xi64>) : tensor<?xi64>
  %t = rint.repeat %x counts(2, 2) : tensor<3xf32> -> tensor<2x6xf32>
  %flat = rint.repeat_interleave %m repeats(2) : tensor<2x3xi32> -> tensor<12xi32>
  %o = rint.offsets repeats(%n : tensor<3xi64>) : tensor<4xindex>
  %f = rint.repeat %flat counts(1) : tensor<12xi32> -> tensor<12xi32>
  %p = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %r, %rows, %columns, %i, %t, %flat, %f, %p
      : tensor<?xf32>, tensor<?x3xi32>, tensor<2x?xi32>, tensor<?xi64>,
        tensor<2x6xf32>, tensor<12xi32>, tensor<12xi32>, tensor<?xf32>
}
"""
INPUTS = [
    "--strategy=loops",
    "--input=3xf32=[1.5, 20, 30]",
    "--input=3xi64=[2, 0, 1]",
    "--input=2x3xi32=iota",
    "--input=2xi8=[1, 2]",
    "--input=index=2",
]
scratch = Scratch(MODULE)
printed = scratch.run(*INPUTS).stdout
scratch.expect(printed, *INPUTS, "--explain=page.html")
with open(scratch.path("page.html"), encoding="utf-8") as file:
    page = file.read()

captions = re.findall(r"<figcaption>What goes where: <code>(\S+) = (\S+)</code>", page)
assert captions == [
    ("%r", "rint.repeat_interleave"),
    ("%rows", "rint.repeat_interleave"),
    ("%columns", "rint.repeat_interleave"),
    ("%i", "rint.repeat_indices"),
    ("%t", "rint.repeat"),
    ("%flat", "rint.repeat_interleave"),
    ("%f", "rint.repeat"),
    ("%p", "rint.repeat_interleave"),
], captions

SOURCES = [3, 6, 6, 3, 3, 6, 12, 3]
pictures = re.findall(r"<svg.*?</svg>", page, re.S)
assert len(pictures) == len(SOURCES)
for picture, line, source in zip(pictures, printed.splitlines(), SOURCES):
    wanted = re.findall(r"[\w.]+", line.split("=")[1])
    cells = re.findall(
        r'<rect x=(\d+) y=(\d+) [^>]*?--h:(\d+)"[^>]*/><text [^>]*>([^<]*)</text>',
        picture,
    )
    texts = [cell[3] for cell in cells]
    assert texts[source:] == wanted, (texts, wanted)
    # A slice and its copies have one colour, and each slice has its own.
    if source < 12:
        colours = {text: hue for _, _, hue, text in cells}
        assert all(colours[text] == hue for _, _, hue, text in cells), cells
    # Cells do not overlap and are inside of the picture.
    places = [(int(x), int(y)) for x, y, _, _ in cells]
    assert len(set(places)) == len(places), places
    width, height = map(int, re.search(r"width=(\d+) height=(\d+)>", picture).groups())
    assert all(x + 34 <= width and y + 26 <= height for x, y in places)

# A slice that is left out is drawn so: one in %r, %i and %p each.
assert [picture.count('class="gone"') for picture in pictures] == [1, 0, 0, 1, 0, 0, 0, 1]

# Nothing is drawn of what is large, or breaks a rule.
scratch.write(
    """func.func @main(%x: tensor<?xi8>, %n: index) -> tensor<?xi8> {
  %r = rint.repeat_interleave %x repeats(%n : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  return %r : tensor<?xi8>
}
"""
)
for x, n in [(49, 1), (3, 17), (3, -1), (3, 9223372036854775807), (0, 5)]:
    scratch.run(
        "--strategy=loops",
        f"--input={x}xi8={'iota' if x else '[]'}",
        f"--input=index={n}",
        "--explain=page.html",
    )
    with open(scratch.path("page.html"), encoding="utf-8") as file:
        assert "<svg" not in file.read(), (x, n)
