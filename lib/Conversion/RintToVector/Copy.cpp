//===- Copy.cpp - A copy with one count -------------------------*- C++ -*-===//

#include "Copy.h"

#include "KernelLibrary.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

bool Copy::isOneRow() const { return isConstantIntValue(n, 1); }

std::optional<int64_t> Copy::getKnownR() const {
  return leastR > 0 ? std::nullopt : getConstantIntValue(r);
}

std::optional<int64_t> Copy::getKnownInner() const {
  return leastInner > 0 ? std::nullopt : getConstantIntValue(inner);
}

static Value buildIsAtLeast(IndexEmitter &e, Value size, int64_t least,
                            int64_t bound) {
  if (least >= bound)
    return arith::ConstantIntOp::create(e, 1, 1);
  return e.isAtLeast(size, e.index(bound));
}

Value Copy::buildIsLongRow(IndexEmitter &e) const {
  return buildIsAtLeast(e, inner, leastInner, getLanes());
}

Value Copy::buildIsLongRun(IndexEmitter &e) const {
  return buildIsAtLeast(e, r, leastR, getLanes());
}

Value Copy::buildStartsAligned(IndexEmitter &e) const {
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(e, dest);
  address = e.add(address, e.mul(destBegin, getBytes()));
  Value rest = e.rem(address, e.index(kVectorBytes));
  return e.isEqual(rest, e.index(0));
}

Copy Copy::slice(IndexEmitter &e, Value begin, Value size) const {
  Copy result = *this;
  result.sourceBegin = e.add(sourceBegin, e.mul(begin, inner));
  result.destBegin = e.add(destBegin, e.mul(begin, getUnit(e)));
  result.n = size;
  return result;
}

Copy Copy::sliceCopies(IndexEmitter &e, Value begin, Value size) const {
  Copy result = *this;
  result.destBegin = e.add(destBegin, e.mul(begin, inner));
  result.r = size;
  result.leastR = 0;
  return result;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The values of a copy that are operands of its kernel, in their order. Their
/// number and types follow from what `getKernelName` tells.
static SmallVector<Value *> getOperands(Copy &copy) {
  SmallVector<Value *> operands = {&copy.source, &copy.sourceBegin, &copy.dest,
                                   &copy.destBegin};
  if (!copy.isOneRow())
    operands.push_back(&copy.n);
  if (!copy.getKnownR())
    operands.push_back(&copy.r);
  if (!copy.getKnownInner())
    operands.push_back(&copy.inner);
  if (copy.streams)
    operands.push_back(&copy.streams);
  if (copy.masks)
    llvm::append_values(operands, &copy.masks->masks, &copy.masks->origins,
                        &copy.masks->period, &copy.masks->advance,
                        &copy.masks->areMade);
  return operands;
}

static std::string getKernelName(StringRef strategy, const Copy &copy) {
  std::string name;
  llvm::raw_string_ostream os(name);
  os << "rint_" << strategy << "_i" << copy.bits;
  if (copy.align != copy.getBytes())
    os << "_align" << copy.align;
  if (copy.isOneRow())
    os << "_one";
  if (std::optional<int64_t> r = copy.getKnownR())
    os << "_r" << *r;
  else if (copy.leastR > 0)
    os << "_least" << copy.leastR;
  if (std::optional<int64_t> inner = copy.getKnownInner())
    os << "_row" << *inner;
  else if (copy.leastInner > 0)
    os << "_rows" << copy.leastInner;
  if (copy.hasWholeRows)
    os << "_whole";
  if (copy.streams)
    os << "_streams";
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void rint::callCopyKernel(
    VectorEmitter &e, StringRef strategy, const Copy &copy,
    function_ref<void(VectorEmitter &, const Copy &)> build) {
  Copy caller = copy;
  SmallVector<Value *> fields = getOperands(caller);
  auto operands = llvm::map_to_vector(fields, [](Value *v) { return *v; });
  e.kernels.call(e, getKernelName(strategy, caller), operands,
                 [&](VectorEmitter &e, ValueRange arguments) {
                   Copy callee = caller;
                   for (auto [field, argument] :
                        llvm::zip_equal(getOperands(callee), arguments))
                     *field = argument;
                   // Constants have to be those of the kernel.
                   if (caller.isOneRow())
                     callee.n = e.index(1);
                   if (std::optional<int64_t> r = caller.getKnownR())
                     callee.r = e.index(*r);
                   if (std::optional<int64_t> inner = caller.getKnownInner())
                     callee.inner = e.index(*inner);
                   build(e, callee);
                   return SmallVector<Value>();
                 });
}
