// What a path that should name a model leads to.

#include "backend/io/files.h"
#include "backend/io/gguf.h"
#include "backend/io/safetensors.h"
#include "backend/model/config.h"

#include <fstream>

namespace loratrf {

namespace fs = std::filesystem;

bool is_gguf(const fs::path& path) {
    std::error_code none;
    if (!fs::is_regular_file(path, none)) // asked first: opening a pipe would wait for its writer
        return false;
    std::ifstream file(path, std::ios::binary);
    char magic[4] = {};
    return file.read(magic, 4) && std::string_view(magic, 4) == "GGUF";
}

ModelConfig config_of(const fs::path& model) {
    return is_gguf(model) ? config_from_gguf(GgufFile(model)) : config_from_folder(model);
}

void require_model(const fs::path& path) {
    const std::string name = path.string();
    std::error_code none;
    if (!fs::exists(path, none))
        throw Error(ErrorCode::NotFound, "there is no file or folder \"" + name + "\"");
    if (is_gguf(path))
        return;
    if (fs::is_directory(path, none)) {
        if (fs::exists(path / "config.json", none))
            return;
        const std::unique_ptr<TensorFile> weights = open_safetensors_folder(path); // throws what is wrong with them
        throw Error(ErrorCode::NotFound, name + " holds weights, but no config.json; copy the model's other files too");
    }
    if (fs::is_regular_file(path, none)) {
        if (path.extension() == ".gguf")
            const GgufFile damaged(path); // throws: it does not begin like one
        if (path.extension() == ".safetensors") {
            const SafetensorsFile sound(path);
            throw Error(ErrorCode::WrongFormat,
                        name + " holds weights alone; choose its folder, with config.json and the tokenizer's files");
        }
        refuse_pickle(path);
    }
    throw Error(ErrorCode::WrongFormat, "\"" + name + "\" is neither a Hugging Face model folder nor a GGUF file");
}

} // namespace loratrf
