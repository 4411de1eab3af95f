# Every rule that only the run can decide, on the op and the values that break it:
# one line on stderr with the place, the rule and the values, exit status 1 and
# nothing else. The last rows break several rules and report the lowest.
#
# RUN: %python %s

import os
import subprocess
import sys
import tempfile

MAX = 2**63 - 1
HALF = 2**62

# (rint op, result type, arguments, inputs, message)
X3 = "%x: tensor<3xf32>"
X = "%x: tensor<?xf32>"
ROWS = [
    # C3
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %rs: tensor<?xi64>", ["3xf32=iota", "2xi64=[1, 2]"],
     "expected the number of elements of repeats to be 1 or 3, but got 2"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(-1) : tensor<?x?xf32> -> tensor<?x?xf32>",
     "%x: tensor<?x?xf32>, %rs: tensor<?xi8>", ["3x2xf32=iota", "3xi8=[1, 2, 3]"],
     "expected the number of elements of repeats to be 1 or 2, but got 3"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<?x?xf32> -> tensor<?xf32>",
     "%x: tensor<?x?xf32>, %rs: tensor<?xi64>", ["2x3xf32=iota", "2xi64=[1, 2]"],
     "expected the number of elements of repeats to be 1 or 6, but got 2"),
    ("repeat_interleave %x repeats([1, 2]) dim(0) : tensor<?xf32> -> tensor<3xf32>",
     X, ["3xf32=iota"], "expected the number of elements of repeats to be 1 or 3, but got 2"),
    ("repeat_interleave %x repeats([]) dim(0) : tensor<?xf32> -> tensor<0xf32>",
     X, ["3xf32=iota"], "expected the number of elements of repeats to be 1 or 3, but got 0"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["1xf32=iota", "2xi64=[1, 1]"],
     "expected the number of elements of repeats to be 1 or 1, but got 2"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<f32> -> tensor<?xf32>",
     "%x: tensor<f32>, %rs: tensor<?xi64>", ["f32=1", "0xi64=[]"],
     "expected the number of elements of repeats to be 1 or 1, but got 0"),
    ("offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>",
     "%rs: tensor<?xi64>, %n: index", ["2xi64=[1, 1]", "index=3"],
     "expected the number of elements of repeats to be 1 or 3, but got 2"),
    ("offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>",
     "%rs: tensor<?xi64>, %n: index", ["1xi64=[1]", "index=-3"],
     "expected size to be non-negative, but got -3"),
    # C5
    ("repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: index", ["3xf32=iota", "index=-1"],
     "expected repeats to be non-negative, but got -1"),
    ("repeat_interleave %x repeats(%r : i8) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: i8", ["3xf32=iota", "i8=-128"],
     "expected repeats to be non-negative, but got -128"),
    ("repeat_interleave %x repeats(%r : tensor<i32>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: tensor<i32>", ["3xf32=iota", "i32=-5"],
     "expected repeats to be non-negative, but got -5"),
    ("repeat_interleave %x repeats(%r : tensor<1xi32>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: tensor<1xi32>", ["3xf32=iota", "1xi32=[-5]"],
     "expected repeats[0] to be non-negative, but got -5"),
    ("repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %rs: tensor<3xi64>", ["3xf32=iota", "3xi64=[3, -1, -2]"],
     "expected repeats[1] to be non-negative, but got -1"),
    # ... also where the sum is plausible, and where the input is empty.
    ("repeat_interleave %x repeats(%rs : tensor<?xi16>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi16>", ["3xf32=iota", "3xi16=[3, -1, 4]"],
     "expected repeats[1] to be non-negative, but got -1"),
    ("repeat_interleave %x repeats(%r : i64) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: i64", ["0xf32=[]", "i64=-1"],
     "expected repeats to be non-negative, but got -1"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["0xf32=[]", "1xi64=[-1]"],
     "expected repeats[0] to be non-negative, but got -1"),
    ("repeat_interleave %x repeats(%rs : tensor<2xi64>) dim(0) : tensor<2x0xf32> -> tensor<?x0xf32>",
     "%x: tensor<2x0xf32>, %rs: tensor<2xi64>", ["2x0xf32=[[], []]", "2xi64=[0, -9]"],
     "expected repeats[1] to be non-negative, but got -9"),
    ("repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi64>",
     "%rs: tensor<?xi64>", ["3xi64=[3, 4, -1]"],
     "expected repeats[2] to be non-negative, but got -1"),
    ("offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>",
     "%rs: tensor<?xi32>", ["2xi32=[-7, 7]"],
     "expected repeats[0] to be non-negative, but got -7"),
    ("repeat %x counts(2, %n) : tensor<?xf32> -> tensor<2x?xf32>",
     X + ", %n: index", ["3xf32=iota", "index=-2"],
     "expected counts[1] to be non-negative, but got -2"),
    ("repeat %x counts(%n, 1) : tensor<?xf32> -> tensor<?x?xf32>",
     X + ", %n: index", ["0xf32=[]", "index=-2"],
     "expected counts[0] to be non-negative, but got -2"),
    # ... a count of more than 64 bits is shown as the nearest one of 64.
    ("repeat_interleave %x repeats(%rs : tensor<?xi128>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %rs: tensor<?xi128>", ["3xf32=iota", "3xi128=[0, -5, 1]"],
     "expected repeats[1] to be non-negative, but got -5"),
    ("repeat_interleave %x repeats(%r : i128) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: i128", ["3xf32=iota", f"i128={-2**64 - 1}"],
     f"expected repeats to be non-negative, but got {-2**63}"),
    # C6
    ("repeat_interleave %x repeats(%r : i128) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: i128", ["3xf32=iota", f"i128={2**64}"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[0] = {MAX}"),
    ("repeat_indices repeats(%rs : tensor<?xui65>) : tensor<?xi64>",
     "%rs: tensor<?xui65>", [f"3xui65=[0, 0, {2**64 + 1}]"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = {MAX}"),
    ("repeat_interleave %x repeats(%r : ui64) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: ui64", ["3xf32=iota", f"ui64={2**63}"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[0] = {2**63}"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %rs: tensor<?xi64>", ["3xf32=iota", f"3xi64=[1, {MAX}, 5]"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = {MAX}"),
    # ... one count for all slices, as a vector whose length the run tells.
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %rs: tensor<?xi64>", ["3xf32=iota", f"1xi64=[{HALF}]"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[0] = {HALF}"),
    ("repeat_indices repeats(%rs : tensor<?xui64>) : tensor<?xi64>",
     "%rs: tensor<?xui64>", [f"2xui64=[0, {2**64 - 1}]"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = {2**64 - 1}"),
    ("offsets repeats(%rs : tensor<?xindex>) : tensor<?xindex>",
     "%rs: tensor<?xindex>", [f"3xindex=[{HALF}, {HALF - 1}, 1]"],
     "expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = 1"),
    ("repeat_interleave %x repeats(%r : index) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: index", ["2xf32=iota", f"index={HALF}"],
     f"expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = {HALF}"),
    (f"repeat_interleave %x repeats({HALF}) : tensor<?xf32> -> tensor<?xf32>",
     X, ["2xf32=iota"],
     f"expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = {HALF}"),
    (f"offsets repeats([{HALF}]) size(%n) : tensor<?xindex>",
     "%n: index", ["index=2"],
     f"expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = {HALF}"),
    ("repeat %x counts(%n) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %n: index", ["3xf32=iota", f"index={HALF}"],
     f"expected the size of the result to fit 63 bits, but got an overflow for 3 slices and counts[0] = {HALF}"),
    # ... 2^61 elements of 4 bytes are one bit too many.
    ("repeat_interleave %x repeats(%r : index) : tensor<1xf32> -> tensor<?xf32>",
     "%x: tensor<1xf32>, %r: index", ["1xf32=iota", f"index={2**61}"],
     f"expected the byte size of the result to fit 63 bits, but got an overflow for the shape [{2**61}]"),
    ("repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xf32> -> tensor<?x?xf32>",
     "%x: tensor<?x?xf32>, %r: index", ["4x1xf32=iota", f"index={2**59}"],
     f"expected the byte size of the result to fit 63 bits, but got an overflow for the shape [4, {2**59}]"),
    ("repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi64>",
     "%rs: tensor<?xi64>", [f"1xi64=[{2**60}]"],
     f"expected the byte size of the result to fit 63 bits, but got an overflow for the shape [{2**60}]"),
    ("repeat %x counts(%n, 1) : tensor<?xf32> -> tensor<?x?xf32>",
     X + ", %n: index", ["2xf32=iota", f"index={2**60}"],
     f"expected the byte size of the result to fit 63 bits, but got an overflow for the shape [{2**60}, 2]"),
    ("offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>",
     "%rs: tensor<?xi64>, %n: index", ["1xi64=[1]", f"index={2**60 - 1}"],
     f"expected the byte size of the offsets to fit 63 bits, but got an overflow for {2**60 - 1} slices"),
    # ... what no memory holds, bytes or row offsets.
    ("repeat_interleave %x repeats(%r : index) : tensor<3xf32> -> tensor<?xf32>",
     X3 + ", %r: index", ["3xf32=iota", f"index={2**50}"],
     f"expected the result to fit in memory, but got {3 * 4 * 2**50} bytes"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?x?xf64> -> tensor<?x?xf64>",
     "%x: tensor<?x?xf64>, %rs: tensor<?xi64>", ["2x2xf64=iota", f"2xi64=[0, {2**50}]"],
     f"expected the result to fit in memory, but got {2 * 8 * 2**50} bytes"),
    ("repeat %x counts(%n) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %n: index", ["3xf32=iota", f"index={2**50}"],
     f"expected the result to fit in memory, but got {3 * 4 * 2**50} bytes"),
    ("offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>",
     "%rs: tensor<?xi64>, %n: index", ["1xi64=[1]", f"index={2**50 - 1}"],
     f"expected the offsets to fit in memory, but got {8 * 2**50} bytes"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>",
     "%x: tensor<?x0xf32>, %rs: tensor<?xi64>", [f"{2**50 - 1}x0xf32=7", "1xi64=[1]"],
     f"expected the offsets to fit in memory, but got {8 * 2**50} bytes"),
    # C7
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>, %n: index", ["3xf32=iota", "3xi64=[1, 3, 2]", "index=7"],
     "expected output_size to be 6, the sum of repeats, but got 7"),
    ("repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) output_size(5) : tensor<3xf32> -> tensor<5xf32>",
     X3 + ", %rs: tensor<3xi64>", ["3xf32=iota", "3xi64=[1, 3, 2]"],
     "expected output_size to be 6, the sum of repeats, but got 5"),
    ("repeat_interleave %x repeats(%r : i32) output_size(%n) : tensor<?x?xf32> -> tensor<?xf32>",
     "%x: tensor<?x?xf32>, %r: i32, %n: index", ["2x3xf32=iota", "i32=2", "index=-12"],
     "expected output_size to be non-negative, but got -12"),
    ("repeat_interleave %x repeats(%r : i32) output_size(%n) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: i32, %n: index", ["0xf32=[]", "i32=2", "index=2"],
     "expected output_size to be 0, the sum of repeats, but got 2"),
    ("repeat_indices repeats(%rs : tensor<?xi64>) output_size(%n) : tensor<?xi64>",
     "%rs: tensor<?xi64>, %n: index", ["0xi64=[]", "index=1"],
     "expected output_size to be 0, the sum of repeats, but got 1"),
    # C8
    ("repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<7xf32>",
     X3 + ", %rs: tensor<3xi64>", ["3xf32=iota", "3xi64=[1, 3, 2]"],
     "expected dimension 0 of the result to be 6, but got 7"),
    ("repeat_interleave %x repeats(2) dim(1) : tensor<?x?xf32> -> tensor<3x?xf32>",
     "%x: tensor<?x?xf32>", ["2x3xf32=iota"],
     "expected dimension 0 of the result to be 2, but got 3"),
    ("repeat_interleave %x repeats(1) : tensor<?x?xf32> -> tensor<5xf32>",
     "%x: tensor<?x?xf32>", ["2x3xf32=iota"],
     "expected dimension 0 of the result to be 6, but got 5"),
    ("repeat_interleave %x repeats(0) dim(0) : tensor<?x?xf32> -> tensor<0x4xf32>",
     "%x: tensor<?x?xf32>", ["2x3xf32=iota"],
     "expected dimension 1 of the result to be 3, but got 4"),
    ("repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<4xf32>",
     X + ", %o: tensor<?xindex>", ["2xf32=iota", "3xindex=[0, 1, 3]"],
     "expected dimension 0 of the result to be 3, but got 4"),
    ("repeat_indices repeats(%rs : tensor<?xi64>) : tensor<4xi64>",
     "%rs: tensor<?xi64>", ["2xi64=[1, 2]"],
     "expected dimension 0 of the result to be 3, but got 4"),
    ("offsets repeats(%rs : tensor<?xi64>) : tensor<4xindex>",
     "%rs: tensor<?xi64>", ["2xi64=[1, 2]"],
     "expected dimension 0 of the result to be 3, but got 4"),
    ("repeat %x counts(2, %n) : tensor<?xf32> -> tensor<2x9xf32>",
     X + ", %n: index", ["3xf32=iota", "index=2"],
     "expected dimension 1 of the result to be 6, but got 9"),
    # C9
    ("repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["2xf32=iota", "4xindex=[0, 1, 2, 3]"],
     "expected offsets to have 3 entries, one more than there are slices, but got 4"),
    ("repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["0xf32=[]", "0xindex=[]"],
     "expected offsets to have at least one entry, but got 0"),
    ("repeat_interleave %x offsets(%o : tensor<3xindex>) dim(0) : tensor<2xf32> -> tensor<?xf32>",
     "%x: tensor<2xf32>, %o: tensor<3xindex>", ["2xf32=iota", "3xindex=[1, 2, 3]"],
     "expected offsets[0] to be 0, but got 1"),
    ("repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["3xf32=iota", "4xindex=[0, 4, 2, 5]"],
     "expected offsets[2] to be at least 4, the entry before it, but got 2"),
    ("repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi32>",
     "%o: tensor<?xindex>", ["3xindex=[0, 2, -1]"],
     "expected offsets[2] to be at least 2, the entry before it, but got -1"),
    ("repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi32>",
     "%o: tensor<?xindex>", ["0xindex=[]"],
     "expected offsets to have at least one entry, but got 0"),
    ("repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi32>",
     "%o: tensor<?xindex>", ["1xindex=[-1]"],
     "expected offsets[0] to be 0, but got -1"),
    # C11
    ("repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi8>",
     "%rs: tensor<?xi64>", ["129xi64=1"],
     "expected the element type of the result to hold 128, the largest index, but got 'i8'"),
    ("repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xui8>",
     "%rs: tensor<?xi64>", ["257xi64=0"],
     "expected the element type of the result to hold 256, the largest index, but got 'ui8'"),
    ("repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi1>",
     "%o: tensor<?xindex>", ["4xindex=[0, 0, 0, 0]"],
     "expected the element type of the result to hold 2, the largest index, but got 'i1'"),
    # C12, and the rules before it on segments
    ("segment_reduce sum %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: index", ["6xf32=iota", "index=4"],
     "expected segments of 4 slices to divide those of the source, but got 6"),
    ("segment_reduce sum %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<2xf32>",
     X + ", %r: index", ["6xf32=iota", "index=0"],
     "expected segments of 0 slices to divide those of the source, but got 6"),
    ("segment_reduce max %x repeats(%rs : tensor<?xi64>) dim(-1) : tensor<2x?xf32> -> tensor<2x?xf32>",
     "%x: tensor<2x?xf32>, %rs: tensor<?xi64>", ["2x6xf32=iota", "3xi64=[1, 2, 4]"],
     "expected the segments to have 6 slices, those of the source, but got 7"),
    ("segment_reduce max %x repeats(%rs : tensor<?xi64>) : tensor<?x?xf32> -> tensor<?xf32>",
     "%x: tensor<?x?xf32>, %rs: tensor<?xi64>", ["2x3xf32=iota", "1xi64=[2]"],
     "expected the segments to have 6 slices, those of the source, but got 2"),
    ("segment_reduce prod %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["3xf32=iota", "3xindex=[0, 1, 2]"],
     "expected the segments to have 3 slices, those of the source, but got 2"),
    ("segment_reduce sum %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["3xf32=iota", "4xindex=[0, 2, 1, 3]"],
     "expected offsets[2] to be at least 2, the entry before it, but got 1"),
    ("segment_reduce sum %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %o: tensor<?xindex>", ["0xf32=[]", "0xindex=[]"],
     "expected offsets to have at least one entry, but got 0"),
    ("segment_reduce sum %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<3xf32>",
     X + ", %rs: tensor<?xi64>", ["3xf32=iota", "2xi64=[1, 2]"],
     "expected dimension 0 of the result to be 2, but got 3"),
    ("segment_reduce sum %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<3xf32>",
     X + ", %r: index", ["0xf32=[]", "index=2"],
     "expected dimension 0 of the result to be 0, but got 3"),
    ("segment_reduce sum %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["3xf32=iota", "3xi64=[4, -1, 0]"],
     "expected repeats[1] to be non-negative, but got -1"),
    ("segment_reduce sum %x repeats(%r : tensor<i8>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: tensor<i8>", ["0xf32=[]", "i8=-1"],
     "expected repeats to be non-negative, but got -1"),
    ("segment_reduce sum %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["3xf32=iota", f"2xi64=[{MAX}, 4]"],
     "expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 4"),
    ("segment_reduce sum %x repeats(%r : ui64) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: ui64", ["3xf32=iota", f"ui64={2**64 - 1}"],
     f"expected the sum of repeats to fit 63 bits, but got an overflow at repeats[0] = {2**64 - 1}"),
    # The lowest of several: C3 before C5, C5 before C6, and so on.
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["3xf32=iota", "2xi64=[-1, 2]"],
     "expected the number of elements of repeats to be 1 or 3, but got 2"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %rs: tensor<?xi64>", ["3xf32=iota", f"3xi64=[{MAX}, {MAX}, -1]"],
     "expected repeats[2] to be non-negative, but got -1"),
    ("repeat_interleave %x repeats(%r : index) output_size(%n) : tensor<?xf32> -> tensor<?xf32>",
     X + ", %r: index, %n: index", ["3xf32=iota", f"index={HALF}", "index=-1"],
     f"expected the size of the result to fit 63 bits, but got an overflow for 3 slices and repeats = {HALF}"),
    ("repeat_interleave %x repeats(%rs : tensor<?xi64>) output_size(%n) : tensor<?xf32> -> tensor<9xf32>",
     X + ", %rs: tensor<?xi64>, %n: index", ["3xf32=iota", "3xi64=[1, 2, 3]", "index=7"],
     "expected output_size to be 6, the sum of repeats, but got 7"),
    ("repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<9xf32>",
     X + ", %o: tensor<?xindex>", ["3xf32=iota", "3xindex=[1, 0, 4]"],
     "expected dimension 0 of the result to be 4, but got 9"),
    ("repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi1>",
     "%o: tensor<?xindex>", ["4xindex=[0, 2, 1, 3]"],
     "expected offsets[2] to be at least 2, the entry before it, but got 1"),
    ("repeat %x counts(%n, %m) : tensor<?xf32> -> tensor<1x?xf32>",
     X + ", %n: index, %m: index", ["3xf32=iota", f"index={MAX}", "index=-1"],
     "expected counts[1] to be non-negative, but got -1"),
]


def check(path, op, arguments, inputs, message):
    """Returns what is wrong with the run of one op, or nothing."""
    result = op.rsplit("->" if "->" in op else " : ", 1)[1].strip()
    with open(path, "w") as file:
        file.write(
            f"func.func @main({arguments}) -> {result} {{\n"
            f"  %result = rint.{op}\n"
            f"  return %result : {result}\n}}\n"
        )
    runner = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-runner")
    command = [runner, path] + [f"--input={spec}" for spec in inputs]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    name = op.split()[0]
    expected = f"{path}:2:13: error: 'rint.{name}' op {message}\n"
    if (run.returncode, run.stdout, run.stderr) == (1, "", expected):
        return None
    return (
        f"rint.{op}\n  inputs {inputs}\n  expected {expected}"
        f"  but got status {run.returncode}\n  {run.stdout}{run.stderr}"
    )


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "check.mlir")
        wrong = [report for row in ROWS if (report := check(path, *row))]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
