//===- RintTransformOps.td - rint's patterns in schedules ---*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_TD
#define RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_TD

include "mlir/Dialect/Transform/IR/TransformDialect.td"
include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.td"
include "mlir/IR/OpBase.td"

/// A set of patterns in the body of a `transform.apply_patterns`.
class Rint_PatternsOp<string name>
    : Op<Transform_Dialect, "apply_patterns.rint." # name,
         [DeclareOpInterfaceMethods<PatternDescriptorOpInterface>]> {
  let cppNamespace = "::mlir::rint";
  let assemblyFormat = "attr-dict";
}

def ApplyNormalizePatternsOp : Rint_PatternsOp<"normalize"> {
  let summary = "The patterns of --rint-normalize";
  let description = [{
    Brings rint's ops to the core form that the other patterns take.

    Example:

    ```mlir
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.normalize
    } : !transform.any_op
    ```
  }];
}

def ApplySinkRepeatsPatternsOp : Rint_PatternsOp<"sink_repeats"> {
  let summary = "The patterns of --rint-sink-repeats";
  let description = [{
    Does before a repeat what is done to every copy alike.

    Example:

    ```mlir
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.sink_repeats
    } : !transform.any_op
    ```
  }];
}

def ApplyReadThroughRepeatsPatternsOp
    : Rint_PatternsOp<"read_through_repeats"> {
  let summary = "The patterns of --rint-read-through-repeats";
  let description = [{
    Lets consumers of linalg read the source of a repeat that has become a
    broadcast.

    Example:

    ```mlir
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.read_through_repeats
    } : !transform.any_op
    ```
  }];
}

def ApplyLinalgToRintPatternsOp : Rint_PatternsOp<"linalg_to_rint"> {
  let summary = "The patterns of --convert-linalg-to-rint";
  let description = [{
    Raises what frontends write to rint's ops.

    Example:

    ```mlir
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.linalg_to_rint
    } : !transform.any_op
    ```
  }];
}

def ApplyRintToLinalgPatternsOp : Rint_PatternsOp<"rint_to_linalg"> {
  let summary = "The patterns of --convert-rint-to-linalg";
  let description = [{
    Lowers rint's tensor ops, in core form, to destination-passing style.

    Example:

    ```mlir
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.rint_to_linalg
    } : !transform.any_op
    ```
  }];
}

#endif // RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_TD
