//===- DeviceChoiceTest.cpp - Which of several GPUs to use ------*- C++ -*-===//

#include "Runtime/GPU/DeviceChoice.h"

#include "gtest/gtest.h"
#include <cstdlib>

using rint_gpu::chooseDevice;

namespace {
class DeviceChoiceTest : public testing::Test {
protected:
  void SetUp() override { unsetenv("RINT_GPU_DEVICE"); }

  size_t choose(const char *wanted) {
    setenv("RINT_GPU_DEVICE", wanted, /*overwrite=*/1);
    return chooseDevice(names, /*preferred=*/2, "a driver");
  }

  std::vector<std::string> names = {"llvmpipe 0", "Card 12", "Card 1"};
};
using DeviceChoiceDeathTest = DeviceChoiceTest;
} // namespace

TEST_F(DeviceChoiceTest, PrefersOneUnlessTold) {
  EXPECT_EQ(chooseDevice(names, 2, "a driver"), 2u);
  EXPECT_EQ(choose(""), 2u);
}

TEST_F(DeviceChoiceTest, TakesNumbersBeforeNames) {
  EXPECT_EQ(choose("0"), 0u);
  EXPECT_EQ(choose("1"), 1u);
  // No device has the number, but two have it in their name.
  EXPECT_EQ(choose("12"), 1u);
  EXPECT_EQ(choose("Card"), 1u);
  EXPECT_EQ(choose("pipe"), 0u);
}

TEST_F(DeviceChoiceDeathTest, ListsTheDevices) {
  EXPECT_EXIT(choose("3"), testing::ExitedWithCode(1),
              "^error: expected the device to be one of 0 \\(llvmpipe 0\\), "
              "1 \\(Card 12\\), 2 \\(Card 1\\), but got '3'\n$");
  names.clear();
  EXPECT_EXIT(choose("0"), testing::ExitedWithCode(1),
              "^error: expected a GPU, but got none; install a driver\n$");
}
