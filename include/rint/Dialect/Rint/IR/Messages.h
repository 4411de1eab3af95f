//===- Messages.h - The texts of rint's errors ------------------*- C++ -*-===//
//
// The verifier and the run-time checks report the same rules, so both take the
// texts from here: kRepeatsRank for RINT_MESSAGE(1, RepeatsRank, ...).
//
//===----------------------------------------------------------------------===//

#ifndef RINT_DIALECT_RINT_IR_MESSAGES_H
#define RINT_DIALECT_RINT_IR_MESSAGES_H

namespace mlir::rint::messages {

#define RINT_MESSAGE(rule, id, text) inline constexpr char k##id[] = text;
#include "rint/Dialect/Rint/IR/Messages.def"

} // namespace mlir::rint::messages

#endif // RINT_DIALECT_RINT_IR_MESSAGES_H
