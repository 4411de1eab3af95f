//===- SPIRVReflection.cpp - What a SPIR-V module says of itself *- C++ -*-===//

#include "SPIRVReflection.h"

#include <spirv/unified1/spirv.hpp>

using namespace rint_gpu;

/// Words of the header of a module.
static constexpr size_t kHeaderWords = 5;

SPIRVReflection::SPIRVReflection(const uint32_t *words, size_t numWords) {
  for (size_t at = kHeaderWords; at < numWords;) {
    size_t length = words[at] >> spv::WordCountShift;
    if (length == 0 || at + length > numWords)
      break;
    read(words[at] & spv::OpCodeMask, words + at + 1, length - 1);
    at += length;
  }
}

void SPIRVReflection::read(uint32_t opcode, const uint32_t *operands,
                           size_t numOperands) {
  switch (opcode) {
  case spv::OpName:
    ids[reinterpret_cast<const char *>(operands + 1)] = operands[0];
    break;
  case spv::OpTypeInt:
    numberBytes[operands[0]] = operands[1] / 8;
    if (operands[1] != 32)
      widths.insert(operands[1]);
    break;
  case spv::OpTypeStruct:
    if (numOperands > 1)
      inner[operands[0]] = operands[1];
    break;
  case spv::OpTypePointer:
    inner[operands[0]] = operands[2];
    break;
  case spv::OpVariable:
    variables[operands[1]] = operands[0];
    break;
  case spv::OpDecorate:
    if (operands[1] == spv::DecorationBinding)
      bindings[operands[0]] = operands[2];
    break;
  default:
    break;
  }
}

std::vector<KernelParameter>
SPIRVReflection::getParameters(const std::string &name) const {
  std::vector<KernelParameter> parameters;
  auto lookup = [](const auto &map, auto key) {
    auto it = map.find(key);
    return it == map.end() ? 0 : it->second;
  };
  for (size_t i = 0;; ++i) {
    uint32_t id = lookup(ids, name + "_arg_" + std::to_string(i));
    auto variable = variables.find(id);
    if (variable == variables.end())
      return parameters;
    KernelParameter parameter;
    parameter.binding = lookup(bindings, id);
    uint32_t structType = lookup(inner, variable->second);
    parameter.scalarBytes = lookup(numberBytes, lookup(inner, structType));
    parameters.push_back(parameter);
  }
}
