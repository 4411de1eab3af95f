// Small vectors of counts take two launches: one tile of counts is added up by one,
// and few tiles of the result find their starts themselves. Large ones take five.

// REQUIRES: vulkan
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --input=4096xi16=iota --input=4096xi8=1 2>&1 | FileCheck %s --check-prefix=SMALL --implicit-check-not=launch
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --input=4097xi16=iota --input=4097xi8=1 2>&1 | FileCheck %s --check-prefix=TILES --implicit-check-not=launch
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --input=20000xi16=iota --input=20000xi8=1 2>&1 | FileCheck %s --check-prefix=LARGE --implicit-check-not=launch

// SMALL: compile scan_tile_offsets_i8
// SMALL-NEXT: launch 1 blocks
// SMALL: compile expand_runs_of_i16
// SMALL-NEXT: launch 4 blocks
// SMALL: {{^}}4096xi16=[0, 1, 2, {{.*}}, 4094, 4095]

// TILES: compile scan_tile_sums_i8
// TILES-NEXT: launch 2 blocks
// TILES: launch 1 blocks
// TILES: launch 2 blocks
// TILES: compile expand_runs_of_i16
// TILES-NEXT: launch 5 blocks
// TILES: {{^}}4097xi16=[0, 1, 2, {{.*}}, 4095, 4096]

// LARGE: launch 5 blocks
// LARGE: launch 1 blocks
// LARGE: launch 5 blocks
// LARGE: compile expand_starts
// LARGE-NEXT: launch 1 blocks
// LARGE: launch 20 blocks
// LARGE: {{^}}20000xi16=[0, 1, 2, {{.*}}, 19998, 19999]
func.func @main(%x: tensor<?xi16>, %rs: tensor<?xi8>) -> tensor<?xi16> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(0) : tensor<?xi16> -> tensor<?xi16>
  return %y : tensor<?xi16>
}
