# Sets RINT_LLVM_RELEASE and RINT_LLVM_PREFIX, the release of LLVM that rint is
# written for and where Debian installs it. Everything that depends on them reads
# llvm-release.txt, so that an upgrade starts with one line.

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/llvm-release.txt RINT_LLVM_RELEASE)
string(REGEX MATCH "^[0-9]+" RINT_LLVM_MAJOR ${RINT_LLVM_RELEASE})
set(RINT_LLVM_PREFIX /usr/lib/llvm-${RINT_LLVM_MAJOR})
