//===- KeptBuffers.h - Freed buffers for the next allocations ---*- C++ -*-===//
//
// Getting memory from the system, or from the driver of a GPU, costs more than
// what most programs do with it. This is the policy by which all of rint's
// memory, on the host and on devices, is used again.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_KEPTBUFFERS_H
#define RINT_LIB_RUNTIME_KEPTBUFFERS_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rint_runtime {

/// A buffer that nobody uses. A `Handle` is what stands for it, such as its
/// address.
template <typename Handle> struct KeptBuffer {
  Handle handle;
  uint64_t bytes;
};

/// Such buffers, in a `List` of them.
template <typename Handle, typename List = std::vector<KeptBuffer<Handle>>>
class KeptBuffers {
public:
  using Buffer = KeptBuffer<Handle>;

  void keep(Handle handle, uint64_t bytes) {
    buffers.push_back({handle, bytes});
    keptBytes += bytes;
  }

  /// Takes out the buffer that fits best without wasting more than half of it,
  /// the newest of those that fit alike.
  std::optional<Handle> take(uint64_t bytes) {
    auto best = buffers.end();
    for (auto it = buffers.begin(); it != buffers.end(); ++it)
      if (it->bytes >= bytes && it->bytes / 2 <= bytes &&
          (best == buffers.end() || it->bytes <= best->bytes))
        best = it;
    if (best == buffers.end())
      return std::nullopt;
    return takeOut(best);
  }

  /// Takes out the buffer that was freed first.
  std::optional<Handle> takeOldest() {
    if (buffers.empty())
      return std::nullopt;
    return takeOut(buffers.begin());
  }

  /// Takes out the buffers for which `release`, which is passed their handles,
  /// returns true.
  template <typename Release> void releaseIf(Release release) {
    List rest;
    for (const Buffer &buffer : buffers) {
      if (release(buffer.handle))
        keptBytes -= buffer.bytes;
      else
        rest.push_back(buffer);
    }
    buffers.swap(rest);
  }

  /// The buffers, oldest first.
  const List &get() const { return buffers; }
  /// Their bytes together.
  uint64_t getBytes() const { return keptBytes; }

private:
  Handle takeOut(typename List::iterator at) {
    Handle handle = at->handle;
    keptBytes -= at->bytes;
    buffers.erase(at);
    return handle;
  }

  List buffers;
  uint64_t keptBytes = 0;
};

} // namespace rint_runtime

#endif // RINT_LIB_RUNTIME_KEPTBUFFERS_H
