# The configuration of rint's lit tests.
#
# Tools are found in the build tree first, then among LLVM's. Tests that drive
# the tools from Python start with `# RUN: %python %s`.

import os
import shutil

import lit.formats
from lit.llvm import llvm_config
from lit.llvm.subst import ToolSubst

config.name = "rint"
config.test_format = lit.formats.ShTest(not llvm_config.use_lit_shell)
config.suffixes = [".mlir", ".test", ".py"]
config.excludes = ["CMakeLists.txt", "Inputs", "lit.cfg.py", "lit.site.cfg.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.rint_obj_root, "test")

config.substitutions.append(("%python", '"%s"' % config.python_executable))
config.substitutions.append(("%llvm_lib_dir", config.llvm_lib_dir))
config.substitutions.append(("%llvm_release", config.llvm_release))
config.substitutions.append(("%shlibext", config.llvm_shlib_ext))
config.substitutions.append(("%rint_src_root", config.rint_src_root))
config.substitutions.append(("%rint_obj_root", config.rint_obj_root))
config.substitutions.append(("%rint_plugin", config.rint_plugin))

# Python tests find the tools and the test helpers through the environment.
config.environment["RINT_TOOLS_DIR"] = config.rint_tools_dir
config.environment["PYTHONPATH"] = os.path.join(config.test_source_root, "Inputs")
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

# A misspelled prefix or a variable that leaks between functions is an error.
config.environment["FILECHECK_OPTS"] = (
    "-enable-var-scope --allow-unused-prefixes=false"
)
llvm_config.with_system_environment(
    ["HOME", "TMP", "TEMP", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
     "RINT_MUTANT", "RINT_MUTANTS_SEEN"]
)
if config.use_sanitizer:
    config.available_features.add("sanitizer")
    config.environment.setdefault(
        "LSAN_OPTIONS",
        "print_suppressions=0:suppressions="
        + os.path.join(config.test_source_root, "Inputs", "lsan.supp"),
    )

# torch-mlir-opt, where scripts/fetch-torch-mlir.sh has put it, or TORCH_MLIR_OPT says
# that it is. Without it, tests of whole programs of PyTorch and JAX are unsupported:
# "missing required feature: torch-mlir-opt".
torch_mlir_opt = os.environ.get("TORCH_MLIR_OPT") or os.path.join(
    config.rint_src_root, "build", "torch-mlir", "torch_mlir", "_mlir_libs", "torch-mlir-opt")
if os.path.exists(torch_mlir_opt):
    config.available_features.add("torch-mlir-opt")
    config.environment["TORCH_MLIR_OPT"] = torch_mlir_opt

# Tests that need a GPU or a vendor's tool require what is found here.
config.substitutions.append(("%cuda_root", config.cuda_root))
config.substitutions.append(("%llvm_tools_dir", config.llvm_tools_dir))
config.substitutions.append(("%fake_cuda_dir", config.fake_cuda_dir))
config.substitutions.append(("%vulkan_layers", config.vulkan_layers))
if os.path.exists(os.path.join(config.cuda_root, "bin", "ptxas")):
    config.available_features.add("ptxas")
if os.path.exists(os.path.join(config.llvm_tools_dir, "ld.lld")):
    config.available_features.add("lld")
if os.path.exists(os.path.join(config.llvm_tools_dir, "clang")):
    config.available_features.add("clang")
if config.has_vulkan_runtime and config.vulkan_drivers:
    config.available_features.add("vulkan")
    # One driver, Mesa's for the CPU, unless the user wants another.
    drivers = os.environ.get("VK_DRIVER_FILES", config.vulkan_drivers)
    config.environment["VK_DRIVER_FILES"] = drivers
    config.environment["VK_ICD_FILENAMES"] = drivers
if config.vulkan_layers:
    config.available_features.add("vulkan-validation")
if shutil.which("spirv-val"):
    config.available_features.add("spirv-val")
# Pages are looked at where there is a browser (Debian's package chromium).
if shutil.which("chromium"):
    config.available_features.add("chromium")
if shutil.which("mkdocs"):
    config.available_features.add("mkdocs")

# Many processes (Debian's packages openmpi-bin and libopenmpi-dev). Without them the
# tests are unsupported: "missing required feature: mpi".
if shutil.which("mpirun") and shutil.which("mpicc"):
    config.available_features.add("mpi")

tool_dirs = [config.rint_tools_dir, config.llvm_tools_dir]
llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.with_environment("PATH", config.rint_tools_dir, append_path=True)
# Every module that a test gives to rint-opt is printed and read again, as text and
# as bytecode, before it is used. `lit --param verify-roundtrip=0` leaves that out.
verify_roundtrip = lit_config.params.get("verify-roundtrip", "1") != "0"
llvm_config.add_tool_substitutions(
    [
        ToolSubst(
            "rint-opt",
            extra_args=["--verify-roundtrip"] if verify_roundtrip else [],
            unresolved="ignore",
        )
    ],
    tool_dirs,
)
llvm_config.add_tool_substitutions(
    [
        ToolSubst(name, unresolved="ignore")
        for name in [
            "rint-runner",
            "mlir-opt",
            "mlir-runner",
            "mlir-translate",
            "FileCheck",
            "count",
            "not",
            "split-file",
        ]
    ],
    tool_dirs,
)
