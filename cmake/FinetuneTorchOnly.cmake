# For a bare GPU machine: a compiler, the LibTorch inside any Python wheel, and nlohmann/json, which is headers alone.
#   cmake -DFINETUNE_TORCH_ONLY=ON -DCMAKE_PREFIX_PATH="$(python -c 'import torch; print(torch.utils.cmake_prefix_path)')"
find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
    find_path(FINETUNE_JSON_DIR nlohmann/json.hpp REQUIRED DOC "Folder that holds nlohmann/json.hpp")
    add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
    target_include_directories(nlohmann_json::nlohmann_json INTERFACE ${FINETUNE_JSON_DIR})
endif()

# Not find_package(Torch): for a wheel with CUDA its files ask for the CUDA toolkit, of which nothing is needed here.
# The prefix is torch/share/cmake, or the folder of an unpacked LibTorch.
find_library(FINETUNE_TORCH_LIBRARY torch REQUIRED PATH_SUFFIXES ../../lib)
get_filename_component(_lib "${FINETUNE_TORCH_LIBRARY}" REALPATH)
get_filename_component(_lib "${_lib}" DIRECTORY)
get_filename_component(_include "${_lib}/../include" REALPATH)
set(_libraries "")
foreach(_name c10 torch_cpu c10_cuda torch_cuda torch)
    if(EXISTS "${_lib}/lib${_name}.so")
        list(APPEND _libraries "${_lib}/lib${_name}.so")
    endif()
endforeach()
message(STATUS "LibTorch: ${_libraries}")
add_library(finetune_torch INTERFACE)
target_include_directories(finetune_torch SYSTEM INTERFACE ${_include} ${_include}/torch/csrc/api/include)
# No symbol of torch_cuda is named, it registers itself: so it must not be left out as unneeded. Its own libraries are
# found by its run path when the program starts, and not asked for here.
target_link_options(finetune_torch INTERFACE -Wl,--no-as-needed -Wl,--allow-shlib-undefined)
target_link_libraries(finetune_torch INTERFACE ${_libraries})

foreach(_module base model train)
    add_subdirectory(core/${_module})
endforeach()
add_subdirectory(app/features)
add_subdirectory(tests/benchmark)
