# LibTorch::LibTorch from the unpacked PyPI wheels under LORATRF_DEPS_DIR/site.
# Only libtorch_cpu and libc10 are linked: libtorch itself would pull in the CUDA libraries, which the
# program opens at run time when they are there (backend/device).
if(NOT LORATRF_DEPS_DIR)
  if(DEFINED ENV{LORATRF_DEPS})
    set(LORATRF_DEPS_DIR $ENV{LORATRF_DEPS} CACHE PATH "Where the pinned wheels and the demo model lie")
  else()
    set(LORATRF_DEPS_DIR ${CMAKE_SOURCE_DIR}/.deps CACHE PATH "Where the pinned wheels and the demo model lie")
  endif()
endif()
set(_site ${LORATRF_DEPS_DIR}/site)
# The OpenMP runtime that LibTorch itself runs on: a second one would double the threads.
set(LibTorch_GOMP ${_site}/torch/lib/libgomp.so.1)
find_path(LibTorch_INCLUDE_DIR ATen/ATen.h PATHS ${_site}/torch/include NO_DEFAULT_PATH)
find_library(LibTorch_CPU torch_cpu PATHS ${_site}/torch/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10 c10 PATHS ${_site}/torch/lib NO_DEFAULT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_CPU LibTorch_C10 LibTorch_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run ./run or ./test once: they fetch the pinned LibTorch wheels into .deps/")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::c10 SHARED IMPORTED)
  set_target_properties(LibTorch::c10 PROPERTIES IMPORTED_LOCATION ${LibTorch_C10})
  add_library(LibTorch::LibTorch SHARED IMPORTED)
  set_target_properties(LibTorch::LibTorch PROPERTIES
    IMPORTED_LOCATION ${LibTorch_CPU}
    INTERFACE_INCLUDE_DIRECTORIES "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include"
    INTERFACE_LINK_LIBRARIES "LibTorch::c10;${LibTorch_GOMP}"
    INTERFACE_LINK_OPTIONS "-Wl,-rpath-link,${_site}/nvidia/cu13/lib:${_site}/torch/lib")
endif()
