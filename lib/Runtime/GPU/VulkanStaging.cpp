//===- VulkanStaging.cpp - Copies between host and device -------*- C++ -*-===//

#include "VulkanStaging.h"

#include <algorithm>
#include <cstring>

using namespace rint_gpu;

/// The bytes of the buffer between, and of the largest piece.
static constexpr uint64_t kStagingBytes = 16 << 20;

/// At what multiples of bytes pieces start.
static constexpr uint64_t kAlignment = 16;

/// Waits for the commands that use `address`.
void VulkanStaging::waitFor(const void *address) {
  VulkanBuffer *buffer = memory.find(address);
  if (buffer && buffer->isBusy)
    queue.finish();
}

/// Room for `bytes` in the buffer between. Waits if commands use all of it.
char *VulkanStaging::take(uint64_t bytes) {
  if (!between)
    between =
        static_cast<char *>(memory.allocate(kStagingBytes, BufferKind::Host));
  if (used + bytes > kStagingBytes)
    waitFor(between);
  if (!memory.find(between)->isBusy)
    used = 0;
  char *piece = between + used;
  used += (bytes + kAlignment - 1) / kAlignment * kAlignment;
  return piece;
}

void VulkanStaging::copyToDevice(char *to, const char *from, uint64_t bytes) {
  for (uint64_t done = 0; done < bytes; done += kStagingBytes) {
    uint64_t size = std::min(bytes - done, kStagingBytes);
    char *piece = take(size);
    std::memcpy(piece, from + done, size);
    queue.copy(to + done, piece, size);
  }
}

void VulkanStaging::copyToHost(char *to, const char *from, uint64_t bytes) {
  for (uint64_t done = 0; done < bytes; done += kStagingBytes) {
    uint64_t size = std::min(bytes - done, kStagingBytes);
    char *piece = take(size);
    queue.copy(piece, from + done, size);
    queue.finish();
    std::memcpy(to + done, piece, size);
  }
}

void VulkanStaging::copy(char *to, const char *from, uint64_t bytes) {
  if (bytes == 0)
    return;
  VulkanBuffer *target = memory.find(to), *source = memory.find(from);
  bool isHidden = target && !target->isMapped;
  bool readsHidden = source && !source->isMapped;
  if (isHidden && readsHidden)
    return queue.copy(to, from, bytes);
  if (!isHidden && !readsHidden) {
    waitFor(to);
    waitFor(from);
    std::memcpy(to, from, bytes);
    return;
  }
  if (isHidden)
    copyToDevice(to, from, bytes);
  else
    copyToHost(to, from, bytes);
}
