# The levels of the instruction set that kernels are made for, from the least on, and
# what makes the objects of each. A level is
#   NAME;TABLE;CONDITION;BYTES OF PERMUTATIONS OF NARROW WORDS;OF WIDE ONES;FLAGS
# The condition is what the library asks of a processor when it is loaded.
# AVX-512 without VBMI permutes words of 4 and 8 bytes, but not bytes, in vectors of
# 64 bytes.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(RINT_LEVEL_1 "x86-64;rint_kernels_v1;true;0;0;-march=x86-64")
  set(RINT_LEVEL_2 "x86-64-v2;rint_kernels_v2;__builtin_cpu_supports(\"x86-64-v2\");16;16;-march=x86-64-v2")
  set(RINT_LEVEL_3 "x86-64-v3;rint_kernels_v3;__builtin_cpu_supports(\"x86-64-v3\");16;16;-march=x86-64-v3")
  set(RINT_LEVEL_4 "x86-64-v4;rint_kernels_v4;__builtin_cpu_supports(\"x86-64-v4\");16;64;-march=x86-64-v4")
  set(RINT_LEVEL_5 "x86-64-v4+vbmi;rint_kernels_vbmi;__builtin_cpu_supports(\"x86-64-v4\") && __builtin_cpu_supports(\"avx512vbmi\");64;64;-march=x86-64-v4 -mavx512vbmi")
  set(RINT_NUM_LEVELS 5)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  set(RINT_LEVEL_1 "aarch64;rint_kernels_aarch64;true;16;16;-march=armv8-a")
  set(RINT_NUM_LEVELS 1)
else()
  set(RINT_LEVEL_1 "${CMAKE_SYSTEM_PROCESSOR};rint_kernels_generic;true;0;0;")
  set(RINT_NUM_LEVELS 1)
endif()

# The bytes from which on one call of a kernel stores past the caches. Whether that
# is wanted is decided by who calls it, by the size of its calls.
set(RINT_STREAMED_BYTES 4194304)

# Makes the LLVM IR of one module, which levels share that permute alike. Without the
# second form of its functions, _mlir_ciface_NAME: their bodies would be twice as
# much to compile, and kernels with two callers are not inlined. Where a new rint-opt
# makes the same of it, the file stays as it is, and nothing is compiled again.
function(rint_lower_module out source permute)
  set(base ${CMAKE_CURRENT_BINARY_DIR}/${source}-${permute})
  set(${out} ${base}.ll PARENT_SCOPE)
  get_property(isMade GLOBAL PROPERTY RINT_MADE_${source}_${permute})
  if(isMade)
    return()
  endif()
  set_property(GLOBAL PROPERTY RINT_MADE_${source}_${permute} ON)
  set(pipeline
    "--rint-to-llvm=permute-bytes=${permute} streaming-bytes=${RINT_STREAMED_BYTES}")
  # Conversions of bf16 would be calls of functions that not every C compiler has.
  if(source MATCHES "-bf16$")
    list(PREPEND pipeline --convert-rint-to-vector --arith-expand=include-bf16=true)
  endif()
  add_custom_command(OUTPUT ${base}.ll
    COMMAND ${RINT_OPT} ${CMAKE_CURRENT_BINARY_DIR}/${source}.mlir ${pipeline}
            -o ${base}.mlir
    COMMAND ${RINT_MLIR_TRANSLATE} --mlir-to-llvmir ${base}.mlir -o ${base}-all.ll
    COMMAND ${RINT_LLVM_OPT} -passes=internalize,globaldce
            "-internalize-public-api-list=[^_]*" -S ${base}-all.ll -o ${base}-new.ll
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${base}-new.ll ${base}.ll
    DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${source}.mlir ${RINT_OPT_DEPENDS}
    COMMENT "Lowering kernels ${source}-${permute}"
    VERBATIM)
endfunction()

# Makes the object of one module for a level.
function(rint_compile_module out name ir flags)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/${name}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${RINT_CLANG} -O3 ${flags} -fPIC -ffunction-sections -Wno-override-module
            -c ${ir} -o ${object}
    DEPENDS ${ir}
    COMMENT "Compiling kernels ${name}"
    VERBATIM)
  set(${out} ${object} PARENT_SCOPE)
endfunction()

# Makes one object of all modules for a level, which shows its table and nothing else.
function(rint_compile_level out name table narrow wide flags)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  set(objects)
  foreach(module ${RINT_KERNEL_MODULES})
    string(REPLACE ":" ";" module ${module})
    list(GET module 0 source)
    list(GET module 1 word)
    set(permute ${wide})
    if(word MATCHES "^i(8|16)$")
      set(permute ${narrow})
    elseif(word STREQUAL none)
      set(permute 0)
    endif()
    rint_lower_module(ir ${source} ${permute})
    rint_compile_module(object ${table}-${source} ${ir} "${flags}")
    list(APPEND objects ${object})
  endforeach()
  set(base ${CMAKE_CURRENT_BINARY_DIR}/${table})
  add_custom_command(OUTPUT ${base}.o
    COMMAND ${RINT_CLANG} -x c++ -std=c++17 -O2 -fPIC -fvisibility=hidden
            -DRINT_TABLE=${table} "-DRINT_LEVEL=\"${name}\""
            -DRINT_STREAMED_BYTES=${RINT_STREAMED_BYTES}
            -c ${CMAKE_CURRENT_SOURCE_DIR}/KernelTable.cpp -o ${base}-table.o
    COMMAND ${CMAKE_LINKER} -r --gc-sections -u ${table} ${base}-table.o ${objects} -o ${base}-all.o
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=${table} ${base}-all.o ${base}.o
    DEPENDS ${objects} ${CMAKE_CURRENT_SOURCE_DIR}/KernelTable.cpp
            ${CMAKE_CURRENT_SOURCE_DIR}/Kernels.h
    COMMENT "Linking kernels for ${name}"
    VERBATIM)
  set(${out} ${base}.o PARENT_SCOPE)
endfunction()

set(RINT_KERNEL_LEVELS)
set(RINT_KERNEL_LEVEL_NAMES)
set(RINT_KERNEL_OBJECTS)
foreach(i RANGE 1 ${RINT_NUM_LEVELS})
  set(level "${RINT_LEVEL_${i}}")
  list(GET level 0 name)
  list(GET level 1 table)
  list(GET level 2 condition)
  list(GET level 3 narrow)
  list(GET level 4 wide)
  list(GET level 5 flags)
  string(APPEND RINT_KERNEL_LEVELS
    "RINT_KERNEL_LEVEL(${table}, ${condition})\n")
  rint_compile_level(object ${name} ${table} ${narrow} ${wide} "${flags}")
  list(APPEND RINT_KERNEL_OBJECTS ${object})
  list(APPEND RINT_KERNEL_LEVEL_NAMES ${name})
endforeach()
configure_file(KernelLevels.def.in KernelLevels.def @ONLY)
# For the tests.
set_property(GLOBAL PROPERTY RINT_KERNEL_LEVEL_NAMES ${RINT_KERNEL_LEVEL_NAMES})
