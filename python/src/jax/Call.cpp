//===- Call.cpp - A call from XLA -----------------------------------------===//
//
// Call.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Call.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <numeric>

using namespace rint_jax;
using namespace xla_ffi;

void rint_jax::raiseRule(Rule rule, const std::vector<std::string> &values) {
  throw Failure(textOf(rule, values));
}

void rint_jax::raiseIfFailed(rint_status status, const rint_error &error) {
  if (status != RINT_OK)
    throw Failure(error.text);
}

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

/// Throws that XLA's `type` is not what a handler takes.
[[noreturn]] static void failType(const char *wanted, ElementType type) {
  throw Failure(std::string("expected ") + wanted + ", but got XLA's type " +
                std::to_string(static_cast<int>(type)));
}

TypeInfo rint_jax::typeInfo(ElementType type) {
  switch (type) {
  case Pred:
    return {1, RINT_U8, RINT_ELEMENT_U8};
  case S8:
    return {1, RINT_I8, RINT_ELEMENT_I8};
  case S16:
    return {2, RINT_I16, RINT_ELEMENT_I16};
  case S32:
    return {4, RINT_I32, RINT_ELEMENT_I32};
  case S64:
    return {8, RINT_I64, RINT_ELEMENT_I64};
  case U8:
    return {1, RINT_U8, RINT_ELEMENT_U8};
  case U16:
    return {2, RINT_U16, RINT_ELEMENT_U16};
  case U32:
    return {4, RINT_U32, RINT_ELEMENT_U32};
  case U64:
    return {8, RINT_U64, RINT_ELEMENT_U64};
  case F16:
    return {2, {}, RINT_ELEMENT_F16};
  case BF16:
    return {2, {}, RINT_ELEMENT_BF16};
  case F32:
    return {4, {}, RINT_ELEMENT_F32};
  case F64:
    return {8, {}, RINT_ELEMENT_F64};
  case C64:
    return {8, {}, RINT_ELEMENT_F32};
  case C128:
    return {16, {}, RINT_ELEMENT_F64};
  case F8E5M2:
  case F8E4M3FN:
  case F8E4M3B11FNUZ:
  case F8E5M2FNUZ:
  case F8E4M3FNUZ:
  case F8E4M3:
  case F8E3M4:
  case F8E8M0FNU:
    return {1, {}, {}};
  }
  failType("elements of whole bytes", type);
}

static int64_t product(const int64_t *begin, const int64_t *end) {
  return std::accumulate(begin, end, int64_t{1}, std::multiplies<>());
}

rint_integer Array::integer() const {
  if (std::optional<rint_integer> integer = type().integer)
    return *integer;
  failType("integers", buffer->type);
}

rint_element Array::element() const {
  if (std::optional<rint_element> element = type().element)
    return *element;
  failType("elements to compute with", buffer->type);
}

int64_t Array::bytes() const {
  return product(sizes(), buffer->sizes + buffer->rank) * type().size;
}

int64_t Array::batchSize() const {
  return product(buffer->sizes, buffer->sizes + batchRank);
}

char *Array::at(int64_t index, const Array &result) const {
  int64_t position = 0, stride = 1;
  for (int64_t i = batchRank; i-- > 0;) {
    int64_t own = buffer->sizes[i], all = result.buffer->sizes[i];
    position += own == 1 ? 0 : index % all * stride;
    index /= all;
    stride *= own;
  }
  return static_cast<char *>(buffer->data) + position * bytes();
}

rint_shape Array::around(int64_t behind) const {
  const int64_t *end = buffer->sizes + buffer->rank;
  const int64_t *dim = end - 1 - behind;
  return {product(sizes(), dim), *dim, product(dim + 1, end) * type().size};
}

int64_t Call::attribute(const char *name) const {
  for (int64_t i = 0; i < frame.attributes.number; ++i) {
    const Span &span = *frame.attributes.names[i];
    if (span.size == std::strlen(name) &&
        std::memcmp(span.data, name, span.size) == 0)
      return *static_cast<int64_t *>(
          static_cast<Scalar *>(frame.attributes.values[i])->value);
  }
  throw Failure(std::string("expected the attribute ") + name +
                ", but got none");
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

/// What a thread has to have to do: some 20 us.
static constexpr int64_t kBytesPerThread = 1 << 18;

namespace {
/// Rows in chunks, which threads take one after the other. Who waits for it
/// works on it, too, so that it ends even if XLA has no thread for it.
struct Work {
  const FillRows *fill;
  int64_t rows, chunks;
  std::atomic<int64_t> next{0};

  std::mutex mutex;
  std::condition_variable allDone;
  int64_t done = 0;
  rint_status status = RINT_OK;
  rint_error error{};

  /// Takes chunks until there are none left.
  void run();
  /// Waits for those that others have taken.
  void wait();
};
} // namespace

void Work::run() {
  for (int64_t chunk; (chunk = next++) < chunks;) {
    int64_t size = rows / chunks, rest = rows % chunks;
    int64_t begin = chunk * size + std::min(chunk, rest);
    rint_error failed;
    rint_status result =
        (*fill)(begin, begin + size + (chunk < rest ? 1 : 0), &failed);
    std::lock_guard<std::mutex> lock(mutex);
    if (result != RINT_OK) {
      status = result;
      error = failed;
    }
    if (++done == chunks)
      allDone.notify_all();
  }
}

void Work::wait() {
  std::unique_lock<std::mutex> lock(mutex);
  allDone.wait(lock, [&] { return done == chunks; });
}

static void drop(const CallFrame &frame, Error *error) {
  DestroyError destroy{{sizeof(DestroyError), nullptr}, error};
  frame.api->destroyError(&destroy);
}

/// The threads that XLA has, or one if it does not say.
static int64_t countThreads(const CallFrame &frame) {
  if (frame.api->header.size < sizeof(Api))
    return 1;
  int64_t number = 1;
  CountThreads count{{sizeof(CountThreads), nullptr}, frame.context, &number};
  if (Error *error = frame.api->countThreads(&count)) {
    drop(frame, error);
    return 1;
  }
  return number;
}

/// Lets one of XLA's threads help, if it has one. It may come when all is done.
static void schedule(const CallFrame &frame, std::shared_ptr<Work> work) {
  auto *data = new std::shared_ptr<Work>(std::move(work));
  auto task = [](void *data) {
    std::unique_ptr<std::shared_ptr<Work>> owner(
        static_cast<std::shared_ptr<Work> *>(data));
    (*owner)->run();
  };
  Schedule arguments{{sizeof(Schedule), nullptr}, frame.context, task, data};
  if (Error *error = frame.api->schedule(&arguments)) {
    delete data;
    drop(frame, error);
  }
}

void Call::fillRows(int64_t rows, int64_t bytes, const FillRows &fill) const {
  if (rows == 0 || bytes == 0)
    return;
  int64_t threads =
      std::min({rows, bytes / kBytesPerThread, countThreads(frame)});
  if (threads <= 1) {
    rint_error error;
    raiseIfFailed(fill(0, rows, &error), error);
    return;
  }
  auto work = std::make_shared<Work>();
  work->fill = &fill;
  work->rows = rows;
  // More than threads: some may be late.
  work->chunks = std::min(rows, 4 * threads);
  for (int64_t i = 1; i < threads; ++i)
    schedule(frame, work);
  work->run();
  work->wait();
  raiseIfFailed(work->status, work->error);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Answers what XLA asks of a handler when it is registered: the version that
/// XLA has, since what is used here is the same in all.
static bool answerMetadata(CallFrame *frame) {
  Extension *extension = frame->header.extensions;
  if (!extension || extension->type != kMetadata)
    return false;
  Metadata *metadata =
      reinterpret_cast<MetadataExtension *>(extension)->metadata;
  metadata->version.major = 0;
  metadata->version.minor = frame->api->version.minor;
  metadata->traits = 0;
  return true;
}

Error *rint_jax::run(CallFrame *frame, Handler handler) {
  if (answerMetadata(frame))
    return nullptr;
  try {
    handler(Call(*frame));
    return nullptr;
  } catch (const std::exception &error) {
    CreateError arguments{
        {sizeof(CreateError), nullptr}, error.what(), kInvalidArgument};
    return frame->api->createError(&arguments);
  }
}
