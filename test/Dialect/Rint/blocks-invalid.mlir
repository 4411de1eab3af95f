// RUN: rint-opt %s --split-input-file --verify-diagnostics

func.func @scan(%rs: memref<?xi32>, %n: index, %o: memref<?xindex>) {
  // expected-error @below {{'rint.scan_repeats' op expected slices and a block, or neither, but got only slices}}
  rint.scan_repeats ins(%rs : memref<?xi32>) slices(%n) outs(%o : memref<?xindex>)
  return
}

// -----

func.func @runs(%x: memref<?xf32>, %o: memref<?xindex>, %y: memref<?xf32>) {
  // expected-error @below {{'rint.expand_runs' op expected repeats and a block, or neither, but got only a block}}
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) block(8) outs(%y : memref<?xf32>) dim(0)
  return
}

// -----

func.func @indices(%o: memref<?xindex>, %rs: memref<?xi32>, %y: memref<?xi32>) {
  // expected-error @below {{'rint.expand_indices' op expected repeats and a block, or neither, but got only repeats}}
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%rs : memref<?xi32>) outs(%y : memref<?xi32>)
  return
}

// -----

func.func @size(%rs: memref<?xi32>, %n: index, %o: memref<?xindex>) {
  // expected-error @below {{attribute 'block' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  rint.scan_repeats ins(%rs : memref<?xi32>) slices(%n) block(0) outs(%o : memref<?xindex>)
  return
}

// -----

func.func @packed_without_block(%r: memref<?xi32>, %o: memref<?xindex>) {
  // expected-error @below {{'rint.scan_repeats' op expected packed counts to have a block, but got none}}
  rint.scan_repeats ins(%r : memref<?xi32>) packed outs(%o : memref<?xindex>)
  return
}

// -----

func.func @packed_block(%n: index, %r: memref<?xi32>, %o: memref<?xindex>) {
  // expected-error @below {{'rint.scan_repeats' op expected the block of packed counts to be a multiple of 32, but got 48}}
  rint.scan_repeats ins(%r : memref<?xi32>) slices(%n) block(48) packed outs(%o : memref<?xindex>)
  return
}
