//===- SPIRVReflectionTest.cpp - What a SPIR-V module says ------*- C++ -*-===//

#include "Runtime/GPU/SPIRVReflection.h"

#include "gmock/gmock.h"
#include <cstring>
#include <spirv/unified1/spirv.hpp>

using rint_gpu::KernelParameter;
using rint_gpu::SPIRVReflection;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
/// Writes a module instruction by instruction.
class ModuleWriter {
public:
  void add(spv::Op opcode, const std::vector<uint32_t> &operands) {
    words.push_back((operands.size() + 1) << spv::WordCountShift | opcode);
    words.insert(words.end(), operands.begin(), operands.end());
  }
  void addName(uint32_t id, const std::string &name) {
    std::vector<uint32_t> operands(1 + name.size() / 4 + 1);
    operands[0] = id;
    std::memcpy(&operands[1], name.data(), name.size());
    add(spv::OpName, operands);
  }
  SPIRVReflection reflect() const { return {words.data(), words.size()}; }

  std::vector<uint32_t> words = {spv::MagicNumber, 0x10300, 0, 100, 0};
};
} // namespace

/// A kernel k of an array of bytes and a 64-bit number.
static ModuleWriter makeModule() {
  ModuleWriter writer;
  writer.addName(1, "k_arg_0");
  writer.addName(2, "k_arg_1");
  writer.add(spv::OpDecorate, {1, spv::DecorationBinding, 5});
  writer.add(spv::OpDecorate, {2, spv::DecorationBinding, 7});
  writer.add(spv::OpTypeInt, {10, 8, 0});
  writer.add(spv::OpTypeInt, {11, 32, 0});
  writer.add(spv::OpTypeInt, {12, 64, 0});
  writer.add(spv::OpTypeRuntimeArray, {20, 10});
  writer.add(spv::OpTypeStruct, {30, 20});
  writer.add(spv::OpTypeStruct, {31, 12});
  writer.add(spv::OpTypePointer, {40, spv::StorageClassStorageBuffer, 30});
  writer.add(spv::OpTypePointer, {41, spv::StorageClassStorageBuffer, 31});
  writer.add(spv::OpVariable, {40, 1, spv::StorageClassStorageBuffer});
  writer.add(spv::OpVariable, {41, 2, spv::StorageClassStorageBuffer});
  return writer;
}

static std::vector<std::pair<uint32_t, uint32_t>>
getPairs(const SPIRVReflection &reflection, const std::string &kernel) {
  std::vector<std::pair<uint32_t, uint32_t>> result;
  for (const KernelParameter &parameter : reflection.getParameters(kernel))
    result.emplace_back(parameter.binding, parameter.scalarBytes);
  return result;
}

TEST(SPIRVReflectionTest, FindsParametersAndWidths) {
  SPIRVReflection reflection = makeModule().reflect();
  EXPECT_THAT(getPairs(reflection, "k"),
              ElementsAre(std::pair(5, 0), std::pair(7, 8)));
  EXPECT_THAT(getPairs(reflection, "other"), IsEmpty());
  EXPECT_THAT(reflection.getWidths(), ElementsAre(8, 64));
}

TEST(SPIRVReflectionTest, StopsWhereAModuleIsCut) {
  ModuleWriter writer = makeModule();
  for (size_t size = 0; size <= writer.words.size(); ++size)
    // In memory of that size, so that sanitizers see what is read behind it.
    (void)SPIRVReflection(
        std::vector<uint32_t>(writer.words.begin(), writer.words.begin() + size)
            .data(),
        size);
  writer.words = {spv::MagicNumber, 0, 0, 0, 0, 0, 0};
  EXPECT_THAT(getPairs(writer.reflect(), "k"), IsEmpty());
}
