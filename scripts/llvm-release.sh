# The release of LLVM that rint is written for, as cmake/llvm-release.txt says.
# To be sourced in the top folder.

read -r llvm_release <cmake/llvm-release.txt
readonly llvm_release llvm_major=${llvm_release%%.*}
readonly llvm_bin=/usr/lib/llvm-$llvm_major/bin
