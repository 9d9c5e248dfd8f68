# cmake -DOUTPUT=FILE.cpp -DFOLDERS=A|B -P SourcesDigest.cmake
# Writes kSourcesDigest (core/data/data_windows.cpp): SHA-256 over the sources in these folders.
string(REPLACE "|" ";" folders "${FOLDERS}")
set(all "")
foreach(folder ${folders})
    file(GLOB sources "${folder}/*.h" "${folder}/*.cpp")
    foreach(source ${sources}) # sorted by file(GLOB)
        get_filename_component(name ${source} NAME)
        file(SHA256 ${source} digest)
        string(APPEND all "${name} ${digest}\n")
    endforeach()
endforeach()
string(SHA256 digest "${all}")
file(WRITE ${OUTPUT} "namespace finetune::data {
extern const char* const kSourcesDigest;
const char* const kSourcesDigest = \"${digest}\";
} // namespace finetune::data
")
