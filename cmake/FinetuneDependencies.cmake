find_package(nlohmann_json 3.11 REQUIRED)
find_package(ICU 70 REQUIRED COMPONENTS uc i18n data)
find_package(CLI11 2.1 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED) # libcurl brings it along; git's and LFS's hashes are computed by it
find_package(yaml-cpp 0.7 REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp) # its name before 0.8
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

# LibTorch: an explicit place first, then the copy that packaging/libtorch.sh unpacked into the cache folder.
set(FINETUNE_TORCH_DIR "" CACHE PATH "Folder of LibTorch (holds lib, include, share)")
set(_cache "$ENV{FINETUNE_CACHE}")
if(NOT _cache)
    set(_cache "$ENV{XDG_CACHE_HOME}")
    if(NOT _cache)
        set(_cache "$ENV{HOME}/.cache")
    endif()
    set(_cache "${_cache}/finetune-studio")
endif()
find_package(Torch 2.6 REQUIRED
    HINTS ${FINETUNE_TORCH_DIR} ${_cache}/libtorch-2.13.0/torch)
# Torch's flags name its own include folders; marked as system, so that our warnings stay ours.
add_library(finetune_torch INTERFACE)
target_include_directories(finetune_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(finetune_torch INTERFACE ${TORCH_LIBRARIES})

if(FINETUNE_STUDIO OR FINETUNE_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
    set(QT_NO_CREATE_VERSIONLESS_FUNCTIONS ON)
endif()
if(FINETUNE_STUDIO)
    find_package(Qt6 6.4 REQUIRED COMPONENTS DBus Gui Widgets Svg PrintSupport LinguistTools)
    find_package(QCustomPlotQt6 REQUIRED) # its target: QCustomPlotQt6::QCustomPlotQt6
endif()

# Apache Arrow reads Parquet, Arrow files and compressed ones: an explicit place, the copy that packaging/arrow.sh unpacked,
# or the distribution's. Without it the program is whole but for these, and says so when it meets one.
set(FINETUNE_ARROW AUTO CACHE STRING "Apache Arrow: AUTO (where it is found), ON (required) or OFF")
set(FINETUNE_ARROW_DIR "" CACHE PATH "Folder of Apache Arrow (holds lib and include)")
set(FINETUNE_ARROW_LIBRARIES "") # those that an installed program needs beside it
if(FINETUNE_ARROW)
    foreach(_folder "${FINETUNE_ARROW_DIR}" "${_cache}/arrow-26.0.1")
        file(GLOB _arrow "${_folder}/lib/libarrow.so.*00" "${_folder}/lib/libparquet.so.*00")
        list(LENGTH _arrow _found)
        if(_found EQUAL 2 AND EXISTS "${_folder}/include/parquet/arrow/reader.h")
            # The wheel has no CMake files, and its libraries no name without the version.
            add_library(finetune_arrow INTERFACE)
            target_include_directories(finetune_arrow SYSTEM INTERFACE "${_folder}/include")
            target_link_libraries(finetune_arrow INTERFACE ${_arrow})
            set(FINETUNE_ARROW_LIBRARIES ${_arrow})
            set(FINETUNE_ARROW_LICENSES "${_folder}/licenses")
            break()
        endif()
    endforeach()
    if(NOT TARGET finetune_arrow)
        find_package(Arrow CONFIG QUIET)
        find_package(Parquet CONFIG QUIET)
        if(TARGET Arrow::arrow_shared AND TARGET Parquet::parquet_shared AND Arrow_VERSION VERSION_GREATER_EQUAL 21)
            add_library(finetune_arrow INTERFACE)
            target_link_libraries(finetune_arrow INTERFACE Arrow::arrow_shared Parquet::parquet_shared)
        elseif(FINETUNE_ARROW STREQUAL ON)
            message(FATAL_ERROR "Apache Arrow 21 or later was not found. packaging/arrow.sh fetches it; FINETUNE_ARROW_DIR "
                "names a folder that holds lib and include; -DFINETUNE_ARROW=AUTO builds without it.")
        else()
            message(STATUS "Apache Arrow was not found: Parquet, Arrow and compressed files will not be read "
                "(packaging/arrow.sh fetches it)")
        endif()
    endif()
endif()
