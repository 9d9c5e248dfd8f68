find_package(nlohmann_json 3.11 REQUIRED)
find_package(ICU 70 REQUIRED COMPONENTS uc i18n data)
find_package(CLI11 2.1 REQUIRED)

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
