# finetune_library(NAME SOURCES a.cpp … DEPENDS finetune_base … [TORCH])
# One static library a module. TORCH gives it LibTorch with precompiled headers, for its .cpp files only.
function(finetune_library name)
    cmake_parse_arguments(arg "TORCH" "" "SOURCES;DEPENDS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_DEPENDS})
    if(arg_TORCH)
        finetune_use_torch(${name})
    endif()
endfunction()

# Every target that sees torch's headers reuses one precompiled header; it is compiled once a build folder.
function(finetune_use_torch name)
    target_link_libraries(${name} PUBLIC finetune_torch)
    finetune_share_headers(${name} finetune_torch_pch DEPENDS finetune_torch HEADERS <torch/torch.h> <nlohmann/json.hpp>
        OPTIONS -fopenmp)
    # GCC 12 sees uninitialised values inside torch's intrusive pointers where there are none.
    target_compile_options(${name} PRIVATE -Wno-maybe-uninitialized)
    # at::parallel_for is a template: without OpenMP where it is used, it is a plain loop. The program takes the
    # libgomp.so.1 that comes with LibTorch, found by its run path, so that there is one team of threads.
    target_link_options(${name} PUBLIC -fopenmp)
endfunction()

# finetune_share_headers(NAME PCH DEPENDS libraries… HEADERS <a> … [OPTIONS -O1 …])
# The target takes its precompiled header from the target PCH, which the first one makes.
function(finetune_share_headers name pch)
    cmake_parse_arguments(arg "" "" "DEPENDS;HEADERS;OPTIONS" ${ARGN})
    if(NOT TARGET ${pch})
        file(WRITE ${PROJECT_BINARY_DIR}/${pch}.cpp "")
        add_library(${pch} OBJECT ${PROJECT_BINARY_DIR}/${pch}.cpp)
        target_link_libraries(${pch} PRIVATE ${arg_DEPENDS})
        target_precompile_headers(${pch} PRIVATE ${arg_HEADERS})
        target_compile_options(${pch} PRIVATE ${arg_OPTIONS})
        set_target_properties(${pch} PROPERTIES AUTOMOC OFF)
    endif()
    target_precompile_headers(${name} REUSE_FROM ${pch})
    target_compile_options(${name} PRIVATE ${arg_OPTIONS})
    get_target_property(type ${name} TYPE)
    if(type STREQUAL EXECUTABLE) # CMake gives programs -fPIE, with which GCC refuses the precompiled header
        set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
        target_compile_options(${name} PRIVATE -fPIC)
    endif()
endfunction()

# finetune_test(NAME SOURCES a_test.cpp … DEPENDS finetune_text … [LABELS fast golden …] [TORCH] [WIDGETS])
# One executable a test file, run offscreen. A source file holds one QObject class and ends with QTEST_… and its .moc.
function(finetune_test name)
    cmake_parse_arguments(arg "TORCH;WIDGETS" "TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${arg_DEPENDS} finetune_test_support finetune_test_cache Qt6::Test)
    if(arg_TORCH)
        finetune_use_torch(${name})
    elseif("finetune_ui" IN_LIST arg_DEPENDS)
        target_link_libraries(${name} PRIVATE finetune_engine)
        # Most of a window test's compile time is Qt's headers: all of them share one.
        finetune_share_headers(${name} finetune_window_test_pch DEPENDS Qt6::Widgets Qt6::Test
            HEADERS <QtWidgets> <QtTest> <nlohmann/json.hpp> OPTIONS -O1)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS fast)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
