// RUN: rint-opt %s --split-input-file --verify-diagnostics

func.func @runs_of_tensors(%x: tensor<?xf32>, %o: tensor<?xindex>, %y: tensor<?xf32>, %i: index) {
  // expected-error @below {{'rint.expand_runs' op expected a range of rows to be one of a memref, but got tensors}}
  rint.expand_runs ins(%x, %o : tensor<?xf32>, tensor<?xindex>) outs(%y : tensor<?xf32>) rows(%i to %i) dim(0) -> tensor<?xf32>
  return
}

// -----

func.func @indices_of_tensors(%o: tensor<?xindex>, %y: tensor<?xi32>, %i: index) {
  // expected-error @below {{'rint.expand_indices' op expected a range of rows to be one of a memref, but got tensors}}
  rint.expand_indices ins(%o : tensor<?xindex>) outs(%y : tensor<?xi32>) rows(%i to %i) -> tensor<?xi32>
  return
}

// -----

func.func @dim(%x: memref<?x?xf32>, %o: memref<?xindex>, %y: memref<?x?xf32>, %i: index) {
  // expected-error @below {{'rint.expand_runs' op expected a range of rows to be along dim 0, but got 1}}
  rint.expand_runs ins(%x, %o : memref<?x?xf32>, memref<?xindex>) outs(%y : memref<?x?xf32>) rows(%i to %i) dim(1)
  return
}

// -----

func.func @one_end(%o: memref<?xindex>, %y: memref<?xi32>, %i: index) {
  // expected-error @below {{'rint.expand_indices' op expected both ends of a range of rows, or neither, but got only the first}}
  "rint.expand_indices"(%o, %y, %i) <{operandSegmentSizes = array<i32: 1, 0, 1, 1, 0>}> : (memref<?xindex>, memref<?xi32>, index) -> ()
  return
}

// -----

func.func @other_end(%x: memref<?xf32>, %o: memref<?xindex>, %y: memref<?xf32>, %i: index) {
  // expected-error @below {{'rint.expand_runs' op expected both ends of a range of rows, or neither, but got only the last}}
  "rint.expand_runs"(%x, %o, %y, %i) <{dim = 0 : i64, operandSegmentSizes = array<i32: 1, 1, 0, 1, 0, 1>}> : (memref<?xf32>, memref<?xindex>, memref<?xf32>, index) -> ()
  return
}
