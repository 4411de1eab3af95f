//===- Volk.cpp - The code of volk ------------------------------*- C++ -*-===//
//
// The library is compiled here: Debian has its source only.
//
//===----------------------------------------------------------------------===//

#define VOLK_IMPLEMENTATION
#include <volk.h>
