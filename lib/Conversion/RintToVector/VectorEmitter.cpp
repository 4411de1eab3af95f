//===- VectorEmitter.cpp - Code on vectors and buffers ----------*- C++ -*-===//

#include "VectorEmitter.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

static VectorType getVectorType(Type element, int64_t lanes) {
  return VectorType::get({lanes}, element);
}

Value VectorEmitter::load(Value memref, Value position, int64_t align) {
  return memref::LoadOp::create(*this, memref, ValueRange{position},
                                /*nontemporal=*/false, llvm::Align(align));
}

void VectorEmitter::store(Value element, Value memref, Value position,
                          int64_t align) {
  memref::StoreOp::create(*this, element, memref, ValueRange{position},
                          /*nontemporal=*/false, llvm::Align(align));
}

Value VectorEmitter::loadVector(Value memref, Value position, int64_t lanes,
                                int64_t align) {
  Type element = cast<MemRefType>(memref.getType()).getElementType();
  return vector::LoadOp::create(*this, getVectorType(element, lanes), memref,
                                ValueRange{position}, /*nontemporal=*/false,
                                llvm::Align(align));
}

void VectorEmitter::storeVector(Value vector, Value memref, Value position,
                                int64_t align) {
  vector::StoreOp::create(*this, vector, memref, ValueRange{position},
                          /*nontemporal=*/false, llvm::Align(align));
}

void VectorEmitter::streamVector(Value vector, Value memref, Value position) {
  auto type = cast<VectorType>(vector.getType());
  int64_t bytes = type.getDimSize(0) * type.getElementTypeBitWidth() / 8;
  vector::StoreOp::create(*this, vector, memref, ValueRange{position},
                          /*nontemporal=*/true, llvm::Align(bytes));
}

Value VectorEmitter::stackBuffer(int64_t size, Type element) {
  // In the first block of a function, an allocation is part of its frame, also
  // where LLVM inlines the function into a loop.
  InsertionGuard guard(*this);
  auto kernel =
      getInsertionBlock()->getParent()->getParentOfType<func::FuncOp>();
  setInsertionPointToStart(&kernel.getBody().front());
  Value buffer = memref::AllocaOp::create(
      *this, MemRefType::get({size}, element), getI64IntegerAttr(kVectorBytes));
  auto type = MemRefType::get({ShapedType::kDynamic}, element);
  return memref::CastOp::create(*this, type, buffer);
}

Value VectorEmitter::broadcast(Value element, int64_t lanes) {
  return vector::BroadcastOp::create(
      *this, getVectorType(element.getType(), lanes), element);
}

Value VectorEmitter::shuffle(Value lhs, Value rhs, ArrayRef<int64_t> mask) {
  return vector::ShuffleOp::create(*this, lhs, rhs, mask);
}

/// There is no op for this, nor is there in LLVM, which knows it by its
/// pattern.
Value VectorEmitter::permute(Value vector, Value mask) {
  Value result = vector;
  for (int64_t lane = 0, end = cast<VectorType>(vector.getType()).getDimSize(0);
       lane < end; ++lane) {
    Value origin = vector::ExtractOp::create(*this, mask, lane);
    origin = arith::IndexCastUIOp::create(*this, getIndexType(), origin);
    Value element = vector::ExtractOp::create(*this, vector, origin);
    result = vector::InsertOp::create(*this, element, result, lane);
  }
  return result;
}
