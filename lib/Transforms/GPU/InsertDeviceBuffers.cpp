//===- InsertDeviceBuffers.cpp - Buffers and copies for GPUs ----*- C++ -*-===//
//
// Bufferization knows one memory, so where a buffer lives is decided behind it:
// first for the function, what never has to be on the host (`DeviceBuffer`),
// then block by block, which copies of the rest are good for how long
// (`BlockMirrors`).
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "MemoryUse.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

#include "llvm/ADT/MapVector.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTINSERTDEVICEBUFFERSPASS
#include "rint/Transforms/GPU/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static void buildCopy(OpBuilder &builder, Location loc, Value to, Value from) {
  gpu::MemcpyOp::create(builder, loc, /*asyncToken=*/Type(),
                        /*asyncDependencies=*/ValueRange(), to, from);
}

static void buildFree(OpBuilder &builder, Location loc, Value bytes) {
  gpu::DeallocOp::create(builder, loc, /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), bytes);
}

static Value buildHostBuffer(OpBuilder &builder, Location loc, Value like) {
  auto type = cast<MemRefType>(like.getType());
  return memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      buildDynamicSizes(builder, loc, like));
}

//===----------------------------------------------------------------------===//
// Buffers that live on the device
//===----------------------------------------------------------------------===//

namespace {

/// A buffer that needs no memory on the host: an allocation, or an argument of
/// a function that is passed memory of the device.
class DeviceBuffer {
public:
  /// Collects the uses of `buffer`. Functions return buffers on the device if
  /// `returnsOnDevice`.
  DeviceBuffer(Value buffer, bool returnsOnDevice)
      : buffer(buffer), returnsOnDevice(returnsOnDevice) {
    if (isRowMajor(buffer.getType()))
      collectUses(buffer);
  }

  /// Whether an op on the device uses the buffer.
  bool isUsedOnDevice() const { return hasDeviceUse; }
  /// An op that needs the buffer on the host, or null.
  Operation *getHostUser() const { return hostUser; }

  void moveToDevice();

private:
  void collectUses(Value view);
  Value buildBytes(OpBuilder &builder);
  void serveLoads();
  Operation *findOutermostLoop(memref::LoadOp load);
  static void readElement(memref::LoadOp load);

  Value buffer;
  bool returnsOnDevice;
  bool hasDeviceUse = false;
  Operation *hostUser = nullptr;
  SmallVector<memref::LoadOp> loads;
  SmallVector<memref::DeallocOp> deallocs;
};

} // namespace

void DeviceBuffer::collectUses(Value view) {
  for (Operation *user : view.getUsers()) {
    if (isDeviceOp(user)) {
      hasDeviceUse = true;
    } else if (auto load = dyn_cast<memref::LoadOp>(user)) {
      loads.push_back(load);
    } else if (auto dealloc = dyn_cast<memref::DeallocOp>(user)) {
      deallocs.push_back(dealloc);
    } else if (isa<memref::CollapseShapeOp, memref::ExpandShapeOp,
                   memref::CastOp>(user) &&
               isRowMajor(user->getResult(0).getType())) {
      collectUses(user->getResult(0));
    } else if (isa<func::ReturnOp>(user) && returnsOnDevice) {
      hasDeviceUse = true;
    } else if (!isa<memref::DimOp>(user)) {
      hostUser = user;
    }
  }
}

/// The outermost loop around `load` that the buffer is not in.
Operation *DeviceBuffer::findOutermostLoop(memref::LoadOp load) {
  Operation *loop = nullptr, *owner = buffer.getParentRegion()->getParentOp();
  for (Operation *op = load->getParentOp(); op != owner; op = op->getParentOp())
    if (isa<LoopLikeOpInterface>(op))
      loop = op;
  return loop;
}

/// Copies the one element that `load` reads to the host.
void DeviceBuffer::readElement(memref::LoadOp load) {
  OpBuilder builder(load);
  Location loc = load.getLoc();
  Value position = arith::ConstantIndexOp::create(builder, loc, 0);
  for (auto [index, size] :
       llvm::zip_equal(load.getIndices(),
                       memref::getMixedSizes(builder, loc, load.getMemRef()))) {
    position = arith::MulIOp::create(
        builder, loc, position,
        getValueOrCreateConstantIndexOp(builder, loc, size));
    position = arith::AddIOp::create(builder, loc, position, index);
  }
  Value elementBytes = arith::ConstantIndexOp::create(
      builder, loc, getElementBytes(load.getType()));
  Value offset = arith::MulIOp::create(builder, loc, position, elementBytes);
  auto type = MemRefType::get({}, load.getType());
  Value element = buildView(builder, loc, findDeviceBytes(load.getMemRef()),
                            offset, type, /*dynamicSizes=*/{});
  Value copy = memref::AllocOp::create(builder, loc, type);
  buildCopy(builder, loc, copy, element);
  load.getMemrefMutable().assign(copy);
  load.getIndicesMutable().clear();
  builder.setInsertionPointAfter(load);
  memref::DeallocOp::create(builder, loc, copy);
}

void DeviceBuffer::serveLoads() {
  OpBuilder builder(buffer.getContext());
  // Loads in a loop share one copy.
  DenseMap<std::pair<Operation *, Value>, Value> copies;
  for (memref::LoadOp load : loads) {
    Operation *loop = findOutermostLoop(load);
    if (!loop) {
      readElement(load);
      continue;
    }
    Value &copy = copies[{loop, load.getMemRef()}];
    if (!copy) {
      builder.setInsertionPoint(loop);
      copy = buildHostBuffer(builder, load.getLoc(), load.getMemRef());
      buildCopy(builder, load.getLoc(), copy, load.getMemRef());
      builder.setInsertionPointAfter(loop);
      memref::DeallocOp::create(builder, load.getLoc(), copy);
    }
    load.getMemrefMutable().assign(copy);
  }
}

Value DeviceBuffer::buildBytes(OpBuilder &builder) {
  if (buffer.getDefiningOp<memref::AllocOp>())
    return buildDeviceBytesLike(builder, buffer.getLoc(), buffer);
  return buildArgumentBytes(builder, buffer.getLoc(), buffer);
}

void DeviceBuffer::moveToDevice() {
  OpBuilder builder(buffer.getContext());
  builder.setInsertionPointAfterValue(buffer);
  SmallPtrSet<Operation *, 8> users(buffer.user_begin(), buffer.user_end());
  Value bytes = buildBytes(builder);
  Value view = buildViewLike(builder, buffer.getLoc(), bytes, buffer);
  buffer.replaceUsesWithIf(
      view, [&](OpOperand &use) { return users.contains(use.getOwner()); });
  serveLoads();
  for (memref::DeallocOp dealloc : deallocs) {
    builder.setInsertionPoint(dealloc);
    buildFree(builder, dealloc.getLoc(), bytes);
    dealloc.erase();
  }
  auto alloc = buffer.getDefiningOp<memref::AllocOp>();
  if (!alloc)
    return;
  // What is left are questions for the sizes, which are known.
  SmallVector<Value> dynamicSizes(alloc.getDynamicSizes());
  for (Operation *user : llvm::make_early_inc_range(alloc->getUsers())) {
    auto dim = cast<memref::DimOp>(user);
    auto at = unsigned(*dim.getConstantIndex());
    dim.replaceAllUsesWith(
        dynamicSizes[alloc.getType().getDynamicDimIndex(at)]);
    dim.erase();
  }
  alloc.erase();
}

//===----------------------------------------------------------------------===//
// Buffers that live on the host
//===----------------------------------------------------------------------===//

namespace {

/// Serves the device ops of one block with copies of host buffers.
class BlockMirrors {
public:
  explicit BlockMirrors(Block &block) : block(block) {}

  void run();

private:
  void serve(DestinationStyleOpInterface op);
  void serveHost(Operation *op);
  void copyBack(Operation *op);
  void forget(Value root);
  Value readOnDevice(OpBuilder &builder, Location loc, Value buffer);
  void freeAfterLastUse(Value bytes);

  Block &block;
  /// The device copies that are the same as the host buffer, by its root.
  llvm::SmallMapVector<Value, Value, 4> mirrors;
  /// What is on the device only so far: a host buffer and the view that it gets
  /// a copy of.
  struct Result {
    Value host, view;
  };
  SmallVector<Result> results;
  /// All device buffers made here.
  SmallVector<Value> allocations;
};

} // namespace

void BlockMirrors::run() {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (isDeviceOp(&op))
      serve(cast<DestinationStyleOpInterface>(op));
    else
      serveHost(&op);
  }
  for (Value bytes : allocations)
    freeAfterLastUse(bytes);
}

/// The contents of the host buffer `buffer` on the device.
Value BlockMirrors::readOnDevice(OpBuilder &builder, Location loc,
                                 Value buffer) {
  Value root = findRoot(buffer);
  if (Value bytes = mirrors.lookup(root))
    return buildViewLike(builder, loc, bytes, buffer);
  if (llvm::any_of(results, [&](const Result &result) {
        return mayOverlap(findRoot(result.host), root);
      }))
    copyBack(&*builder.getInsertionPoint());
  Value &bytes = mirrors[root];
  bytes = buildDeviceBytesLike(builder, loc, buffer);
  allocations.push_back(bytes);
  Value view = buildViewLike(builder, loc, bytes, buffer);
  if (isRowMajor(buffer.getType())) {
    buildCopy(builder, loc, view, buffer);
    return view;
  }
  // The device copies memory that lies in one piece only.
  Value packed = buildHostBuffer(builder, loc, buffer);
  memref::CopyOp::create(builder, loc, buffer, packed);
  buildCopy(builder, loc, view, packed);
  memref::DeallocOp::create(builder, loc, packed);
  return view;
}

/// The host buffer `root` is about to be written.
void BlockMirrors::forget(Value root) {
  mirrors.remove_if(
      [&](auto &mirror) { return mayOverlap(mirror.first, root); });
}

/// The host may use the buffers that `op` uses.
void BlockMirrors::serveHost(Operation *op) {
  if (op->hasTrait<OpTrait::IsTerminator>())
    return copyBack(op);
  MemoryUse use(op);
  if (llvm::any_of(results, [&](const Result &result) {
        return use.mayTouch(findRoot(result.host));
      }))
    copyBack(op);
  mirrors.remove_if([&](auto &mirror) { return use.mayWrite(mirror.first); });
}

/// Copies all results to the host before `op`. Until then the host has no use
/// for them, and need not wait for the device.
void BlockMirrors::copyBack(Operation *op) {
  OpBuilder builder(op);
  for (const Result &result : results)
    buildCopy(builder, result.view.getLoc(), result.host, result.view);
  results.clear();
}

void BlockMirrors::serve(DestinationStyleOpInterface op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  OpOperand *init = op.getDpsInitOperand(0);
  for (OpOperand *input : op.getDpsInputOperands())
    if (isa<MemRefType>(input->get().getType()) &&
        !findDeviceBytes(input->get()))
      input->set(readOnDevice(builder, loc, input->get()));

  Value host = init->get();
  if (findDeviceBytes(host))
    return;
  Value root = findRoot(host);
  forget(root);
  Value bytes = buildDeviceBytesLike(builder, loc, host);
  allocations.push_back(bytes);
  Value view = buildViewLike(builder, loc, bytes, host);
  init->set(view);
  if (isRowMajor(host.getType())) {
    results.push_back({host, view});
    mirrors[root] = bytes;
    return;
  }
  copyBack(op);
  builder.setInsertionPointAfter(op);
  Value packed = buildHostBuffer(builder, loc, host);
  buildCopy(builder, loc, packed, view);
  memref::CopyOp::create(builder, loc, packed, host);
  memref::DeallocOp::create(builder, loc, packed);
}

void BlockMirrors::freeAfterLastUse(Value bytes) {
  Operation *last = bytes.getDefiningOp();
  for (Operation *view : bytes.getUsers())
    for (Operation *user : view->getUsers())
      if (last->isBeforeInBlock(user))
        last = user;
  OpBuilder builder(&block, ++last->getIterator());
  buildFree(builder, bytes.getLoc(), bytes);
}

namespace {

struct InsertDeviceBuffers final
    : rint::impl::RintInsertDeviceBuffersPassBase<InsertDeviceBuffers> {
  using RintInsertDeviceBuffersPassBase::RintInsertDeviceBuffersPassBase;

  void runOnOperation() override {
    if (failed(moveBuffers()))
      return signalPassFailure();
    llvm::SetVector<Block *> blocks;
    getOperation()->walk([&](Operation *op) {
      if (isDeviceOp(op))
        blocks.insert(op->getBlock());
    });
    for (Block *block : blocks)
      BlockMirrors(*block).run();
    if (!blocks.empty())
      askDevice();
  }

private:
  /// Lets the device be asked whether it has room. The host has what comes
  /// back.
  void askDevice() {
    SmallVector<FitsMemoryOp> questions;
    getOperation()->walk([&](FitsMemoryOp op) { questions.push_back(op); });
    for (FitsMemoryOp onHost : questions) {
      OpBuilder builder(onHost->getContext());
      builder.setInsertionPointAfter(onHost);
      Value onDevice =
          FitsMemoryOp::create(builder, onHost.getLoc(), onHost.getBytes(),
                               /*onDevice=*/true);
      Operation *both = nullptr;
      if (!deviceTensors) {
        both =
            arith::AndIOp::create(builder, onHost.getLoc(), onHost, onDevice);
        onDevice = both->getResult(0);
      }
      onHost.getResult().replaceAllUsesExcept(onDevice, both);
    }
  }

  LogicalResult moveBuffers() {
    SmallVector<DeviceBuffer> buffers;
    auto consider = [&](Value value, bool isArgument) -> LogicalResult {
      DeviceBuffer buffer(value, deviceTensors);
      Operation *user = buffer.getHostUser();
      if (user && isArgument)
        return user->emitError(
                   "expected tensors on a device to be used by rint "
                   "ops only, but got '")
               << user->getName() << "'";
      if (!user && (isArgument || buffer.isUsedOnDevice()))
        buffers.push_back(buffer);
      return success();
    };
    WalkResult status =
        getOperation()->walk<WalkOrder::PreOrder>([&](Operation *op) {
          auto function = dyn_cast<func::FuncOp>(op);
          if (function && !function.isExternal() && deviceTensors)
            for (BlockArgument argument : function.getArguments())
              if (isa<MemRefType>(argument.getType()) &&
                  failed(consider(argument, /*isArgument=*/true)))
                return WalkResult::interrupt();
          if (auto alloc = dyn_cast<memref::AllocOp>(op))
            (void)consider(alloc, /*isArgument=*/false);
          return WalkResult::advance();
        });
    if (status.wasInterrupted())
      return failure();
    for (DeviceBuffer &buffer : buffers)
      buffer.moveToDevice();
    return success();
  }
};

} // namespace
