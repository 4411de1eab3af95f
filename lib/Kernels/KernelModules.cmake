# The modules of kernels: text made of the .mlir.in files next to this one, so that
# what differs by word, count and element type only is written once.

# Appends `file`.mlir.in with the variables of the caller to the list `out`.
function(rint_add_kernels out file)
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/${file}.mlir.in kernels)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/${file}.mlir.in)
  string(CONFIGURE "${kernels}" kernels)
  set(${out} "${${out}}${kernels}" PARENT_SCOPE)
endfunction()

# Writes the module `name`, whose vectors are permuted as those of `word` are, or not
# at all if that is none, and adds it to RINT_KERNEL_MODULES as NAME:WORD.
macro(rint_add_module name word text)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.mlir
    CONTENT "${text}")
  list(APPEND RINT_KERNEL_MODULES ${name}:${word})
endmacro()

set(RINT_KERNEL_MODULES)

# Elements, of one word or of two.
foreach(NAME i8 i16 i32 i64 i64x2)
  string(REGEX MATCH "^i[0-9]+" WORD ${NAME})
  string(REGEX MATCH "x2$" ROW ${NAME})
  if(ROW)
    set(ROW 2)
  else()
    set(ROW 1)
  endif()
  set(text)
  rint_add_kernels(text Elements)
  foreach(COUNT 2 3 4 8)
    math(EXPR RUN "${COUNT} * ${ROW}")
    rint_add_kernels(text Count)
  endforeach()
  foreach(COUNT i32 i64)
    rint_add_kernels(text Runs)
  endforeach()
  rint_add_module(elements-${NAME} ${WORD} "${text}")
endforeach()

# Rows.
foreach(WORD i8 i16 i32 i64)
  set(text)
  rint_add_kernels(text Rows)
  foreach(COUNT i32 i64)
    rint_add_kernels(text RowRuns)
  endforeach()
  rint_add_module(rows-${WORD} ${WORD} "${text}")
endforeach()

# Plans and indices.
set(text)
foreach(COUNT i32 i64)
  rint_add_kernels(text Plan)
endforeach()
rint_add_module(plans none "${text}")
foreach(WORD i32 i64)
  set(text)
  rint_add_kernels(text Indices)
  foreach(COUNT i32 i64)
    rint_add_kernels(text IndexRuns)
  endforeach()
  rint_add_module(indices-${WORD} ${WORD} "${text}")
endforeach()

# Segments. Sums and products of integers need no signs.
foreach(ELEMENT i8 i16 i32 i64 ui8 ui16 ui32 ui64 f16 bf16 f32 f64)
  if(ELEMENT MATCHES "^u")
    set(kinds max min)
  elseif(ELEMENT MATCHES "^i")
    set(kinds sum prod max min)
  else()
    set(kinds sum prod mean max min)
  endif()
  set(text)
  foreach(KIND ${kinds})
    rint_add_kernels(text Segments)
  endforeach()
  rint_add_module(segments-${ELEMENT} none "${text}")
endforeach()
