//===- CallGuard.h - The guarded call of a thread ---------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_HOST_CALLGUARD_H
#define RINT_LIB_RUNTIME_HOST_CALLGUARD_H

#include <csetjmp>
#include <string>
#include <unordered_set>

namespace rint_runtime {

/// A guarded call while it runs.
class CallGuard {
public:
  explicit CallGuard(const std::string &location);
  CallGuard(const CallGuard &) = delete;
  ~CallGuard();

  /// The innermost guarded call of this thread, or null.
  static CallGuard *get() { return current; }

  const std::string &getLocation() const { return location; }

  /// Says what the call has allocated, and what it has freed.
  void addBuffer(void *memory) { buffers.insert(memory); }
  void removeBuffer(void *memory) { buffers.erase(memory); }
  void freeBuffers();

  /// Leaves the call with a message. Returns if that is not possible.
  void abandon(const char *text);

  /// Where `abandon` goes, and what it leaves.
  std::jmp_buf target;
  std::string message;

private:
  static thread_local CallGuard *current;

  const std::string &location;
  CallGuard *outer;
  std::unordered_set<void *> buffers;
};

} // namespace rint_runtime

#endif // RINT_LIB_RUNTIME_HOST_CALLGUARD_H
