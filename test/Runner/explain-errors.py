# Errors are the same with a page as without, and the page has them. A page that
# cannot be written is an error, and leaves nothing behind.
#
# RUN: %python %s

import html
import os
import subprocess

from runner import Scratch

MODULE = """// <script>alert("&")</script>
func.func @main(%x: tensor<3xf32>, %n: tensor<3xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%n : tensor<3xi64>) dim(0)
      : tensor<3xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}
func.func @divide(%a: i64, %b: i64) -> i64 {
  %c = arith.divsi %a, %b : i64
  return %c : i64
}
"""
NOT_LOWERED = """func.func @not_lowered(%a: memref<2xi64>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  memref.dma_start %a[%c0], %a[%c0], %c2, %a[%c0]
      : memref<2xi64>, memref<2xi64>, memref<2xi64>
  return
}
"""
# Plain loops are compiled faster.
X = ["--strategy=loops", "--input=3xf32=[1, 2, 3]"]
GOOD = "--input=3xi64=[1, 0, 2]"
BAD = "--input=3xi64=[1, -3, 2]"
NEGATIVE = (
    "test.mlir:3:8: error: 'rint.repeat_interleave' op expected repeats[1] to be "
    "non-negative, but got -3"
)
scratch = Scratch(MODULE)


def read_page(name="page.html"):
    with open(scratch.path(name), encoding="utf-8") as file:
        return file.read()


def files():
    return sorted(os.listdir(scratch.path(".")))


# A check that fails.
scratch.expect_error(NEGATIVE, *X, BAD)
scratch.expect_error(NEGATIVE, *X, BAD, "--explain=page.html")
page = read_page()
assert f"<dd class=error>{html.escape(NEGATIVE, quote=False)}</dd>" in page
assert "<section id=llvm" in page and "<section id=assembly" in page
assert files() == ["page.html", "test.mlir"], files()

# A run replaces the page of the one before. Text of the user's is only text.
scratch.expect("3xf32=[1, 3, 3]\n", *X, GOOD, "--explain=page.html")
page = read_page()
assert "<dd class=error>" not in page and "<dd>3xf32=[1, 3, 3]</dd>" in page
assert "<script>alert" not in page
assert "// &lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;" in page
assert files() == ["page.html", "test.mlir"], files()

# The page is there whatever happens to the process, and says so.
line = (
    "test.mlir:7:1: error: arithmetic fault, such as an integer division by zero, "
    "while running 'divide'"
)
scratch.expect_error(
    line, "--entry=divide", "--input=i64=1", "--input=i64=0", "--explain=page.html"
)
assert "the process ended before there was a result" in read_page()

# A wrong input, and a module that cannot be compiled: as far as it came.
line = (
    "test.mlir:2:17: error: argument 1 (%x : tensor<3xf32>): expected dimension 0 to "
    "be 3, but got 2"
)
scratch.expect_error(line, "--input=2xf32=0", GOOD, "--explain=page.html")
page = read_page()
assert html.escape(line, quote=False) in page and "<section id=llvm" in page
scratch.write(NOT_LOWERED)
process = scratch.run("--entry=not_lowered", "--input=2xi64=1", "--explain=page.html")
assert process.returncode == 1 and process.stderr.count("\n") == 1, process.stderr
page = read_page()
assert html.escape(process.stderr.strip(), quote=False) in page
assert "<section id=program" in page and "<section id=assembly" not in page

# There is no page where there is no module.
scratch.write(MODULE.replace("rint.repeat_interleave", "rint.unknown"))
process = scratch.run(*X, GOOD, "--explain=parse.html")
assert process.returncode == 1 and process.stderr.count("\n") == 1, process.stderr
scratch.write(MODULE)

# A page that cannot be written, and what a page must not replace.
os.mkfifo(scratch.path("pipe"))
for path, reason in {
    "no/page.html": "No such file or directory",
    ".": "Is a directory",
    "-": "Invalid argument",
    "pipe": "Invalid argument",
}.items():
    line = (
        f"test.mlir:2:1: error: --explain: expected a file that can be written, but "
        f"got '{path}': {reason}"
    )
    scratch.expect_error(line, *X, GOOD, f"--explain={path}", "--output=@y.npy")
assert files() == ["page.html", "pipe", "test.mlir"], files()
scratch.expect("3xf32=[1, 3, 3]\n", *X, GOOD, "--explain=/dev/null")
if os.geteuid() != 0:
    os.chmod(scratch.path("page.html"), 0o400)
    process = scratch.run(*X, GOOD, "--explain=page.html")
    assert process.returncode == 1 and "Permission denied" in process.stderr

# A program that is timed.
process = scratch.run(
    *X, GOOD, "--benchmark", "--benchmark_min_time=0.001", "--explain=timed.html"
)
assert process.returncode == 0 and "main" in process.stdout
assert "the function was timed" in read_page("timed.html")

# Modules that are read from the standard input, or as bytecode, or that have been
# lowered already.
with open(scratch.path("test.mlir"), encoding="utf-8") as file:
    process = scratch.run(*X, GOOD, "--explain=stdin.html", file="-", stdin=file)
assert process.returncode == 0, process.stderr
assert "main of &lt;stdin&gt;, step by step" in read_page("stdin.html")
OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")
for name, flags in {
    "bytecode": ["--emit-bytecode"],
    "lowered": ["--rint-to-llvm=strategy=loops"],
}.items():
    path = scratch.path(name)
    subprocess.run([OPT, scratch.path("test.mlir"), *flags, "-o", path], check=True)
    process = scratch.run(*X, GOOD, "--explain=page.html", file=name)
    assert (process.returncode, process.stdout) == (0, "3xf32=[1, 3, 3]\n"), name
    page = read_page()
    assert "<section id=assembly" in page
    assert ("<section id=plan" in page) == (name == "bytecode")
    assert ("<section id=file" in page) == (name != "bytecode")
