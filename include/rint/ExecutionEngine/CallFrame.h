//===- CallFrame.h - Arguments and results of a call ------------*- C++ -*-===//
//
// Compiled functions are called by the C interface that `llvm.emit_c_interface`
// asks for: a memref is passed as a pointer to its descriptor
//
//   { allocated, aligned, offset, sizes[rank], strides[rank] }
//
// and several results, or one that is not a number, are returned through a
// pointer in front of the arguments. The execution engine packs the addresses
// of all of them into one array.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_CALLFRAME_H
#define RINT_EXECUTIONENGINE_CALLFRAME_H

#include "rint/ExecutionEngine/EntryPoint.h"
#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// The memory of the calls of one function with the same arguments. The results
/// belong to the frame until they are freed.
class CallFrame {
public:
  /// `arguments` fit the types of `entry`; both outlive the frame.
  CallFrame(const EntryPoint &entry, ArrayRef<HostTensor> arguments);
  CallFrame(const CallFrame &) = delete;
  ~CallFrame() { freeResults(); }

  /// What a packed function of the execution engine takes. The results of the
  /// call before must have been freed.
  void **getPackedArguments() { return packed.data(); }

  /// The results of the last call.
  SmallVector<TensorView> getResults() const;

  /// Frees the buffers of the results; an argument that was returned stays.
  void freeResults();

private:
  using Word = int64_t;

  void packArguments();
  void layOutResults();

  const EntryPoint &entry;
  ArrayRef<HostTensor> arguments;
  /// One descriptor for each argument, empty for scalars, and its address.
  SmallVector<SmallVector<Word>> descriptors;
  SmallVector<void *> descriptorAddresses;
  /// The structure of results, where each starts in it, and its address.
  SmallVector<Word> resultMemory;
  SmallVector<int64_t> resultOffsets;
  void *resultAddress = nullptr;
  SmallVector<void *> packed;
};

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_CALLFRAME_H
