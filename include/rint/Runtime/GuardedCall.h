//===- GuardedCall.h - Calls that survive an error --------------*- C++ -*-===//
//
// Compiled code reports a failed check by a function that does not return to
// it. In a program whose only purpose is the call, that is the end of the
// process. A host with other things to do gets the message instead.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_RUNTIME_GUARDEDCALL_H
#define RINT_RUNTIME_GUARDEDCALL_H

#include <optional>
#include <string>

namespace rint_runtime {

/// Calls `function(arguments)`, which is compiled code, and returns the message
/// if it reports an error, else nothing. `location` is where errors are
/// reported that have no place of their own.
///
/// After an error, the memory that the call has allocated through
/// `rintAllocate` and `rintAllocateZeros` is freed; what it has written to its
/// arguments stays. Functions of the host that compiled code calls are left
/// without running their destructors. Device memory and kernels of a GPU are
/// not cleaned up.
///
/// Every thread may make calls, also within calls. But an error that is
/// reported on another thread than that of the call, or inside of an OpenMP
/// region with several threads, still ends the process: there is no way to take
/// the other threads out of compiled code.
std::optional<std::string> callGuarded(void (*function)(void **),
                                       void **arguments,
                                       const std::string &location);

} // namespace rint_runtime

#endif // RINT_RUNTIME_GUARDEDCALL_H
