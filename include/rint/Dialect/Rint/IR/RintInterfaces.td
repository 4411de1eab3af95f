//===- RintInterfaces.td - Interfaces of rint ops ----------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTINTERFACES_TD
#define RINT_DIALECT_RINT_IR_RINTINTERFACES_TD

include "mlir/IR/OpBase.td"

def Rint_RuledOpInterface : OpInterface<"RuledOpInterface"> {
  let cppNamespace = "::mlir::rint";
  let description = [{
    An op whose result follows from facts about its operands by the rules of the
    specification. Verification, inference and the canonical forms that all such
    ops share are written once on these two methods.
  }];
  let methods = [
    InterfaceMethod<[{
        Reads what the rules look at. Constant operands count as known if
        `lookThroughOperands`.
      }],
      "void", "readFacts",
      (ins "bool":$lookThroughOperands, "::mlir::rint::Facts &":$facts)>,
    InterfaceMethod<[{
        Applies the rules to `facts` in the order of their numbers and returns
        the shape of the result as far as it is known.
      }],
      "::mlir::FailureOr<::mlir::SmallVector<int64_t>>", "inferShape",
      (ins "const ::mlir::rint::Rules &":$rules,
           "const ::mlir::rint::Facts &":$facts)>
  ];
}

#endif // RINT_DIALECT_RINT_IR_RINTINTERFACES_TD
