//===- GuardedCallTest.cpp - Calls that survive an error --------*- C++ -*-===//

#include "rint/Runtime/GuardedCall.h"
#include "rint/Runtime/BufferPool.h"
#include "rint/Runtime/HostRuntime.h"

#include "gmock/gmock.h"
#include <thread>

using rint_runtime::callGuarded;
using testing::Optional;

static constexpr size_t kMiB = size_t(1) << 20;

/// Stand for compiled code.
static void succeed(void **arguments) {
  *static_cast<int *>(arguments[0]) += 1;
}
static void failLate(void **) {
  (void)rintAllocate(4 * kMiB);
  (void)rintAllocateZeros(1, 100);
  rintFree(rintAllocate(2 * kMiB));
  rintReportError("f.mlir:1:2: error: broken");
}
static void askForTooMuch(void **) { (void)rintAllocate(SIZE_MAX / 2); }
static void askForTooManyZeros(void **) {
  (void)rintAllocateZeros(SIZE_MAX, 2);
}

TEST(GuardedCallTest, ReturnsNothingOnSuccess) {
  int count = 0;
  void *arguments[] = {&count};
  EXPECT_EQ(callGuarded(succeed, arguments, "f:1:1"), std::nullopt);
  EXPECT_EQ(count, 1);
}

TEST(GuardedCallTest, ReturnsTheMessageAndFreesTheMemory) {
  size_t used = rintPoolGetStatistics().usedBytes;
  for (int turn = 0; turn < 1000; ++turn)
    ASSERT_THAT(callGuarded(failLate, nullptr, "f:1:1"),
                Optional(std::string("f.mlir:1:2: error: broken")));
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, used);
}

TEST(GuardedCallTest, ReportsMissingMemoryAtTheLocation) {
  EXPECT_THAT(callGuarded(askForTooMuch, nullptr, "f.mlir:7:8"),
              Optional(std::string(
                  "f.mlir:7:8: error: expected a buffer to fit in memory, but "
                  "got 9223372036854775807 bytes")));
  EXPECT_THAT(callGuarded(askForTooManyZeros, nullptr, "f.mlir:7:8"),
              Optional(std::string(
                  "f.mlir:7:8: error: expected a buffer to fit in memory, but "
                  "got 18446744073709551615 bytes")));
}

TEST(GuardedCallTest, WorksWithinACallAndOnThreads) {
  auto outer = [](void **arguments) {
    auto *inner = static_cast<std::optional<std::string> *>(arguments[0]);
    *inner = callGuarded(failLate, nullptr, "inner:1:1");
    rintReportError("outer");
  };
  auto check = [&] {
    std::optional<std::string> inner;
    void *arguments[] = {&inner};
    EXPECT_THAT(callGuarded(outer, arguments, "outer:1:1"),
                Optional(std::string("outer")));
    EXPECT_THAT(inner, Optional(std::string("f.mlir:1:2: error: broken")));
  };
  std::thread first(check), second(check);
  first.join();
  second.join();
}

TEST(GuardedCallDeathTest, EndsTheProcessElsewhere) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(rintReportError("f.mlir:1:2: error: broken"),
              testing::ExitedWithCode(1), "^f.mlir:1:2: error: broken\n$");
  EXPECT_EXIT(
      {
        rint_runtime::setErrorLocation("f.mlir:3:4");
        (void)rintAllocate(SIZE_MAX / 2);
      },
      testing::ExitedWithCode(1),
      "^f.mlir:3:4: error: expected a buffer to fit in memory");
}
