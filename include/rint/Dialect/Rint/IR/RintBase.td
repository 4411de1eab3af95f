//===- RintBase.td - What all rint ops share ---------------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTBASE_TD
#define RINT_DIALECT_RINT_IR_RINTBASE_TD

include "rint/Dialect/Rint/IR/RintDialect.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/EnumAttr.td"

/// What rint moves, bit for bit; only reductions of segments compute on it.
def Rint_Element : AnyTypeOf<[AnyInteger, Index, AnyFloat, AnyComplex],
    "integer, index, floating-point or complex">;
def Rint_Tensor : RankedTensorOf<[Rint_Element]>;
def Rint_TensorOrMemRef : AnyTypeOf<[Rint_Tensor, MemRefOf<[Rint_Element]>]>;
def Rint_IntegerVector : AnyTypeOf<[1DTensorOf<[AnyInteger, Index]>,
                                    MemRefRankOf<[AnyInteger, Index], [1]>]>;
def Rint_IndexVector : AnyTypeOf<[1DTensorOf<[Index]>,
                                  MemRefRankOf<[Index], [1]>]>;

/// What is made of the slices of a segment.
def Rint_ReductionKind : I32EnumAttr<"ReductionKind", "what a segment becomes", [
    I32EnumAttrCase<"sum", 0>, I32EnumAttrCase<"mean", 1>,
    I32EnumAttrCase<"max", 2>, I32EnumAttrCase<"min", 3>,
    I32EnumAttrCase<"prod", 4>]> {
  let cppNamespace = "::mlir::rint";
}

class Rint_Op<string mnemonic, list<Trait> traits = []>
    : Op<Rint_Dialect, mnemonic, traits>;

#endif // RINT_DIALECT_RINT_IR_RINTBASE_TD
