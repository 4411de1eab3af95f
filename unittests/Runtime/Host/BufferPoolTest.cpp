//===- BufferPoolTest.cpp - Memory for large buffers ------------*- C++ -*-===//

#include "rint/Runtime/BufferPool.h"

#include "gtest/gtest.h"
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

static constexpr size_t kMiB = size_t(1) << 20;

namespace {
/// Counts from zero: the pool is that of the process.
class BufferPoolTest : public testing::Test {
protected:
  void SetUp() override {
    rintPoolSetLimit(size_t(1) << 30);
    rintPoolDrop();
    before = rintPoolGetStatistics();
    EXPECT_EQ(before.usedBytes, 0u);
    EXPECT_EQ(before.keptBytes, 0u);
  }

  uint64_t countAllocations() const {
    return rintPoolGetStatistics().allocations - before.allocations;
  }
  uint64_t countReuses() const {
    return rintPoolGetStatistics().reuses - before.reuses;
  }

  RintPoolStatistics before;
};
} // namespace

TEST_F(BufferPoolTest, UsesLargeBuffersAgain) {
  void *first = rintPoolAllocate(3 * kMiB);
  // In whole pages of 2 MiB.
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, 4 * kMiB);
  rintPoolFree(first);
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, 0u);
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 4 * kMiB);
  EXPECT_EQ(rintPoolGetStatistics().keptBuffers, 1u);
  void *second = rintPoolAllocate(4 * kMiB);
  EXPECT_EQ(second, first);
  EXPECT_EQ(countAllocations(), 2u);
  EXPECT_EQ(countReuses(), 1u);
  rintPoolFree(second);
  rintPoolDrop();
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 0u);
}

TEST_F(BufferPoolTest, LeavesSmallBuffersToTheLibrary) {
  void *memory = rintPoolAllocate(kMiB - 1);
  ASSERT_TRUE(memory);
  EXPECT_EQ(countAllocations(), 0u);
  rintPoolFree(memory);
  rintPoolFree(nullptr);
  // Memory of others is freed as by free.
  rintPoolFree(std::aligned_alloc(2 * kMiB, 2 * kMiB));
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 0u);
}

TEST_F(BufferPoolTest, FailsForWhatNothingHolds) {
  for (size_t bytes : {SIZE_MAX, SIZE_MAX - 4 * kMiB, size_t(1) << 62})
    EXPECT_FALSE(rintPoolAllocate(bytes)) << bytes;
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, 0u);
}

TEST_F(BufferPoolTest, KeepsNoMoreThanTheLimit) {
  rintPoolSetLimit(8 * kMiB);
  std::vector<void *> buffers;
  for (int i = 0; i < 4; ++i)
    buffers.push_back(rintPoolAllocate(4 * kMiB));
  for (void *buffer : buffers)
    rintPoolFree(buffer);
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 8 * kMiB);
  rintPoolSetLimit(0);
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 0u);
  rintPoolFree(rintPoolAllocate(4 * kMiB));
  EXPECT_EQ(rintPoolGetStatistics().keptBytes, 0u);
}

TEST_F(BufferPoolTest, KeepsFewBuffers) {
  std::vector<void *> buffers;
  for (int i = 0; i < 12; ++i)
    buffers.push_back(rintPoolAllocate(2 * kMiB));
  for (void *buffer : buffers)
    rintPoolFree(buffer);
  EXPECT_EQ(rintPoolGetStatistics().keptBuffers, 8u);
}

TEST_F(BufferPoolTest, ServesThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([i] {
      for (int turn = 0; turn < 200; ++turn) {
        auto *memory = static_cast<char *>(rintPoolAllocate(2 * kMiB));
        std::memset(memory, i, 4096);
        EXPECT_EQ(memory[4095], i);
        rintPoolFree(memory);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(countAllocations(), 800u);
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, 0u);
}

TEST_F(BufferPoolTest, WorksInAForkedProcess) {
  std::atomic<bool> done = false;
  std::thread busy([&] {
    while (!done)
      rintPoolFree(rintPoolAllocate(2 * kMiB));
  });
  for (int turn = 0; turn < 50; ++turn) {
    pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      // Without care the lock may be held by a thread that is not here.
      alarm(10);
      rintPoolFree(rintPoolAllocate(2 * kMiB));
      rintPoolDrop();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0) << "in turn " << turn;
  }
  done = true;
  busy.join();
}
