"""What is installed: it runs where there is no compiler."""

import pathlib
import re
import subprocess

import rint

PACKAGE = pathlib.Path(rint.__file__).parent
# The C and C++ libraries of the system, and librint.
ALLOWED = (
    r"(libc|libm|libgcc_s|libstdc\+\+|libpthread|libdl|librt|librint|ld-linux-x86-64)"
    r"\.so.*"
)


def test_no_library_of_a_compiler_is_needed():
    compiled = [*PACKAGE.glob("*.so"), *PACKAGE.glob("librint.so.*")]
    assert len(compiled) >= 2
    for file in compiled:
        done = subprocess.run(["readelf", "--dynamic", file], capture_output=True,
                              text=True, check=True)
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", done.stdout)
        assert needed
        assert all(re.fullmatch(ALLOWED, name) for name in needed), needed


def test_the_package_is_typed():
    assert (PACKAGE / "py.typed").exists()
    assert (PACKAGE / "__init__.pyi").exists()
