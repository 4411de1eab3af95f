//===- BuildersTest.cpp - Making rint ops from C++ --------------*- C++ -*-===//
//
// Counts, row offsets and sizes are values of like types, so what these tests
// are about is that none is taken for another.
//
//===----------------------------------------------------------------------===//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/STLExtras.h"
#include <gmock/gmock.h>

using namespace mlir;
using namespace mlir::rint;
using testing::HasSubstr;

namespace {

/// A call of a builder with arguments of these types, if it compiles.
template <typename OpTy, typename... Args>
using Create =
    decltype(OpTy::create(std::declval<OpBuilder &>(), std::declval<Location>(),
                          std::declval<Args>()...));
template <typename... Args>
constexpr bool canCreate = llvm::is_detected<Create, Args...>::value;

// A tensor alone does not say whether it holds counts or offsets.
static_assert(!canCreate<RepeatInterleaveOp, Type, Value, Value, int>);
static_assert(!canCreate<RepeatInterleaveOp, Type, Value, Value, int64_t>);
static_assert(!canCreate<RepeatInterleaveOp, Type, Value, OpFoldResult, int>);
static_assert(!canCreate<RepeatInterleaveOp, Value, Value, int>);
static_assert(!canCreate<RepeatIndicesOp, Type, Value>);
static_assert(!canCreate<OffsetsOp, Type, Value, Value>);
static_assert(canCreate<RepeatInterleaveOp, Type, Value, CountClause, int>);
static_assert(canCreate<RepeatIndicesOp, Type, CountClause>);
static_assert(canCreate<OffsetsOp, Type, CountClause, Value>);

class BuildersTest : public testing::Test {
protected:
  BuildersTest() {
    context.loadDialect<arith::ArithDialect, func::FuncDialect, RintDialect,
                        tensor::TensorDialect>();
    module = ModuleOp::create(loc);
    builder.setInsertionPointToStart(module->getBody());
    auto type = builder.getFunctionType(
        {RankedTensorType::get({3, 4}, builder.getF32Type()),
         getVector(3, builder.getIndexType()),
         getVector(4, builder.getIndexType()), builder.getIndexType()},
        {});
    auto func = func::FuncOp::create(builder, loc, "f", type);
    // Ops are printed as users write them only where all around is valid.
    builder.setInsertionPointToStart(func.addEntryBlock());
    builder.setInsertionPoint(func::ReturnOp::create(builder, loc));
    source = func.getArgument(0);
    counts = func.getArgument(1);
    offsets = func.getArgument(2);
    number = func.getArgument(3);
  }

  static RankedTensorType getVector(int64_t size, Type type) {
    return RankedTensorType::get({size}, type);
  }
  RankedTensorType getRows(int64_t size) {
    return RankedTensorType::get({size, 4}, builder.getF32Type());
  }
  RankedTensorType getSourceType() { return getRows(3); }
  CountClause two() {
    return CountClause::repeats(builder.getI64IntegerAttr(2));
  }
  CountClause list() {
    return CountClause::repeats(builder.getDenseI64ArrayAttr({1, 3, 2}));
  }

  /// The text of `op`, which is to be valid.
  static std::string print(Operation *op) {
    EXPECT_TRUE(succeeded(verify(op)));
    std::string text;
    llvm::raw_string_ostream(text) << *op;
    return text;
  }

  /// What `infer` reports through the function that it is given.
  template <typename Fn> std::string getError(Fn infer) {
    std::string message;
    ScopedDiagnosticHandler handler(
        &context, [&](Diagnostic &diagnostic) { message = diagnostic.str(); });
    FailureOr<RankedTensorType> type =
        infer([&] { return mlir::emitError(loc); });
    EXPECT_TRUE(failed(type));
    return message;
  }

  MLIRContext context;
  Location loc = UnknownLoc::get(&context);
  OpBuilder builder{&context};
  OwningOpRef<ModuleOp> module;
  Value source, counts, offsets, number;
};

constexpr int64_t kDynamic = ShapedType::kDynamic;

TEST_F(BuildersTest, EachClauseIsWhatItSays) {
  auto create = [&](const CountClause &clause) {
    return print(RepeatInterleaveOp::create(builder, loc, getRows(kDynamic),
                                            source, clause, 0));
  };
  EXPECT_THAT(create(two()), HasSubstr(" repeats(2) dim(0) : "));
  EXPECT_THAT(create(list()), HasSubstr(" repeats([1, 3, 2]) dim(0) : "));
  EXPECT_THAT(create(CountClause::repeats(number)),
              HasSubstr(" repeats(%arg3 : index) dim(0) : "));
  EXPECT_THAT(create(CountClause::repeats(counts)),
              HasSubstr(" repeats(%arg1 : tensor<3xindex>) dim(0) : "));
  EXPECT_THAT(create(CountClause::offsets(offsets)),
              HasSubstr(" offsets(%arg2 : tensor<4xindex>) dim(0) : "));
}

TEST_F(BuildersTest, OutputSizeIsALiteralOrAValue) {
  auto clause = CountClause::repeats(counts);
  Type type = getRows(kDynamic);
  EXPECT_THAT(print(RepeatInterleaveOp::create(builder, loc, type, source,
                                               clause, 0, number)),
              HasSubstr("dim(0) output_size(%arg3) : "));
  EXPECT_THAT(
      print(RepeatInterleaveOp::create(builder, loc, type, source, clause, 0,
                                       builder.getIndexAttr(7))),
      HasSubstr("dim(0) output_size(7) : "));
  // Zero is a number, not a null pointer.
  EXPECT_THAT(print(RepeatInterleaveOp::create(builder, loc, type, source,
                                               clause, 0, 0)),
              HasSubstr("dim(0) output_size(0) : "));
  EXPECT_THAT(
      print(RepeatIndicesOp::create(
          builder, loc, getVector(kDynamic, builder.getI32Type()), clause, 0)),
      HasSubstr("output_size(0) : "));
}

TEST_F(BuildersTest, ResultsAreInferred) {
  EXPECT_EQ(
      RepeatInterleaveOp::create(builder, loc, source, two(), -2).getType(),
      getRows(6));
  EXPECT_EQ(RepeatInterleaveOp::create(builder, loc, source, two()).getType(),
            getVector(24, builder.getF32Type()));
  EXPECT_EQ(
      RepeatInterleaveOp::create(builder, loc, source, list(), 0).getType(),
      getRows(6));
  auto vector = CountClause::repeats(counts);
  EXPECT_EQ(
      RepeatInterleaveOp::create(builder, loc, source, vector, 0).getType(),
      getRows(kDynamic));
  EXPECT_EQ(
      RepeatInterleaveOp::create(builder, loc, source, vector, 0, 9).getType(),
      getRows(9));
  EXPECT_EQ(OffsetsOp::create(builder, loc, vector).getType(),
            getVector(4, builder.getIndexType()));
  OpFoldResult counts[] = {builder.getIndexAttr(2), number};
  EXPECT_EQ(RepeatOp::create(builder, loc, source, counts).getType(),
            RankedTensorType::get({6, kDynamic}, builder.getF32Type()));
}

TEST_F(BuildersTest, OffsetsTakeASize) {
  auto one = CountClause::repeats(builder.getDenseI64ArrayAttr({2}));
  EXPECT_THAT(print(OffsetsOp::create(builder, loc, one, number)),
              HasSubstr("repeats([2]) size(%arg3) : tensor<?xindex>"));
  OffsetsOp sized = OffsetsOp::create(builder, loc, one, 5);
  EXPECT_EQ(sized.getType(), getVector(6, builder.getIndexType()));
  EXPECT_TRUE(succeeded(verify(sized)));
}

TEST_F(BuildersTest, BrokenRulesAreReported) {
  auto interleave = [&](const CountClause &clause, std::optional<int64_t> dim,
                        OpFoldResult outputSize = {}) {
    return getError([&](auto emitError) {
      return RepeatInterleaveOp::inferResultType(emitError, getSourceType(),
                                                 clause, dim, outputSize);
    });
  };
  EXPECT_EQ(interleave(two(), 7),
            "expected dim to be at least -2 and less than 2, but got 7");
  EXPECT_EQ(interleave(CountClause::repeats(builder.getI64IntegerAttr(-2)), 0),
            "expected repeats to be non-negative, but got -2");
  EXPECT_EQ(
      interleave(list(), 1),
      "expected the number of elements of repeats to be 1 or 4, but got 3");
  EXPECT_EQ(interleave(list(), 0, builder.getIndexAttr(7)),
            "expected output_size to be 6, the sum of repeats, but got 7");
  EXPECT_EQ(interleave(CountClause::offsets(counts), 0),
            "expected offsets to have 4 entries, one more than there are "
            "slices, but got 3");
  EXPECT_EQ(interleave(CountClause::offsets(offsets), 0, number),
            "expected no output_size with offsets");

  EXPECT_EQ(getError([&](auto emitError) {
              return OffsetsOp::inferResultType(emitError, list(),
                                                builder.getIndexAttr(2));
            }),
            "expected the number of elements of repeats to be 1 or 2, but "
            "got 3");
  EXPECT_EQ(getError([&](auto emitError) {
              return RepeatIndicesOp::inferResultType(
                  emitError, builder.getI1Type(), list());
            }),
            "expected the element type of the result to hold 2, the largest "
            "index, but got 'i1'");
  EXPECT_EQ(getError([&](auto emitError) {
              return RepeatOp::inferResultType(emitError, getSourceType(),
                                               {builder.getIndexAttr(2)});
            }),
            "expected counts to have at least 2 entries, one for each "
            "dimension of the input, but got 1");
}

TEST_F(BuildersTest, SegmentsTakeTheClauses) {
  auto reduce = [&](const CountClause &clause) {
    return SegmentReduceOp::create(builder, loc, ReductionKind::max, source,
                                   clause, 0);
  };
  auto parts = builder.getDenseI64ArrayAttr({1, 0, 2});
  EXPECT_THAT(print(reduce(CountClause::repeats(parts))),
              HasSubstr("segment_reduce max %arg0 repeats([1, 0, 2]) dim(0) : "
                        "tensor<3x4xf32> -> tensor<3x4xf32>"));
  EXPECT_THAT(print(reduce(CountClause::offsets(offsets))),
              HasSubstr("offsets(%arg2 : tensor<4xindex>) dim(0) : "
                        "tensor<3x4xf32> -> tensor<3x4xf32>"));
  EXPECT_THAT(print(reduce(CountClause::repeats(number))),
              HasSubstr("repeats(%arg3 : index) dim(0) : tensor<3x4xf32> -> "
                        "tensor<?x4xf32>"));
  EXPECT_EQ(getError([&](auto emitError) {
              return SegmentReduceOp::inferResultType(
                  emitError, ReductionKind::sum, getSourceType(), two(), 0);
            }),
            "expected segments of 2 slices to divide those of the source, but "
            "got 3");
}

TEST_F(BuildersTest, InferenceNeedsNoOneToReportTo) {
  EXPECT_TRUE(failed(RepeatInterleaveOp::inferResultType(
      /*emitError=*/nullptr, getSourceType(), two(), 7)));
  FailureOr<RankedTensorType> type = RepeatIndicesOp::inferResultType(
      /*emitError=*/nullptr, builder.getI32Type(), list());
  ASSERT_TRUE(succeeded(type));
  EXPECT_EQ(*type, getVector(6, builder.getI32Type()));
}

} // namespace
