//===- Passes.td - Passes around GPU kernels ---------------*- tablegen -*-===//

#ifndef RINT_TRANSFORMS_GPU_PASSES_TD
#define RINT_TRANSFORMS_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def RintDeferChecksPass : Pass<"rint-defer-checks"> {
  let summary = "Check what is on the device when the host waits anyway";
  let description = [{
    Moves loads from buffers that device ops write (see
    `--rint-insert-device-buffers`), and the checks of what they load, down to
    where something depends on them: the host allocates memory of that size, or
    may look at what the device has made, or writes memory, or the block ends.
    Device ops in between may work on data that turns out to be bad, which they
    are made for: none of them writes outside of its result.

    A check that the loaded number equals one that the host has, such as
    `output_size`, makes that one take its place from there on. Before, all
    checks of the loaded number are made of the stated one; if one fails, or if
    memory cannot hold that much, the loaded number is checked at once.

    The first error in the order of the program is the one that is reported. So
    where a check of the host fails, what is owed to the checks before it comes
    first, in the branch of the failure. (At most four sizes are taken on trust
    at a time.)

    Example:

    ```mlir
    // Input
    rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
    %total = memref.load %o[%n] : memref<?xindex>
    %eq = arith.cmpi eq, %total, %size : index
    rint.check %eq, "expected output_size to be {0}, but got {1}" (%total, %size : index, index)
    %y = memref.alloc(%total) : memref<?xf32>
    rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?xf32>) dim(0)
    return %y : memref<?xf32>

    // Output, canonicalized
    rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
    %y = memref.alloc(%size) : memref<?xf32>
    rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?xf32>) dim(0)
    %total = memref.load %o[%n] : memref<?xindex>
    %ne = arith.cmpi ne, %total, %size : index
    scf.if %ne {
      rint.check %false, "expected output_size to be {0}, but got {1}" (%total, %size : index, index)
    }
    return %y : memref<?xf32>
    ```
  }];
  let options = [
    Option<"deviceTensors", "device-tensors", "bool", /*default=*/"false",
           "The arguments of functions are in device memory">
  ];
  let dependentDialects = ["arith::ArithDialect", "scf::SCFDialect"];
}

def RintInsertDeviceBuffersPass : Pass<"rint-insert-device-buffers"> {
  let summary = "Give rint's ops on memrefs buffers on a device";
  let description = [{
    Decides where each buffer lives. One that only device ops touch, apart from
    single loads such as that of a total, lives on the device alone: its contents
    never travel. Every other buffer stays on the host; a device op gets a copy
    of what it reads, and copies what it writes back before the host may use it.
    Copies are shared by the device ops of a block until something else may have
    written memory.

    Device ops are `rint.scan_repeats`, `rint.expand_runs`,
    `rint.expand_indices` and `linalg.broadcast`. A device buffer is an
    allocation of whole 16-byte units, of which the ops see typed views; kernels
    may therefore store whole units.

    Whether something fits memory is asked of the device, too.

    With `device-tensors`, functions take and return memory of the device, in
    whole 16-byte units; only device ops may use it then, and only the device is
    asked for room.

    A load from a device buffer copies one element to the host. Where a loop
    loads, as in the cold path that looks for a bad count, the buffer is copied
    as a whole before the loop.

    Example:

    ```mlir
    // Input
    rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xindex>)

    // Output, shortened
    %do = gpu.alloc(%bytes) : memref<?xi8>
    %dov = memref.view %do[%c0][%n] : memref<?xi8> to memref<?xindex>
    gpu.memcpy %dov, %o : memref<?xindex>, memref<?xindex>
    ...
    rint.expand_indices ins(%dov : memref<?xindex>) outs(%drv : memref<?xindex>)
    gpu.dealloc %do : memref<?xi8>
    gpu.memcpy %r, %drv : memref<?xindex>, memref<?xindex>
    ```
  }];
  let options = [
    Option<"deviceTensors", "device-tensors", "bool", /*default=*/"false",
           "The arguments and results of functions are in device memory">
  ];
  let dependentDialects = [
    "arith::ArithDialect", "gpu::GPUDialect", "memref::MemRefDialect"
  ];
}

def RintOrderGPUWorkPass : Pass<"rint-order-gpu-work"> {
  let summary = "Make GPU ops asynchronous, in order, with few waits";
  let description = [{
    The allocations, copies and launches of a block become one chain of
    asynchronous ops. The host waits for the device only where it may look at
    what was copied back, before an op with GPU work in its regions, and at the
    end of the block. Copies to the host and frees that come later, but could be
    done before, join the wait. (Upstream's `--gpu-async-region` waits at every
    op with side effects, an allocation or a check among them.)

    A branch that only launches joins the chain; what comes behind is ordered
    after it, as `--gpu-to-llvm` makes one stream of a chain.

    The run ends in a branch with a check of false. GPU work in such a branch
    makes the host wait inside of it only.

    Example:

    ```mlir
    // Input
    gpu.memcpy %x, %y : memref<8xf32>, memref<8xf32>

    // Output
    %0 = gpu.wait async
    %1 = gpu.memcpy async [%0] %x, %y : memref<8xf32>, memref<8xf32>
    gpu.wait [%1]
    ```
  }];
  let dependentDialects = ["gpu::GPUDialect"];
}

def RintFreeLaunchArgumentsPass : Pass<"rint-free-launch-arguments"> {
  let summary = "Give back the stack that launches take for their arguments";
  let description = [{
    The translation to LLVM IR makes allocas for the arguments of a
    `gpu.launch_func` where that stands. This pass saves the stack pointer
    before each launch and restores it behind, so that launches in a loop take
    no more stack than one. The launches have to be those that `--gpu-to-llvm`
    leaves.

    Example:

    ```mlir
    // Input
    gpu.launch_func <%stream : !llvm.ptr> @kernels::@k
        blocks in (%b, %c1, %c1) threads in (%t, %c1, %c1) : i64
        args(%x : !llvm.ptr)

    // Output
    %stack = llvm.intr.stacksave : !llvm.ptr
    gpu.launch_func <%stream : !llvm.ptr> @kernels::@k
        blocks in (%b, %c1, %c1) threads in (%t, %c1, %c1) : i64
        args(%x : !llvm.ptr)
    llvm.intr.stackrestore %stack : !llvm.ptr
    ```
  }];
  let dependentDialects = ["LLVM::LLVMDialect"];
}

def RintPrepareSPIRVKernelsPass
    : Pass<"rint-prepare-spirv-kernels", "gpu::GPUModuleOp"> {
  let summary = "Bring kernels to the form that --convert-gpu-to-spirv takes";
  let description = [{
    States the number of threads of a block as `spirv.entry_point_abi`, and
    allocates workgroup memory inside of the kernel rather than as attributions
    of the function, which the conversion does not know.

    Example:

    ```mlir
    // Input
    gpu.func @k() workgroup(%m : memref<256xi64, #gpu.address_space<workgroup>>)
        kernel attributes {known_block_size = array<i32: 256, 1, 1>} {...}

    // Output
    gpu.func @k() kernel attributes {
        known_block_size = array<i32: 256, 1, 1>,
        spirv.entry_point_abi =
            #spirv.entry_point_abi<workgroup_size = [256, 1, 1]>} {
      %m = memref.alloc() : memref<256xi64, 3>
      ...
    }
    ```
  }];
  let dependentDialects = ["memref::MemRefDialect", "spirv::SPIRVDialect"];
}

def RintNestSPIRVModulesPass : Pass<"rint-nest-spirv-modules", "ModuleOp"> {
  let summary = "Move SPIR-V modules into the GPU modules they were made of";
  let description = [{
    `--convert-gpu-to-spirv` makes a `spirv.module @__spv__NAME` next to
    `gpu.module @NAME`; `--gpu-module-to-binary` looks for it inside.

    Example:

    ```mlir
    // Input
    spirv.module @__spv__kernels Logical GLSL450 {...}
    gpu.module @kernels {...}

    // Output
    gpu.module @kernels {
      ...
      spirv.module @__spv__kernels Logical GLSL450 {...}
    }
    ```
  }];
  let dependentDialects = ["gpu::GPUDialect", "spirv::SPIRVDialect"];
}

#endif // RINT_TRANSFORMS_GPU_PASSES_TD
