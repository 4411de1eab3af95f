//===- SPIRVReflection.h - What a SPIR-V module says of itself --*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_SPIRVREFLECTION_H
#define RINT_LIB_RUNTIME_GPU_SPIRVREFLECTION_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rint_gpu {

/// A parameter of a kernel, in the order of the kernel's function.
struct KernelParameter {
  uint32_t binding = 0;
  /// The bytes of a number; 0 for a buffer.
  uint32_t scalarBytes = 0;
};

/// Finds the parameters of the kernels in a module made by
/// --convert-gpu-to-spirv: each is a variable KERNEL_arg_N that holds a struct
/// of one number, or of one array without a size.
class SPIRVReflection {
public:
  SPIRVReflection(const uint32_t *words, size_t numWords);

  /// The parameters of the kernel `name`.
  std::vector<KernelParameter> getParameters(const std::string &name) const;

  /// The widths of integers, other than 32, that the module computes with.
  const std::set<unsigned> &getWidths() const { return widths; }

private:
  void read(uint32_t opcode, const uint32_t *operands, size_t numOperands);

  std::map<std::string, uint32_t> ids;
  /// The types of variables, and their bindings.
  std::map<uint32_t, uint32_t> variables;
  std::map<uint32_t, uint32_t> bindings;
  /// What pointers point to, and the first members of structs.
  std::map<uint32_t, uint32_t> inner;
  std::map<uint32_t, uint32_t> numberBytes;
  std::set<unsigned> widths;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_SPIRVREFLECTION_H
