# `cmake --install build --prefix DIR`: the programs and LibTorch, for a system with the packages of packages.txt.
# packaging/bundle starts from it and adds what these packages hold.
set(private lib/loratrf)
foreach(program loratrf loratrf-studio)
  # An older kind of path than the linker's own choice, because it holds for what libraries need themselves, too.
  target_link_options(${program} PRIVATE -Wl,--disable-new-dtags)
  set_target_properties(${program} PROPERTIES BUILD_WITH_INSTALL_RPATH ON
    INSTALL_RPATH "$ORIGIN/../${private};$ORIGIN/../${private}/torch/lib")
endforeach()
# So the same paths hold in the build.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
file(CREATE_LINK ${_site} ${CMAKE_BINARY_DIR}/${private} SYMBOLIC)

install(TARGETS loratrf loratrf-studio)
# As in the wheels, whose libraries look for each other from there.
install(FILES ${LibTorch_CPU} ${LibTorch_C10} ${LibTorch_GOMP} DESTINATION ${private}/torch/lib)
set(nvidia nvidia/cu13/lib)
install(FILES ${_site}/${nvidia}/libcudart.so.13 ${_site}/${nvidia}/libcupti.so.13 DESTINATION ${private}/${nvidia})
install(FILES packaging/org.loratrf.Studio.desktop DESTINATION share/applications)
install(FILES packaging/org.loratrf.Studio.metainfo.xml DESTINATION share/metainfo)
install(FILES packaging/loratrf.1 packaging/loratrf-studio.1 DESTINATION share/man/man1)
install(FILES resources/icons/loratrf.svg DESTINATION share/icons/hicolor/scalable/apps)
install(FILES LICENSE DESTINATION share/doc/loratrf-studio RENAME copyright)
