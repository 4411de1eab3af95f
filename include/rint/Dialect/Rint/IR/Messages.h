//===- Messages.h - The texts of rint's errors ------------------*- C++ -*-===//
//
// The verifier and the run-time checks report the same rules, so both take the
// texts from here: the verifier fills in {0}, {1}, ... with llvm::formatv, a
// rint.check when it fails. The numbers are those of docs/specification.md.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_DIALECT_RINT_IR_MESSAGES_H
#define RINT_DIALECT_RINT_IR_MESSAGES_H

namespace mlir::rint::messages {

// Literals that an attribute cannot hold, worded as the rules that they break.
// {0} is the name of the clause.
inline constexpr char kLiteralNegative[] =
    "expected {0} to be non-negative, but got {1}";
inline constexpr char kLiteralOverflow[] =
    "expected {0} to fit 63 bits, but got an overflow for {1}";

// C1: rank of repeats.
inline constexpr char kRepeatsRank[] =
    "expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got "
    "rank {0}";
inline constexpr char kRepeatsVectorRank[] =
    "expected repeats to be a 1-D tensor or a list, but got rank {0}";
inline constexpr char kRepeatsUnranked[] =
    "expected repeats to be a scalar or a ranked tensor, but got {0}";

// C2: dim.
inline constexpr char kDimRange[] =
    "expected dim to be at least -{0} and less than {0}, but got {1}";
inline constexpr char kDimOfScalar[] =
    "expected no dim for an input of rank 0, but got {0}";

// C3: number of repeats, and of the slices that they are told to serve.
inline constexpr char kSizeNegative[] =
    "expected size to be non-negative, but got {0}";
inline constexpr char kRepeatsCount[] =
    "expected the number of elements of repeats to be 1 or {0}, but got {1}";

// C4: type of repeats.
inline constexpr char kRepeatsType[] =
    "expected the element type of repeats to be an integer or index, but got "
    "{0}";

// C5: no negative count.
inline constexpr char kNegativeRepeat[] =
    "expected repeats to be non-negative, but got {0}";
inline constexpr char kNegativeRepeatAt[] =
    "expected repeats[{0}] to be non-negative, but got {1}";
inline constexpr char kNegativeCountAt[] =
    "expected counts[{0}] to be non-negative, but got {1}";

// C6: sizes fit 63 bits, and memory.
inline constexpr char kSumOverflow[] =
    "expected the sum of repeats to fit 63 bits, but got an overflow at "
    "repeats[{0}] = {1}";
inline constexpr char kProductOverflow[] =
    "expected the size of the result to fit 63 bits, but got an overflow for "
    "{0} slices and repeats = {1}";
inline constexpr char kCountOverflow[] =
    "expected the size of the result to fit 63 bits, but got an overflow for "
    "{0} slices and counts[{1}] = {2}";
/// {0} is the shape of the result.
inline constexpr char kByteOverflow[] =
    "expected the byte size of the result to fit 63 bits, but got an overflow "
    "for the shape [{0}]";
inline constexpr char kElementsOverflow[] =
    "expected the number of elements of the input to fit 63 bits, but got an "
    "overflow";
inline constexpr char kMemory[] =
    "expected the result to fit in memory, but got {0} bytes";
inline constexpr char kOffsetsOverflow[] =
    "expected the byte size of the offsets to fit 63 bits, but got an overflow "
    "for {0} slices";
inline constexpr char kOffsetsMemory[] =
    "expected the offsets to fit in memory, but got {0} bytes";

// C7: output_size.
inline constexpr char kOutputSizeNegative[] =
    "expected output_size to be non-negative, but got {0}";
inline constexpr char kOutputSize[] =
    "expected output_size to be {0}, the sum of repeats, but got {1}";
inline constexpr char kOutputSizeWithOffsets[] =
    "expected no output_size with offsets";

// C8: the result.
inline constexpr char kResultElementType[] =
    "expected the element type of the result to be {0}, but got {1}";
inline constexpr char kResultRank[] =
    "expected the result to have rank {0}, but got {1}";
inline constexpr char kResultSize[] =
    "expected dimension {0} of the result to be {1}, but got {2}";

// C9: offsets.
inline constexpr char kOffsetsType[] =
    "expected offsets to be a 1-D tensor of index, but got {0}";
inline constexpr char kOffsetsCount[] =
    "expected offsets to have {0} entries, one more than there are slices, but "
    "got {1}";
inline constexpr char kOffsetsEmpty[] =
    "expected offsets to have at least one entry, but got {0}";
inline constexpr char kOffsetsStart[] =
    "expected offsets[0] to be 0, but got {0}";
inline constexpr char kOffsetsFall[] =
    "expected offsets[{0}] to be at least {1}, the entry before it, but got "
    "{2}";

// C10: number of counts.
inline constexpr char kCountsNumber[] =
    "expected counts to have at least {0} entries, one for each dimension of "
    "the input, but got {1}";

// C11: type of indices.
inline constexpr char kIndicesType[] =
    "expected the element type of the result to be an integer or index, but "
    "got {0}";
inline constexpr char kIndicesWidth[] =
    "expected the element type of the result to hold {0}, the largest index, "
    "but got {1}";

} // namespace mlir::rint::messages

#endif // RINT_DIALECT_RINT_IR_MESSAGES_H
