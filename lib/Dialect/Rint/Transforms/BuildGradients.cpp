//===- BuildGradients.cpp - Gradients of functions of rint ops --*- C++ -*-===//
//
// The chain rule for functions that are one block: enough to try what
// Gradient.h builds, and for layers that consist of little else. Who
// differentiates whole programs calls buildSourceGradient from there.
//
//===----------------------------------------------------------------------===//

#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/Gradient.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTBUILDGRADIENTSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Whether there are gradients with respect to values of `type`.
static bool isDifferentiable(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && isa<FloatType>(tensor.getElementType());
}

namespace {

/// The gradients of the values of one function.
class GradientBuilder {
public:
  GradientBuilder(OpBuilder &builder, Location loc)
      : builder(builder), loc(loc) {}

  /// Adds `gradient` to what is known of the gradient of `value`.
  void add(Value value, Value gradient) {
    Value &sum = gradients[value];
    sum = sum ? arith::AddFOp::create(builder, loc, sum, gradient).getResult()
              : gradient;
  }

  /// The gradient of `value`, of zeros where nothing depends on it.
  Value get(Value value);

  /// Passes the gradient of the result of `op`, if it has one, to its operands.
  LogicalResult visit(Operation *op);

private:
  OpBuilder &builder;
  Location loc;
  DenseMap<Value, Value> gradients;
};

} // namespace

Value GradientBuilder::get(Value value) {
  if (Value gradient = gradients.lookup(value))
    return gradient;
  auto type = cast<RankedTensorType>(value.getType());
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(type.getElementType()));
  SmallVector<Value> sizes;
  for (OpFoldResult size : tensor::getMixedSizes(builder, loc, value))
    if (auto dynamic = dyn_cast<Value>(size))
      sizes.push_back(dynamic);
  return tensor::SplatOp::create(builder, loc, type, zero, sizes);
}

LogicalResult GradientBuilder::visit(Operation *op) {
  if (op->getNumResults() != 1)
    return success();
  Value gradient = gradients.lookup(op->getResult(0));
  if (!gradient)
    return success();
  if (isa<arith::AddFOp>(op)) {
    add(op->getOperand(0), gradient);
    add(op->getOperand(1), gradient);
    return success();
  }
  if (isa<arith::MulFOp>(op)) {
    for (int64_t i = 0; i < 2; ++i)
      add(op->getOperand(i),
          arith::MulFOp::create(builder, loc, gradient, op->getOperand(1 - i)));
    return success();
  }
  FailureOr<Value> ofSource = buildSourceGradient(builder, op, gradient);
  if (failed(ofSource))
    return op->emitOpError("expected to have a gradient, but it has none");
  add(op->getOperand(0), *ofSource);
  return success();
}

/// Adds the gradient of `function` behind it.
static LogicalResult buildGradientFunction(func::FuncOp function,
                                           SymbolTable &symbols) {
  if (!function.getBody().hasOneBlock())
    return function.emitError("expected a function of one block to "
                              "differentiate, but got ")
           << function.getBody().getBlocks().size();
  func::FuncOp result = function.clone();
  result->removeAttr(kDifferentiateAttrName);
  result.setName((function.getName() + "_gradient").str());
  symbols.insert(result, std::next(Block::iterator(function)));
  Block &block = result.getBody().front();
  Operation *exit = block.getTerminator();
  Location loc = function.getLoc();
  SmallVector<Operation *> ops =
      llvm::map_to_vector(llvm::reverse(block.without_terminator()),
                          [](Operation &op) { return &op; });

  OpBuilder builder(exit);
  GradientBuilder gradients(builder, loc);
  SmallVector<Value> inputs(block.getArguments());
  for (Value returned : exit->getOperands())
    if (isDifferentiable(returned.getType()))
      gradients.add(returned, block.addArgument(returned.getType(), loc));
  for (Operation *op : ops)
    if (failed(gradients.visit(op)))
      return failure();
  SmallVector<Value> outputs;
  for (Value input : inputs)
    if (isDifferentiable(input.getType()))
      outputs.push_back(gradients.get(input));
  exit->setOperands(outputs);
  result.setType(builder.getFunctionType(block.getArgumentTypes(),
                                         ValueRange(outputs).getTypes()));
  result.setAllArgAttrs(SmallVector<Attribute>(block.getNumArguments(),
                                               builder.getDictionaryAttr({})));
  result.setAllResultAttrs(
      SmallVector<Attribute>(outputs.size(), builder.getDictionaryAttr({})));
  return success();
}

namespace {

struct BuildGradientsPass final
    : rint::impl::RintBuildGradientsPassBase<BuildGradientsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr(kDifferentiateAttrName) && !function.isExternal())
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(buildGradientFunction(function, symbols)))
        return signalPassFailure();
  }
};

} // namespace
