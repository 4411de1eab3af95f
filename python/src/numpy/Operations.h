//===- Operations.h - What the front offers ---------------------*- C++ -*-===//
//
// The functions of rint/__init__.py for NumPy's arrays. Arguments are objects
// of Python as they were passed; None is for those that were not.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_OPERATIONS_H
#define RINT_PYTHON_OPERATIONS_H

#include <nanobind/nanobind.h>

nanobind::object repeatInterleave(nanobind::handle x, nanobind::handle repeats,
                                  nanobind::handle dim,
                                  nanobind::handle outputSize,
                                  nanobind::handle offsets,
                                  nanobind::handle out);

nanobind::object repeatIndices(nanobind::handle repeats,
                               nanobind::handle outputSize,
                               nanobind::handle type);

nanobind::object makeOffsets(nanobind::handle repeats);

nanobind::object tile(nanobind::handle x, nanobind::handle counts);

nanobind::object segmentReduce(nanobind::handle x, nanobind::handle repeats,
                               nanobind::handle offsets, const char *kind,
                               nanobind::handle dim);

#endif // RINT_PYTHON_OPERATIONS_H
