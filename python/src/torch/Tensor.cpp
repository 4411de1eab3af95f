//===- Tensor.cpp - Tensors, types and results of PyTorch -----------------===//
//
// Tensor.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Tensor.h"

#include "../common/Memory.h"
#include "../common/Sizes.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <utility>

using namespace rint_torch;
using shims::table;

/// From here on the pool keeps buffers. PyTorch has a faster way to small ones.
static constexpr int64_t kPooledBytes = 1 << 20;

/// What a thread has to have to do: some 20 us.
static constexpr int64_t kBytesPerThread = 1 << 18;

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

void rint_torch::raise(Raised kind, const std::string &text) {
  if (kind == Raised::IndexError)
    throw std::out_of_range(text);
  throw std::runtime_error(text);
}

void rint_torch::raiseRule(Rule rule, const std::vector<std::string> &values) {
  raise(raisedFor(rule), textOf(rule, values));
}

void rint_torch::raiseIfFailed(rint_status status, const rint_error &error) {
  if (status != RINT_OK)
    raise(raisedForNumber(error.rule), error.text);
}

void rint_torch::require(shims::Error error) {
  if (error)
    throw std::runtime_error("expected a call of PyTorch's stable ABI to "
                             "succeed, but it failed");
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

namespace {
struct TypeEntry {
  int32_t type;
  TypeInfo info;
};
} // namespace

static std::vector<TypeEntry> listTypes() {
  std::vector<TypeEntry> types;
#define RINT_ADD_TYPE(name)                                                    \
  types.push_back({table.aoti_torch_dtype_##name(), {#name, {}, {}}});
  RINT_TORCH_TYPES(RINT_ADD_TYPE)
#undef RINT_ADD_TYPE
  auto find = [&](const char *name) -> TypeInfo & {
    return std::find_if(types.begin(), types.end(),
                        [&](const TypeEntry &entry) {
                          return std::string(entry.info.name) == name;
                        })
        ->info;
  };
  static constexpr const char *kIntegers[] = {
      "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"};
  for (int i = 0; i < 8; ++i) {
    TypeInfo &info = find(kIntegers[i]);
    info.integer = static_cast<rint_integer>(RINT_I8 + i);
    info.element = static_cast<rint_element>(RINT_ELEMENT_I8 + i);
  }
  find("bool").integer = RINT_U8;
  find("bool").element = RINT_ELEMENT_U8;
  find("float16").element = RINT_ELEMENT_F16;
  find("bfloat16").element = RINT_ELEMENT_BF16;
  find("float32").element = RINT_ELEMENT_F32;
  find("float64").element = RINT_ELEMENT_F64;
  for (auto [name, part] : {std::pair("complex32", RINT_ELEMENT_F16),
                            {"complex64", RINT_ELEMENT_F32},
                            {"complex128", RINT_ELEMENT_F64}}) {
    find(name).element = part;
    find(name).isComplex = true;
  }
  return types;
}

static const std::vector<TypeEntry> &types() {
  static const std::vector<TypeEntry> list = listTypes();
  return list;
}

const TypeInfo &rint_torch::typeInfo(int32_t type) {
  static constexpr TypeInfo unknown{"another type", {}, {}};
  for (const TypeEntry &entry : types())
    if (entry.type == type)
      return entry.info;
  return unknown;
}

int32_t rint_torch::typeNamed(const char *name) {
  for (const TypeEntry &entry : types())
    if (std::string(entry.info.name) == name)
      return entry.type;
  throw std::invalid_argument(name);
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

Tensor &Tensor::operator=(Tensor &&other) noexcept {
  std::swap(handle, other.handle);
  return *this;
}

Tensor::~Tensor() {
  if (handle)
    table.aoti_torch_delete_tensor_object(handle);
}

int64_t Tensor::rank() const {
  int64_t rank;
  require(table.aoti_torch_get_dim(handle, &rank));
  return rank;
}

const int64_t *Tensor::sizes() const {
  int64_t *sizes;
  require(table.aoti_torch_get_sizes(handle, &sizes));
  return sizes;
}

int32_t Tensor::type() const {
  int32_t type;
  require(table.aoti_torch_get_dtype(handle, &type));
  return type;
}

int64_t Tensor::elementSize() const {
  return static_cast<int64_t>(table.aoti_torch_dtype_element_size(type()));
}

const void *Tensor::data() const {
  const void *data;
  require(table.torch_get_const_data_ptr(handle, &data));
  return data;
}

void *Tensor::mutableData() {
  void *data;
  require(table.torch_get_mutable_data_ptr(handle, &data));
  return data;
}

static std::vector<int64_t> stridesFor(const std::vector<int64_t> &sizes) {
  std::vector<int64_t> strides(sizes.size());
  int64_t stride = 1;
  for (size_t i = sizes.size(); i-- > 0;) {
    strides[i] = stride;
    // What has no elements may have other sizes whose product does not fit.
    stride = static_cast<int64_t>(static_cast<uint64_t>(stride) *
                                  std::max<uint64_t>(sizes[i], 1));
  }
  return strides;
}

static Tensor makeEmpty(const std::vector<int64_t> &sizes, int32_t type) {
  std::vector<int64_t> strides = stridesFor(sizes);
  shims::TensorHandle handle;
  require(table.aoti_torch_empty_strided(
      static_cast<int64_t>(sizes.size()), sizes.data(), strides.data(), type,
      table.aoti_torch_device_type_cpu(), /*deviceIndex=*/-1, &handle));
  return Tensor(handle);
}

Tensor Tensor::contiguous() && {
  bool is;
  require(table.aoti_torch_is_contiguous(handle, &is));
  if (is)
    return std::move(*this);
  Tensor copy = makeEmpty(sizeVector(), type());
  require(table.aoti_torch_copy_(copy.handle, handle, 0));
  return copy;
}

Tensor Tensor::convertedTo(const char *name) && {
  Tensor copy = makeEmpty(sizeVector(), typeNamed(name));
  require(table.aoti_torch_copy_(copy.handle, handle, 0));
  return copy;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

void rint_torch::checkByteSize(const std::vector<int64_t> &sizes,
                               int64_t elementSize) {
  if (!byteSize(sizes, elementSize))
    raiseRule(Rule::ByteOverflow, {listSizes(sizes)});
}

static void freeBuffer(void *data, void *) { rint_pool_free(data); }

Tensor rint_torch::makeResult(const std::vector<int64_t> &sizes, int32_t type) {
  auto elementSize =
      static_cast<int64_t>(table.aoti_torch_dtype_element_size(type));
  checkByteSize(sizes, elementSize);
  int64_t bytes = *byteSize(sizes, elementSize);
  if (bytes < kPooledBytes)
    return makeEmpty(sizes, type);

  void *memory = allocateResult(bytes);
  if (!memory)
    raiseRule(Rule::Memory, {std::to_string(bytes)});
  std::vector<int64_t> strides = stridesFor(sizes);
  shims::TensorHandle handle;
  shims::Error error = table.torch_from_blob(
      memory, static_cast<int64_t>(sizes.size()), sizes.data(), strides.data(),
      /*offset=*/0, type, table.aoti_torch_device_type_cpu(),
      /*deviceIndex=*/-1, &handle, table.aoti_torch_layout_strided(),
      /*metadata=*/nullptr,
      /*metadataSize=*/0, freeBuffer, /*context=*/nullptr);
  if (error)
    rint_pool_free(memory);
  require(error);
  return Tensor(handle);
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

std::optional<int64_t> rint_torch::takeOptional(shims::Value value) {
  auto *behind = reinterpret_cast<shims::Value *>(value);
  if (!behind)
    return std::nullopt;
  auto number = static_cast<int64_t>(*behind);
  if (table.torch_delete_stable_ivalue)
    require(table.torch_delete_stable_ivalue(behind));
  else
    delete behind;
  return number;
}

std::string rint_torch::takeString(shims::Value value) {
  auto handle = reinterpret_cast<shims::StringHandle>(value);
  size_t length;
  const char *data;
  require(table.torch_string_length(handle, &length));
  require(table.torch_string_c_str(handle, &data));
  std::string string(data, length);
  require(table.torch_delete_string(handle));
  return string;
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

namespace {
/// Work on rows, and the first error in it.
struct RowWork {
  const FillRows &fill;
  std::mutex mutex;
  rint_status status = RINT_OK;
  rint_error error{};

  static void run(int64_t begin, int64_t end, void *context) {
    auto &work = *static_cast<RowWork *>(context);
    rint_error error;
    rint_status status = work.fill(begin, end, &error);
    if (status == RINT_OK)
      return;
    std::lock_guard<std::mutex> lock(work.mutex);
    work.status = status;
    work.error = error;
  }
};
} // namespace

void rint_torch::fillRows(int64_t rows, int64_t bytes, const FillRows &fill) {
  if (rows == 0 || bytes == 0)
    return;
  RowWork work{fill, {}};
  if (bytes <= kBytesPerThread) {
    RowWork::run(0, rows, &work);
  } else {
    int64_t bytesPerRow = std::max<int64_t>(bytes / rows, 1);
    int64_t grain = std::max<int64_t>(kBytesPerThread / bytesPerRow, 1);
    require(table.torch_parallel_for(0, rows, grain, RowWork::run, &work));
  }
  raiseIfFailed(work.status, work.error);
}
