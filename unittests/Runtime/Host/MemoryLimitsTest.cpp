//===- MemoryLimitsTest.cpp - What Linux says about memory ------*- C++ -*-===//

#include "Runtime/Host/MemoryLimits.h"

#include "gmock/gmock.h"
#include <filesystem>
#include <fstream>

using rint_runtime::readMemoryLimits;
using testing::Optional;

namespace {
/// A folder that looks like the root of a Linux system.
class MemoryLimitsTest : public testing::Test {
protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "limits-XXXXXX";
    root = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(root); }

  void write(const std::string &path, const std::string &text) {
    std::filesystem::path file = root + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  /// The files of a control group.
  void writeGroup(const std::string &group, const std::string &limit,
                  int64_t usage, const std::string &stat = "") {
    std::string folder = "/sys/fs/cgroup" + group;
    write(folder + "/memory.max", limit + "\n");
    write(folder + "/memory.current", std::to_string(usage) + "\n");
    write(folder + "/memory.stat", stat);
  }

  std::string root;
};
} // namespace

TEST_F(MemoryLimitsTest, KnowsNothingWithoutFiles) {
  EXPECT_EQ(readMemoryLimits(root), std::nullopt);
}

TEST_F(MemoryLimitsTest, ReadsTheMachine) {
  write("/proc/meminfo", "MemTotal:       100 kB\nMemFree:        3 kB\n"
                         "MemAvailable:   50 kB\n");
  EXPECT_THAT(readMemoryLimits(root), Optional(50 * 1024));
}

TEST_F(MemoryLimitsTest, ReadsTheGroupOfTheProcessAndThoseAboveIt) {
  write("/proc/meminfo", "MemAvailable: 5000 kB\n");
  write("/proc/self/cgroup", "0::/a/b\n");
  writeGroup("/a/b", "max", 10);
  EXPECT_THAT(readMemoryLimits(root), Optional(5000 * 1024));
  writeGroup("/a", "4000", 1000);
  EXPECT_THAT(readMemoryLimits(root), Optional(3000));
  writeGroup("/a/b", "2500", 500);
  EXPECT_THAT(readMemoryLimits(root), Optional(2000));
  writeGroup("", "1900", 400);
  EXPECT_THAT(readMemoryLimits(root), Optional(1500));
}

TEST_F(MemoryLimitsTest, DoesNotCountCachedFiles) {
  write("/proc/self/cgroup", "1:name=systemd:/other\n0::/\n");
  writeGroup("", "1000", 900,
             "anon 300\nfile 600\ninactive_file 400\nactive_file 150\n");
  EXPECT_THAT(readMemoryLimits(root), Optional(1000 - (900 - 400 - 150)));
}

TEST_F(MemoryLimitsTest, NeverIsNegative) {
  write("/proc/self/cgroup", "0::/\n");
  writeGroup("", "1000", 1200);
  EXPECT_THAT(readMemoryLimits(root), Optional(0));
}

TEST_F(MemoryLimitsTest, PassesOverWhatItCannotRead) {
  write("/proc/meminfo", "MemAvailable: many\n");
  write("/proc/self/cgroup", "0::/of/the/host\n");
  write("/sys/fs/cgroup/memory.max", "99999999999999999999999\n");
  write("/sys/fs/cgroup/memory.current", "");
  EXPECT_EQ(readMemoryLimits(root), std::nullopt);
}

TEST(MemoryLimitsOfThisMachineTest, AreKnown) {
  std::optional<int64_t> bytes = readMemoryLimits();
  ASSERT_TRUE(bytes);
  EXPECT_GT(*bytes, 0);
}
