set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

add_compile_options(-Wall -Wextra -Wno-unknown-pragmas)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps in std::string's operator+ where there are none (its bug 105651).
    add_compile_options(-Wno-restrict)
endif()
# torch's macros clash with Qt's `slots` and `signals`; we write Q_SLOTS and Q_SIGNALS everywhere.
add_compile_definitions(QT_NO_KEYWORDS)
# moc 6.4 stumbles over libstdc++'s <concepts>, which <compare> brings: with its guard defined it is empty to moc.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)
if(FINETUNE_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()
if(FINETUNE_SANITIZE)
    add_compile_options(-fsanitize=${FINETUNE_SANITIZE} -fno-omit-frame-pointer -g)
    add_link_options(-fsanitize=${FINETUNE_SANITIZE})
endif()

find_program(FINETUNE_CCACHE ccache)
if(FINETUNE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The options let ccache work with precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${FINETUNE_CCACHE})
    add_compile_options(-fpch-preprocess)
endif()
