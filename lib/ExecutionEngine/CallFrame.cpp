//===- CallFrame.cpp - Arguments and results of a call ----------*- C++ -*-===//

#include "rint/ExecutionEngine/CallFrame.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Runtime/BufferPool.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// The words of a descriptor before the sizes.
enum { kAllocated, kAligned, kOffset, kSizes };

/// The lowering of memref.get_global puts this where the allocated pointer
/// would be: constants must not be freed.
static constexpr uintptr_t kNeverFreed = 0xdeadbeef;

static ElementLayout getLayout(Type type) {
  return *ElementLayout::get(getElementTypeOrSelf(type));
}

CallFrame::CallFrame(const EntryPoint &entry, ArrayRef<HostTensor> arguments)
    : entry(entry), arguments(arguments) {
  layOutResults();
  packArguments();
}

void CallFrame::layOutResults() {
  int64_t size = 0;
  for (Type type : entry.results) {
    auto shaped = dyn_cast<ShapedType>(type);
    int64_t alignment = sizeof(Word);
    int64_t bytes = 0;
    if (shaped) {
      bytes = (kSizes + 2 * shaped.getRank()) * sizeof(Word);
    } else {
      alignment = getLayout(type).getAlignment();
      bytes = getLayout(type).getBytes();
    }
    size = llvm::alignTo(size, alignment);
    resultOffsets.push_back(size);
    size += bytes;
  }
  // Room to start at a multiple of 16, the largest alignment there is.
  resultMemory.assign(llvm::divideCeil(size, sizeof(Word)) + 2, 0);
  resultAddress = reinterpret_cast<void *>(
      llvm::alignTo(reinterpret_cast<uintptr_t>(resultMemory.data()), 16));
}

void CallFrame::packArguments() {
  bool throughPointer = entry.results.size() > 1 ||
                        (entry.results.size() == 1 &&
                         isa<ShapedType, ComplexType>(entry.results.front()));
  if (throughPointer)
    packed.push_back(&resultAddress);

  // The addresses of descriptors are taken below, so none may move.
  descriptors.resize(arguments.size());
  descriptorAddresses.resize(arguments.size());
  for (auto [i, tensor] : llvm::enumerate(arguments)) {
    if (!isa<ShapedType>(entry.arguments[i])) {
      packed.push_back(tensor.getData());
      continue;
    }
    Word address = reinterpret_cast<Word>(tensor.getData());
    SmallVector<Word> &words = descriptors[i];
    words = {address, address, 0};
    llvm::append_range(words, tensor.getShape());
    llvm::append_range(words, getRowMajorStrides(tensor.getShape()));
    descriptorAddresses[i] = words.data();
    packed.push_back(&descriptorAddresses[i]);
  }
  if (!throughPointer)
    packed.push_back(resultAddress);
}

SmallVector<TensorView> CallFrame::getResults() const {
  SmallVector<TensorView> results;
  for (auto [type, offset] : llvm::zip_equal(entry.results, resultOffsets)) {
    const char *from = static_cast<const char *>(resultAddress) + offset;
    auto shaped = dyn_cast<ShapedType>(type);
    if (!shaped) {
      results.push_back({getLayout(type), {}, {}, from});
      continue;
    }
    int64_t rank = shaped.getRank();
    ArrayRef<Word> words(reinterpret_cast<const Word *>(from),
                         kSizes + 2 * rank);
    ElementLayout layout = getLayout(type);
    const char *data = reinterpret_cast<const char *>(words[kAligned]) +
                       words[kOffset] * layout.getBytes();
    results.push_back({layout, llvm::to_vector(words.slice(kSizes, rank)),
                       llvm::to_vector(words.slice(kSizes + rank, rank)),
                       data});
  }
  return results;
}

void CallFrame::freeResults() {
  // Results may share a buffer with each other, and in functions on memrefs
  // with an argument.
  llvm::SmallPtrSet<void *, 8> kept = {nullptr,
                                       reinterpret_cast<void *>(kNeverFreed)};
  for (const HostTensor &tensor : arguments)
    kept.insert(tensor.getData());
  for (auto [type, offset] : llvm::zip_equal(entry.results, resultOffsets)) {
    if (!isa<ShapedType>(type))
      continue;
    void *allocated;
    std::memcpy(&allocated, static_cast<char *>(resultAddress) + offset,
                sizeof(allocated));
    if (kept.insert(allocated).second)
      rintPoolFree(allocated);
  }
  llvm::fill(resultMemory, 0);
}
