//===- RintToLLVM.cpp - Checks to calls of the run-time hooks ---*- C++ -*-===//
//
// The weak definitions of the hooks need nothing but the C library, so that
// what this pass makes runs anywhere; a host program that defines them takes
// over.
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/ConvertToLLVM/ToLLVMInterface.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/Pattern.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "rint/Conversion/Passes.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/FormatVariadic.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOLLVMPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static constexpr char kReportError[] = "rintReportError";
static constexpr char kFitsMemory[] = "rintFitsMemory";
static constexpr char kFitsDeviceMemory[] = "rintFitsDeviceMemory";

//===----------------------------------------------------------------------===//
// Symbols
//===----------------------------------------------------------------------===//

namespace {

/// What a module has under a name. Without a table every search goes through
/// the whole module; with one, all that this file adds is entered there.
struct ModuleSymbols {
  ModuleSymbols(Operation *op, SymbolTableCollection *tables)
      : module(op->getParentOfType<ModuleOp>()),
        table(tables ? &tables->getSymbolTable(module) : nullptr) {}

  Operation *find(StringRef name) {
    return table ? table->lookup(name) : module.lookupSymbol(name);
  }
  template <typename OpTy> OpTy find(StringRef name) {
    return dyn_cast_or_null<OpTy>(find(name));
  }
  template <typename OpTy> OpTy enter(OpTy op) {
    if (table)
      table->insert(op);
    return op;
  }

  ModuleOp module;
  SymbolTable *table;
};

} // namespace

static Value buildInt(OpBuilder &builder, Location loc, unsigned width,
                      int64_t value) {
  return LLVM::ConstantOp::create(builder, loc, builder.getIntegerType(width),
                                  value);
}

/// The address of a constant string in the module; equal strings are shared.
/// They stand behind the functions, which are looked up more often.
static Value buildString(OpBuilder &builder, Location loc,
                         ModuleSymbols symbols, StringRef text) {
  std::string bytes = text.str();
  bytes.push_back('\0');
  std::string name =
      llvm::formatv("rint_text_{0:x-}", uint64_t(llvm::hash_value(text))).str();
  auto global = symbols.find<LLVM::GlobalOp>(name);
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(symbols.module.getBody());
    auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size());
    global = symbols.enter(LLVM::GlobalOp::create(
        builder, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal, name,
        builder.getStringAttr(bytes)));
  }
  return LLVM::AddressOfOp::create(builder, loc, global);
}

/// The declaration of a function of the C library.
static LLVM::LLVMFuncOp declare(OpBuilder &builder, ModuleSymbols symbols,
                                StringRef name, ArrayRef<Type> arguments,
                                Type result, bool isVarArg = false) {
  if (auto function = symbols.find<LLVM::LLVMFuncOp>(name))
    return function;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(symbols.module.getBody());
  return symbols.enter(LLVM::LLVMFuncOp::create(
      builder, symbols.module.getLoc(), name,
      LLVM::LLVMFunctionType::get(result, arguments, isVarArg)));
}

/// A weak definition in the module, with the insertion point in its body; null
/// if the module has a function of that name.
static LLVM::LLVMFuncOp defineWeak(OpBuilder &builder, ModuleSymbols symbols,
                                   StringRef name, Type argument, Type result) {
  if (symbols.find(name))
    return nullptr;
  builder.setInsertionPointToEnd(symbols.module.getBody());
  auto function = symbols.enter(LLVM::LLVMFuncOp::create(
      builder, symbols.module.getLoc(), name,
      LLVM::LLVMFunctionType::get(result, {argument}), LLVM::Linkage::Weak));
  builder.setInsertionPointToStart(function.addEntryBlock(builder));
  return function;
}

/// void rintReportError(const char *message): prints to stderr and exits.
static void defineReportError(OpBuilder &builder, ModuleSymbols symbols) {
  OpBuilder::InsertionGuard guard(builder);
  Location loc = symbols.module.getLoc();
  Type ptr = LLVM::LLVMPointerType::get(builder.getContext());
  Type i32 = builder.getI32Type();
  Type none = LLVM::LLVMVoidType::get(builder.getContext());
  auto function = defineWeak(builder, symbols, kReportError, ptr, none);
  if (!function)
    return;
  auto print = declare(builder, symbols, "dprintf", {i32, ptr}, i32,
                       /*isVarArg=*/true);
  auto exit = declare(builder, symbols, "exit", {i32}, none);
  Value standardError = buildInt(builder, loc, 32, 2);
  Value format = buildString(builder, loc, symbols, "%s\n");
  LLVM::CallOp::create(
      builder, loc, print,
      ValueRange{standardError, format, function.getArgument(0)});
  LLVM::CallOp::create(builder, loc, exit,
                       ValueRange{buildInt(builder, loc, 32, 1)});
  LLVM::UnreachableOp::create(builder, loc);
}

static std::string getReportName(unsigned numValues) {
  return ("rint_report_" + Twine(numValues)).str();
}

/// void rint_report_N(const char *format, int64_t size, int64_t value...):
/// formats a message of at most `size` bytes with N values and reports it. One
/// for each N in a module: that keeps the code of a check small, and the stack
/// of the function around it free of the message.
static LLVM::LLVMFuncOp getReport(OpBuilder &builder, ModuleSymbols symbols,
                                  unsigned numValues) {
  std::string name = getReportName(numValues);
  if (auto function = symbols.find<LLVM::LLVMFuncOp>(name))
    return function;
  OpBuilder::InsertionGuard guard(builder);
  Location loc = symbols.module.getLoc();
  Type ptr = LLVM::LLVMPointerType::get(builder.getContext());
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  SmallVector<Type> types = {ptr, i64};
  types.append(numValues, i64);
  builder.setInsertionPointToEnd(symbols.module.getBody());
  auto function = symbols.enter(LLVM::LLVMFuncOp::create(
      builder, loc, name,
      LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(builder.getContext()),
                                  types),
      LLVM::Linkage::Internal));
  function.setNoInline(true);
  builder.setInsertionPointToStart(function.addEntryBlock(builder));
  Value format = function.getArgument(0), size = function.getArgument(1);
  Value buffer =
      LLVM::AllocaOp::create(builder, loc, ptr, builder.getI8Type(), size);
  SmallVector<Value> arguments = {buffer, size, format};
  llvm::append_range(arguments, function.getArguments().drop_front(2));
  auto print = declare(builder, symbols, "snprintf", {ptr, i64, ptr}, i32,
                       /*isVarArg=*/true);
  LLVM::CallOp::create(builder, loc, print, arguments);
  auto report = symbols.find<LLVM::LLVMFuncOp>(kReportError);
  LLVM::CallOp::create(builder, loc, report, buffer);
  LLVM::UnreachableOp::create(builder, loc);
  return function;
}

/// bool rintFitsMemory(int64_t bytes): tries to allocate them. (With malloc the
/// optimizer would see through the attempt.)
static void defineFitsMemory(OpBuilder &builder, ModuleSymbols symbols) {
  OpBuilder::InsertionGuard guard(builder);
  Location loc = symbols.module.getLoc();
  Type ptr = LLVM::LLVMPointerType::get(builder.getContext());
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  auto function =
      defineWeak(builder, symbols, kFitsMemory, i64, builder.getI1Type());
  if (!function)
    return;
  auto allocate =
      declare(builder, symbols, "posix_memalign", {ptr, i64, i64}, i32);
  auto free = declare(builder, symbols, "free", {ptr},
                      LLVM::LLVMVoidType::get(builder.getContext()));
  Value one = buildInt(builder, loc, 64, 1);
  Value slot = LLVM::AllocaOp::create(builder, loc, ptr, ptr, one);
  Value null = LLVM::ZeroOp::create(builder, loc, ptr);
  LLVM::StoreOp::create(builder, loc, null, slot);
  Value alignment = buildInt(builder, loc, 64, 64);
  Value status =
      LLVM::CallOp::create(builder, loc, allocate,
                           ValueRange{slot, alignment, function.getArgument(0)})
          .getResult();
  Value fits = LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::eq,
                                    status, buildInt(builder, loc, 32, 0));
  // A failed attempt leaves the slot as it was.
  Value memory = LLVM::LoadOp::create(builder, loc, ptr, slot);
  LLVM::CallOp::create(builder, loc, free, memory);
  LLVM::ReturnOp::create(builder, loc, fits);
}

/// bool rintFitsDeviceMemory(int64_t bytes): hopes so.
static void defineFitsDeviceMemory(OpBuilder &builder, ModuleSymbols symbols) {
  OpBuilder::InsertionGuard guard(builder);
  if (defineWeak(builder, symbols, kFitsDeviceMemory, builder.getI64Type(),
                 builder.getI1Type()))
    LLVM::ReturnOp::create(builder, symbols.module.getLoc(),
                           buildInt(builder, symbols.module.getLoc(), 1, 1));
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

/// The text of a failed check as a format of the C library, with the values
/// that it takes; a message may show a value more than once, and in any order.
struct Format {
  explicit Format(CheckOp op) {
    if (auto file = op.getLoc()->findInstanceOf<FileLineColLoc>())
      addText((file.getFilename().getValue() + ":" + Twine(file.getLine()) +
               ":" + Twine(file.getColumn()) + ": ")
                  .str());
    text += "error: ";
    StringRef message = op.getMessage();
    while (!message.empty()) {
      size_t next = std::min(message.find('{', 1), message.size());
      addPiece(op, message.take_front(next));
      message = message.drop_front(next);
    }
  }

  std::string text;
  /// The positions of the values.
  SmallVector<unsigned> order;

private:
  /// Adds what starts with a placeholder or has none.
  void addPiece(CheckOp op, StringRef piece) {
    StringRef rest = piece;
    unsigned position;
    if (rest.consume_front("{") && !rest.consumeInteger(10, position) &&
        rest.consume_front("}") && position < op.getValues().size()) {
      Type type = op.getValues()[position].getType();
      text += type.isUnsignedInteger() ? "%llu" : "%lld";
      order.push_back(position);
      piece = rest;
    }
    addText(piece);
  }

  /// Adds text that stays as it is.
  void addText(StringRef piece) {
    for (char c : piece)
      text += c == '%' ? "%%" : std::string(1, c);
  }
};

} // namespace

/// A value of a message as the 64 bits that its format reads.
static Value buildArgument(OpBuilder &builder, Location loc, Type type,
                           Value value) {
  Type i64 = builder.getI64Type();
  unsigned width = value.getType().getIntOrFloatBitWidth();
  if (width > 64)
    return LLVM::TruncOp::create(builder, loc, i64, value);
  if (width == 64)
    return value;
  if (type.isUnsignedInteger() || width == 1)
    return LLVM::ZExtOp::create(builder, loc, i64, value);
  return LLVM::SExtOp::create(builder, loc, i64, value);
}

/// Whether a branch may be made of `op`, and the functions that it calls are
/// not symbols of another kind.
static LogicalResult matchCall(Operation *op, ModuleSymbols symbols,
                               ArrayRef<StringRef> functions,
                               PatternRewriter &rewriter) {
  if (op->getParentOp()->hasTrait<OpTrait::SingleBlock>())
    return rewriter.notifyMatchFailure(
        op, "expected structured control flow to be lowered before");
  for (StringRef name : functions) {
    Operation *symbol = symbols.find(name);
    if (symbol && !isa<LLVM::LLVMFuncOp>(symbol))
      return rewriter.notifyMatchFailure(
          op, "expected '" + name + "' to be a function of the LLVM dialect");
  }
  return success();
}

namespace {

/// A pattern that calls functions.
template <typename OpTy> struct LowerToCall : ConvertOpToLLVMPattern<OpTy> {
  LowerToCall(const LLVMTypeConverter &converter,
              SymbolTableCollection *symbolTables)
      : ConvertOpToLLVMPattern<OpTy>(converter), symbolTables(symbolTables) {}

protected:
  SymbolTableCollection *symbolTables;
};

struct LowerCheck final : LowerToCall<CheckOp> {
  using LowerToCall::LowerToCall;

  LogicalResult
  matchAndRewrite(CheckOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    std::string report = getReportName(Format(op).order.size());
    ModuleSymbols symbols(op, symbolTables);
    if (failed(matchCall(op, symbols,
                         {kReportError, "dprintf", "exit", "snprintf", report},
                         rewriter)))
      return failure();
    Location loc = op.getLoc();
    defineReportError(rewriter, symbols);

    Block *block = rewriter.getInsertionBlock();
    Block *next = rewriter.splitBlock(block, ++op->getIterator());
    Block *failure = rewriter.createBlock(block->getParent());
    buildFailure(op, adaptor, symbols, rewriter);
    rewriter.setInsertionPointToEnd(block);
    LLVM::CondBrOp::create(rewriter, loc, adaptor.getCondition(), next,
                           failure);
    rewriter.eraseOp(op);
    return success();
  }

private:
  static void buildFailure(CheckOp op, OpAdaptor adaptor, ModuleSymbols symbols,
                           OpBuilder &builder) {
    Location loc = op.getLoc();
    Format parsed(op);
    // A number takes 20 characters at most.
    int64_t size = parsed.text.size() + 20 * parsed.order.size() + 1;
    SmallVector<Value> arguments = {
        buildString(builder, loc, symbols, parsed.text),
        buildInt(builder, loc, 64, size)};
    for (unsigned i : parsed.order)
      arguments.push_back(buildArgument(
          builder, loc, op.getValues()[i].getType(), adaptor.getValues()[i]));
    LLVM::CallOp::create(builder, loc,
                         getReport(builder, symbols, parsed.order.size()),
                         arguments);
    LLVM::UnreachableOp::create(builder, loc);
  }
};

struct LowerFitsMemory final : LowerToCall<FitsMemoryOp> {
  using LowerToCall::LowerToCall;

  LogicalResult
  matchAndRewrite(FitsMemoryOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    StringRef name = op.getOnDevice() ? kFitsDeviceMemory : kFitsMemory;
    ModuleSymbols symbols(op, symbolTables);
    if (failed(
            matchCall(op, symbols, {name, "free", "posix_memalign"}, rewriter)))
      return failure();
    Location loc = op.getLoc();
    if (op.getOnDevice())
      defineFitsDeviceMemory(rewriter, symbols);
    else
      defineFitsMemory(rewriter, symbols);
    auto hook = symbols.find<LLVM::LLVMFuncOp>(name);

    Block *block = rewriter.getInsertionBlock();
    Block *next = rewriter.splitBlock(block, op->getIterator());
    Value fits = next->addArgument(rewriter.getI1Type(), loc);
    Block *large = rewriter.createBlock(next);
    Value answer = LLVM::CallOp::create(rewriter, loc, hook, adaptor.getBytes())
                       .getResult();
    LLVM::BrOp::create(rewriter, loc, answer, next);

    rewriter.setInsertionPointToEnd(block);
    Value most = buildInt(rewriter, loc, 64, kAlwaysFitsBytes);
    Value isSmall = LLVM::ICmpOp::create(
        rewriter, loc, LLVM::ICmpPredicate::sle, adaptor.getBytes(), most);
    LLVM::CondBrOp::create(rewriter, loc, isSmall, next, ValueRange{isSmall},
                           large, ValueRange{});
    rewriter.replaceOp(op, fits);
    return success();
  }
};

/// The same memory under a descriptor of one dimension.
struct LowerFlatView final : ConvertOpToLLVMPattern<FlatViewOp> {
  using ConvertOpToLLVMPattern::ConvertOpToLLVMPattern;

  LogicalResult
  matchAndRewrite(FlatViewOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    MemRefType type = op.getSource().getType();
    MemRefDescriptor source(adaptor.getSource());
    int64_t words = getElementBytes(type.getElementType()) /
                    getElementBytes(op.getType().getElementType());
    Type index = getTypeConverter()->getIndexType();
    Value size = createIndexAttrConstant(rewriter, loc, index, words);
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      size = LLVM::MulOp::create(rewriter, loc, size,
                                 source.size(rewriter, loc, dim));

    auto view = MemRefDescriptor::poison(
        rewriter, loc, getTypeConverter()->convertType(op.getType()));
    view.setAllocatedPtr(rewriter, loc, source.allocatedPtr(rewriter, loc));
    view.setAlignedPtr(
        rewriter, loc,
        source.bufferPtr(rewriter, loc, *getTypeConverter(), type));
    view.setConstantOffset(rewriter, loc, 0);
    view.setSize(rewriter, loc, 0, size);
    view.setConstantStride(rewriter, loc, 0, 1);
    rewriter.replaceOp(op, {view});
    return success();
  }
};

struct LowerStoreFence final : ConvertOpToLLVMPattern<StoreFenceOp> {
  using ConvertOpToLLVMPattern::ConvertOpToLLVMPattern;

  LogicalResult
  matchAndRewrite(StoreFenceOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::FenceOp>(
        op, LLVM::AtomicOrdering::seq_cst, "");
    return success();
  }
};

struct ConvertRintToLLVM final
    : rint::impl::ConvertRintToLLVMPassBase<ConvertRintToLLVM> {
  void runOnOperation() override {
    LLVMTypeConverter converter(&getContext());
    RewritePatternSet patterns(&getContext());
    SymbolTableCollection symbolTables;
    populateRintToLLVMPatterns(converter, patterns, &symbolTables);
    LLVMConversionTarget target(getContext());
    target.addIllegalOp<CheckOp, FitsMemoryOp, FlatViewOp, StoreFenceOp>();
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};

struct RintToLLVMInterface final : ConvertToLLVMPatternInterface {
  using ConvertToLLVMPatternInterface::ConvertToLLVMPatternInterface;

  void loadDependentDialects(MLIRContext *context) const override {
    context->loadDialect<LLVM::LLVMDialect>();
  }
  void populateConvertToLLVMConversionPatterns(
      ConversionTarget &target, LLVMTypeConverter &converter,
      RewritePatternSet &patterns) const override {
    populateRintToLLVMPatterns(converter, patterns);
  }
};

} // namespace

void rint::populateRintToLLVMPatterns(const LLVMTypeConverter &converter,
                                      RewritePatternSet &patterns,
                                      SymbolTableCollection *symbolTables) {
  patterns.add<LowerCheck, LowerFitsMemory>(converter, symbolTables);
  patterns.add<LowerFlatView, LowerStoreFence>(converter);
}

void rint::registerConvertRintToLLVMInterface(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *, RintDialect *dialect) {
    dialect->addInterfaces<RintToLLVMInterface>();
  });
}
