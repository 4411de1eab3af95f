# Defines the target `rint`, the shared librint that the wheel carries, and installs
# it beside the fronts: RINT_LIBRARY if that is given, else made here.

set(RINT_LIBRARY "" CACHE FILEPATH "A librint.so that is built already")
if(RINT_LIBRARY)
  add_library(rint SHARED IMPORTED)
  set_target_properties(rint PROPERTIES
    IMPORTED_LOCATION ${RINT_LIBRARY}
    IMPORTED_SONAME librint.so.0
    INTERFACE_INCLUDE_DIRECTORIES ${RINT_ROOT}/include)
  get_filename_component(library ${RINT_LIBRARY} REALPATH)
  install(PROGRAMS ${library} DESTINATION rint RENAME librint.so.0)
  return()
endif()
