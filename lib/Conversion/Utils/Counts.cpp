//===- Counts.cpp - Reading a vector of repeats -----------------*- C++ -*-===//

#include "Counts.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

Counts::Counts(IndexEmitter &e, Value repeats, Value slices)
    : repeats(repeats) {
  rebuild(e, slices);
}

void Counts::rebuild(IndexEmitter &e, Value slices) {
  std::optional<bool> known;
  if (isVector)
    known = getConstantCondition(isVector);
  if (known) {
    isVector = arith::ConstantIntOp::create(e, *known, 1);
  } else {
    Value numRepeats = e.createOrFold<memref::DimOp>(repeats, e.index(0));
    isVector = e.isEqual(numRepeats, slices);
  }
  step = e.select(isVector, e.index(1), e.index(0));
}

Value Counts::load(IndexEmitter &e, Value slice) const {
  return loadOwn(e, e.mul(slice, step));
}

Value Counts::loadOwn(IndexEmitter &e, Value slice) const {
  return memref::LoadOp::create(e, repeats, slice);
}

Value rint::getPackedCounts(IndexEmitter &e, Value blocks, Value block,
                            Value slices, int64_t blockSize) {
  Value longest = e.min(slices, e.index(blockSize));
  Value words = e.add(e.ceilDiv(longest, e.index(kPackedCounts)), 1);
  return e.add(e.add(blocks, 1), e.mul(block, words));
}

bool rint::isReadable(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  return type.isStrided() && !type.getMemorySpace();
}

bool rint::isStrided(Value memref) {
  return !cast<MemRefType>(memref.getType()).getLayout().isIdentity();
}

std::string rint::getCountsKind(const Counts &counts) {
  std::string kind;
  llvm::raw_string_ostream os(kind);
  os << cast<MemRefType>(counts.repeats.getType()).getElementType();
  if (isStrided(counts.repeats))
    os << "_strided";
  if (std::optional<bool> isVector = getConstantCondition(counts.isVector))
    os << (*isVector ? "_each" : "_same");
  return kind;
}

Value rint::buildUnsized(IndexEmitter &e, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  MemRefLayoutAttrInterface layout;
  if (isStrided(memref))
    layout = StridedLayoutAttr::get(e.getContext(), ShapedType::kDynamic,
                                    {ShapedType::kDynamic});
  auto unsized = MemRefType::get({ShapedType::kDynamic}, type.getElementType(),
                                 layout, type.getMemorySpace());
  if (unsized == type)
    return memref;
  return memref::CastOp::create(e, unsized, memref);
}
