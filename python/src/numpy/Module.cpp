//===- Module.cpp - The module rint._numpy ----------------------*- C++ -*-===//
//
// The front for NumPy's arrays, and what belongs to the process: threads, the
// pool, the version. rint/__init__.py documents what users see.
//
//===----------------------------------------------------------------------===//

#define RINT_LOADS_NUMPY
#include "Errors.h"
#include "NumPy.h"
#include "Operations.h"
#include "Rows.h"

static nb::dict poolStatistics() {
  rint_pool_statistics statistics;
  rint_pool_get_statistics(&statistics);
  nb::dict result;
  result["allocations"] = statistics.allocations;
  result["reuses"] = statistics.reuses;
  result["used_bytes"] = statistics.used_bytes;
  result["kept_bytes"] = statistics.kept_bytes;
  result["kept_buffers"] = statistics.kept_buffers;
  return result;
}

static void setPoolLimit(int64_t bytes) {
  if (bytes < 0)
    raise(Raised::ValueError,
          "expected the limit of the pool to be non-negative, "
          "but got " +
              std::to_string(bytes));
  rint_pool_set_limit(static_cast<size_t>(bytes));
}

/// The exception that a broken rule is, for fronts that are written in Python.
static nb::object ruleError(const char *name, nb::args values) {
  std::optional<Rule> rule = findRule(name);
  if (!rule)
    throw nb::key_error(name);
  std::vector<std::string> texts;
  for (nb::handle value : values)
    texts.push_back(nb::str(value).c_str());
  PyObject *classes[] = {PyExc_ValueError, PyExc_IndexError, PyExc_TypeError};
  nb::handle exception = classes[static_cast<int>(raisedFor(*rule))];
  return exception(textOf(*rule, texts).c_str());
}

NB_MODULE(_numpy, module) {
  if (PyArray_ImportNumPyAPI() < 0)
    throw nb::python_error();

  using namespace nb::literals;
  module.def("repeat_interleave", repeatInterleave, "x"_a, "repeats"_a.none(),
             "dim"_a.none(), "output_size"_a.none(), "offsets"_a.none(),
             "out"_a.none());
  module.def("repeat_indices", repeatIndices, "repeats"_a, nb::kw_only(),
             "output_size"_a.none(), "dtype"_a.none());
  module.def("offsets", makeOffsets, "repeats"_a);
  module.def("tile", tile, "x"_a, "counts"_a);
  module.def("segment_reduce", segmentReduce, "x"_a, "repeats"_a.none(),
             nb::kw_only(), "offsets"_a.none(), "kind"_a, "dim"_a.none());

  module.def("set_num_threads", setNumThreads, "number"_a);
  module.def("get_num_threads", getNumThreads);
  module.def("set_pool_limit", setPoolLimit, "bytes"_a);
  module.def("drop_pool", rint_pool_drop);
  module.def("pool_statistics", poolStatistics);
  module.def("version", rint_version);
  module.def("kernels", rint_kernels);
  module.def("rule_error", ruleError, "name"_a, "values"_a);
}
