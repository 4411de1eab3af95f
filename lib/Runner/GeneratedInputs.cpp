//===- GeneratedInputs.cpp - Tensors that are made by a rule ----*- C++ -*-===//

#include "GeneratedInputs.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/StringExtras.h"
#include <random>

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;

//===----------------------------------------------------------------------===//
// Numbers of the type
//===----------------------------------------------------------------------===//

static APFloat convertToFloat(int64_t value,
                              const llvm::fltSemantics &semantics) {
  APFloat result(semantics);
  result.convertFromAPInt(APInt(64, value, /*isSigned=*/true),
                          /*IsSigned=*/true, APFloat::rmNearestTiesToEven);
  return result;
}

/// Stores `value` at `to` converted to the type: integers keep the low bits,
/// floats are rounded to the nearest, even on a tie; a complex number has no
/// imaginary part.
static void storeConverted(int64_t value, const ElementLayout &layout,
                           char *to) {
  if (layout.isComplex())
    std::memset(to + layout.getPartBytes(), 0, layout.getPartBytes());
  // The types that large inputs have do without arbitrary precision.
  const llvm::fltSemantics *semantics =
      layout.isFloat() ? &layout.getSemantics() : nullptr;
  if (semantics == &APFloat::IEEEsingle()) {
    float single = value;
    std::memcpy(to, &single, sizeof(single));
  } else if (semantics == &APFloat::IEEEdouble()) {
    double dbl = value;
    std::memcpy(to, &dbl, sizeof(dbl));
  } else if (layout.isFloat()) {
    layout.storeBits(
        convertToFloat(value, layout.getSemantics()).bitcastToAPInt(), to);
  } else if (layout.getBits() <= 64) {
    uint64_t low = static_cast<uint64_t>(value) &
                   llvm::maskTrailingOnes<uint64_t>(layout.getBits());
    std::memcpy(to, &low, layout.getPartBytes());
  } else {
    layout.storeBits(APInt(64, value, /*isSigned=*/true).sext(layout.getBits()),
                     to);
  }
}

/// Whether the type holds `value`, if need be rounded.
static bool canHold(int64_t value, const ElementLayout &layout) {
  if (layout.isFloat())
    return convertToFloat(value, layout.getSemantics()).isFinite();
  APInt wide(std::max(layout.getBits(), 64u) + 1, value, /*isSigned=*/true);
  return layout.isUnsigned() ? value >= 0 && wide.isIntN(layout.getBits())
                             : wide.isSignedIntN(layout.getBits());
}

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

void rint::fillIota(HostTensor &tensor) {
  for (int64_t i = 0, e = tensor.getNumElements(); i < e; ++i)
    storeConverted(i, tensor.getLayout(), tensor.getElement(i));
}

Error rint::fillRandom(StringRef arguments, HostTensor &tensor) {
  SmallVector<StringRef> parts;
  arguments.split(parts, ':');
  int64_t low, high;
  uint64_t seed;
  if (parts.size() != 3 || parts[0].getAsInteger(10, low) ||
      parts[1].getAsInteger(10, high) || parts[2].getAsInteger(10, seed))
    return makeError("expected random:LO:HI:SEED with integers of 64 bits, but "
                     "got 'random:{0}'",
                     arguments);
  if (low >= high)
    return makeError("expected LO of random:LO:HI:SEED to be less than HI, but "
                     "got {0} and {1}",
                     low, high);
  const ElementLayout &layout = tensor.getLayout();
  for (int64_t bound : {low, high - 1})
    if (!canHold(bound, layout))
      return makeError("expected a value that {0} can hold, but got {1}",
                       layout.getType(), bound);

  // The C++ standard fixes every number that std::mt19937_64 draws, but not
  // what its distributions make of them. So the range is cut here: numbers from
  // the last multiple of its size on are drawn again, the others taken modulo.
  std::mt19937_64 generator(seed);
  uint64_t size = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  // 2^64 mod size: so many numbers at the top have no full range.
  uint64_t excess = (0 - size) % size;
  for (int64_t i = 0, e = tensor.getNumElements(); i < e; ++i) {
    uint64_t drawn = generator();
    while (drawn > UINT64_MAX - excess)
      drawn = generator();
    storeConverted(low + drawn % size, layout, tensor.getElement(i));
  }
  return Error::success();
}
