//===- SPIRVReflection.cpp - What a SPIR-V module says of itself *- C++ -*-===//
//
// The numbers are those of the SPIR-V specification, section 3.
//
//===----------------------------------------------------------------------===//

#include "SPIRVReflection.h"

using namespace rint_gpu;

namespace {
enum Opcode : uint32_t {
  OpName = 5,
  OpTypeInt = 21,
  OpTypeStruct = 30,
  OpTypePointer = 32,
  OpVariable = 59,
  OpDecorate = 71,
};
enum Decoration : uint32_t { DecorationBinding = 33 };
} // namespace

/// Words of the header of a module.
static constexpr size_t kHeaderWords = 5;

SPIRVReflection::SPIRVReflection(const uint32_t *words, size_t numWords) {
  for (size_t at = kHeaderWords; at < numWords;) {
    size_t length = words[at] >> 16;
    if (length == 0 || at + length > numWords)
      break;
    read(words[at] & 0xffff, words + at + 1, length - 1);
    at += length;
  }
}

void SPIRVReflection::read(uint32_t opcode, const uint32_t *operands,
                           size_t numOperands) {
  switch (opcode) {
  case OpName:
    ids[reinterpret_cast<const char *>(operands + 1)] = operands[0];
    break;
  case OpTypeInt:
    numberBytes[operands[0]] = operands[1] / 8;
    if (operands[1] != 32)
      widths.insert(operands[1]);
    break;
  case OpTypeStruct:
    if (numOperands > 1)
      inner[operands[0]] = operands[1];
    break;
  case OpTypePointer:
    inner[operands[0]] = operands[2];
    break;
  case OpVariable:
    variables[operands[1]] = operands[0];
    break;
  case OpDecorate:
    if (operands[1] == DecorationBinding)
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
