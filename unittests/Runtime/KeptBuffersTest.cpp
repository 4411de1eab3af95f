//===- KeptBuffersTest.cpp - Which freed buffer is used again ---*- C++ -*-===//

#include "Runtime/KeptBuffers.h"

#include "gmock/gmock.h"

using rint_runtime::KeptBuffers;
using testing::Optional;

TEST(KeptBuffersTest, TakesTheBestFit) {
  KeptBuffers<char> kept;
  kept.keep('a', 100);
  kept.keep('b', 70);
  kept.keep('c', 80);
  EXPECT_EQ(kept.getBytes(), 250u);
  EXPECT_THAT(kept.take(65), Optional('b'));
  EXPECT_THAT(kept.take(65), Optional('c'));
  EXPECT_EQ(kept.getBytes(), 100u);
  EXPECT_THAT(kept.take(100), Optional('a'));
  EXPECT_EQ(kept.getBytes(), 0u);
  EXPECT_EQ(kept.take(1), std::nullopt);
}

TEST(KeptBuffersTest, WastesNoMoreThanHalf) {
  KeptBuffers<char> kept;
  kept.keep('a', 100);
  EXPECT_EQ(kept.take(101), std::nullopt);
  EXPECT_EQ(kept.take(49), std::nullopt);
  EXPECT_THAT(kept.take(50), Optional('a'));
}

TEST(KeptBuffersTest, PrefersTheNewestOfThoseThatFitAlike) {
  KeptBuffers<char> kept;
  for (char handle : {'a', 'b', 'c'})
    kept.keep(handle, 10);
  EXPECT_THAT(kept.take(10), Optional('c'));
  EXPECT_THAT(kept.takeOldest(), Optional('a'));
  EXPECT_THAT(kept.takeOldest(), Optional('b'));
  EXPECT_EQ(kept.takeOldest(), std::nullopt);
}

TEST(KeptBuffersTest, ReleasesWhatIsNotInUse) {
  KeptBuffers<char> kept;
  kept.keep('a', 1);
  kept.keep('b', 2);
  kept.keep('c', 4);
  kept.releaseIf([](char handle) { return handle != 'b'; });
  EXPECT_EQ(kept.getBytes(), 2u);
  EXPECT_THAT(kept.takeOldest(), Optional('b'));
}
