// Who composes the passes may ask for the offsets of blocks of slices, which there
// are no kernels for. The host does what needs them then, and takes from the
// device, and gives to it, what other ops there use.

// REQUIRES: vulkan
// DEFINE: %{buffers} = rint-opt %s --rint-generate-runtime-checks --rint-normalize --convert-rint-to-linalg=block-size=2 --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" --buffer-deallocation-pipeline --convert-bufferization-to-memref
// DEFINE: %{run} = rint-runner - --target=vulkan

// RUN: %{buffers} | FileCheck %s --check-prefix=BLOCKS
// BLOCKS-LABEL: func.func @mixed
// BLOCKS: rint.scan_repeats {{.*}} block(2)
// BLOCKS: rint.expand_runs {{.*}} block(2)

// RUN: %{buffers} | %{run} --entry=mixed --input=5xi32=iota '--input=5xi64=[1,0,2,3,1]' --input=index=2 | FileCheck %s --check-prefix=MIXED
// RUN: %{buffers} | %{run} --entry=mixed --input=3xi32=iota '--input=1xi64=2' --input=index=1 | FileCheck %s --check-prefix=ONE
// RUN: %{buffers} | not %{run} --entry=mixed --input=3xi32=iota '--input=3xi64=[1,-1,2]' --input=index=1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// MIXED: {{^}}14xi32=[0, 0, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4]
// ONE: {{^}}6xi32=[0, 0, 1, 1, 2, 2]
// NEGATIVE: expected repeats[1] to be non-negative, but got -1
func.func @mixed(%x: tensor<?xi32>, %counts: tensor<?xi64>, %r: index)
    -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0)
      : tensor<?xi32> -> tensor<?xi32>
  %z = rint.repeat_interleave %y repeats(%r : index) dim(0)
      : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}

// RUN: %{buffers} | %{run} --entry=behind --input=2xi32=iota '--input=4xi64=[1,0,2,3]' | FileCheck %s --check-prefix=BEHIND
// BEHIND: {{^}}6xi32=[0, 1, 1, 1, 1, 1]
func.func @behind(%x: tensor<?xi32>, %counts: tensor<?xi64>) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) dim(0)
      : tensor<?xi32> -> tensor<?xi32>
  %z = rint.repeat_interleave %y repeats(%counts : tensor<?xi64>) dim(0)
      : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}

// RUN: %{buffers} | %{run} --entry=indices '--input=4xi64=[1,0,2,3]' | FileCheck %s --check-prefix=INDICES
// INDICES: {{^}}12xi64=[0, 0, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]
func.func @indices(%counts: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_indices repeats(%counts : tensor<?xi64>) : tensor<?xi64>
  %z = rint.repeat_interleave %y repeats(2) dim(0)
      : tensor<?xi64> -> tensor<?xi64>
  return %z : tensor<?xi64>
}
