//===- ElementUnits.cpp - Elements as what devices move ---------*- C++ -*-===//

#include "ElementUnits.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

ElementUnits ElementUnits::get(Type elementType) {
  int64_t bytes = getElementBytes(elementType);
  int64_t unitBytes = std::min<int64_t>(bytes, 8);
  return {IntegerType::get(elementType.getContext(), unitBytes * 8), unitBytes,
          bytes / unitBytes};
}

int64_t ElementUnits::getPerVector() const { return kDeviceUnitBytes / bytes; }

VectorType ElementUnits::getVectorType() const {
  int64_t wordBytes = std::max<int64_t>(bytes, 4);
  return VectorType::get({kDeviceUnitBytes / wordBytes},
                         IntegerType::get(type.getContext(), wordBytes * 8));
}

Value ElementUnits::buildVector(KernelBuilder &kernel,
                                function_ref<Value(int64_t)> load) const {
  OpBuilder &builder = kernel;
  Location loc = kernel.getLoc();
  VectorType vectorType = getVectorType();
  Type wordType = vectorType.getElementType();
  int64_t unitsPerWord = getPerVector() / vectorType.getNumElements();
  SmallVector<Value> words;
  for (int64_t at = 0; at < getPerVector();) {
    Value word;
    for (int64_t i = 0; i < unitsPerWord; ++i, ++at) {
      Value unit = load(at);
      if (unit.getType().isIndex())
        unit = arith::IndexCastOp::create(builder, loc, wordType, unit);
      else if (unit.getType() != wordType)
        unit = arith::ExtUIOp::create(builder, loc, wordType, unit);
      if (i == 0) {
        word = unit;
        continue;
      }
      // Devices and hosts are little endian.
      Value bits =
          arith::ConstantIntOp::create(builder, loc, wordType, i * bytes * 8);
      unit = arith::ShLIOp::create(builder, loc, unit, bits);
      word = arith::OrIOp::create(builder, loc, word, unit);
    }
    words.push_back(word);
  }
  return vector::FromElementsOp::create(builder, loc, vectorType, words);
}
