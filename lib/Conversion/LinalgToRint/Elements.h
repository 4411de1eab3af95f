//===- Elements.h - What an element of a tensor is made of ------*- C++ -*-===//
//
// A mask reaches linalg as a row of ops of one step each: an iota, broadcasts,
// reshapes that add and remove dimensions of one element, a comparison, a cast,
// and behind the sum what wraps and clamps an index. How many there are, and in
// which order, differs from frontend to frontend. One element of the last of
// them is the same expression for all, and that is what is looked at here.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_LINALGTORINT_ELEMENTS_H
#define RINT_LIB_CONVERSION_LINALGTORINT_ELEMENTS_H

#include "Sizes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <memory>

namespace mlir::rint {

struct Element;
using ElementRef = std::shared_ptr<const Element>;

/// A number that depends on a position: an expression whose leaves are elements
/// of tensors. Numbers are signed and never wrap: where a cast or a sum might,
/// the expression ends in an op that nobody matches.
struct Element {
  enum class Kind {
    /// `number`.
    Constant,
    /// The position in loop `number` of the op that is looked at.
    Position,
    /// The element of the tensor `value` at the positions `operands`.
    Load,
    /// `value`, the same for all positions.
    Scalar,
    /// What `op` makes of `operands`.
    Op
  };

  bool isConstant(int64_t wanted) const {
    return kind == Kind::Constant && number == wanted;
  }
  bool isPosition(int64_t loop) const {
    return kind == Kind::Position && number == loop;
  }

  Kind kind;
  int64_t number = 0;
  Value value;
  Operation *op = nullptr;
  SmallVector<ElementRef, 2> operands;
  /// The range of what the number can be.
  int64_t least, most;
};

inline ElementRef makeElement(Element element) {
  return std::make_shared<const Element>(std::move(element));
}

/// Whether numbers of `type` are looked at: integers of up to 64 bits and
/// index.
bool isCountable(Type type);

/// The signed numbers of a countable type; of a truth value 0 and 1.
std::pair<int64_t, int64_t> getIntegerRange(Type type);

/// Reads elements as functions of the position in the loops of `root`.
class ElementReader {
public:
  explicit ElementReader(linalg::LinalgOp root);
  /// Reads elements of tensors at constant positions.
  ElementReader() = default;

  /// The element of `tensor` at `positions`.
  ElementRef read(Value tensor, ArrayRef<ElementRef> positions);

  /// What `operand` of the root holds for the position of the loops; null if
  /// that cannot be told.
  ElementRef readOperand(OpOperand &operand);

  /// What the root computes as `value`, of its body, if all its assertions are
  /// known to hold.
  ElementRef readComputed(Value value);

  /// A number outside of all loops.
  ElementRef readScalar(Value value);

  ElementRef getConstant(int64_t number) const;
  ElementRef getPosition(int64_t loop) const;
  ArrayRef<Size> getLoopSizes() const { return loopSizes; }

private:
  using Bindings = DenseMap<Value, ElementRef>;

  ElementRef makeLoad(Value tensor, ArrayRef<ElementRef> positions) const;
  ElementRef readConstant(DenseIntElementsAttr elements,
                          ArrayRef<ElementRef> positions) const;
  ElementRef readLinalg(linalg::LinalgOp op, int64_t result,
                        ArrayRef<ElementRef> positions);
  ElementRef evaluateBody(linalg::LinalgOp op, Value value,
                          ArrayRef<ElementRef> loops);
  ElementRef evaluate(Value value, Bindings &bindings,
                      ArrayRef<ElementRef> loops, Block *body);
  ElementRef makeOp(Operation *op, ArrayRef<ElementRef> operands) const;
  ElementRef makeCast(Operation *op, const ElementRef &in) const;
  ElementRef makeSelect(Operation *op, ArrayRef<ElementRef> operands) const;

  linalg::LinalgOp root;
  SmallVector<Size> loopSizes;
  int depth = 0;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_ELEMENTS_H
