#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/io/safetensors.h"

#include <unordered_map>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

constexpr const char* single_name = "model.safetensors";
constexpr const char* index_name = "model.safetensors.index.json";
constexpr uint64_t index_limit = 256ULL << 20;

// Several files as one.
class ShardedFile : public TensorFile {
public:
    void add(std::unique_ptr<SafetensorsFile> shard, const fs::path& path) {
        for (const TensorInfo& info : shard->tensors()) {
            if (!m_owner.emplace(info.name, shard.get()).second)
                throw Error(ErrorCode::DuplicateKey,
                            path.string() + ": the tensor \"" + info.name + "\" is in another shard too.");
            m_tensors.push_back(info);
        }
        m_shards.push_back(std::move(shard));
    }

    const std::vector<TensorInfo>& tensors() const override { return m_tensors; }
    void read_f32(const std::string& name, std::span<float> out) const override { owner(name).read_f32(name, out); }
    void read_bytes(const std::string& name, std::span<std::byte> out) const override {
        owner(name).read_bytes(name, out);
    }

private:
    const SafetensorsFile& owner(const std::string& name) const {
        const auto found = m_owner.find(name);
        if (found == m_owner.end())
            throw Error(ErrorCode::MissingField, "No shard has the tensor \"" + name + "\".");
        return *found->second;
    }

    std::vector<std::unique_ptr<SafetensorsFile>> m_shards;
    std::vector<TensorInfo> m_tensors;
    std::unordered_map<std::string, const SafetensorsFile*> m_owner;
};

bool is_below(const fs::path& file, const fs::path& folder) {
    const fs::path relative = file.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

// A link may lead out of the folder in one case only: Hugging Face's cache keeps the content of snapshots/REVISION/FILE
// in blobs/, beside snapshots/.
bool stays_inside(const fs::path& file, const fs::path& folder) {
    const fs::path target = fs::canonical(file);
    const fs::path home = fs::canonical(folder);
    const fs::path snapshots = home.parent_path();
    return is_below(target, home) ||
           (snapshots.filename() == "snapshots" && is_below(target, snapshots.parent_path() / "blobs"));
}

fs::path shard_path(const fs::path& folder, const std::string& name, const std::string& where) {
    const bool bare = !name.empty() && name != "." && name != ".." &&
                      name.find_first_of(std::string("/\\:\0", 4)) == std::string::npos;
    if (!bare)
        throw Error(ErrorCode::PathEscape, where + " names the shard \"" + name.substr(0, 200) +
                                               "\"; only a bare file name inside the folder is allowed.");
    const fs::path file = folder / name;
    if (!fs::exists(file))
        throw Error(ErrorCode::NotFound,
                    where + " names the shard " + name + ", which is not in the folder. Download it too.");
    if (!stays_inside(file, folder))
        throw Error(ErrorCode::PathEscape, where + ": the shard " + name + " is a link that leaves the folder.");
    return file;
}

std::unique_ptr<TensorFile> open_shards(const fs::path& folder) {
    const fs::path index = folder / index_name;
    const std::string where = index.string();
    const Json json = parse_json(read_text_file(index, index_limit), where, {.depth = 8});
    const auto map = json.find("weight_map");
    if (!json.is_object() || map == json.end())
        throw Error(ErrorCode::MissingField, where + " has no \"weight_map\".");
    if (!map->is_object() || map->empty())
        throw Error(ErrorCode::BadJson, where + ": weight_map must be an object of tensor: file.");

    auto sharded = std::make_unique<ShardedFile>();
    std::unordered_map<std::string, const SafetensorsFile*> opened;
    for (const auto& [tensor, value] : map->items()) {
        const std::string entry = where + ": weight_map \"" + tensor.substr(0, 200) + "\"";
        if (!value.is_string())
            throw Error(ErrorCode::BadJson, entry + ": a file name was expected.");
        const auto& name = value.get_ref<const std::string&>();
        if (opened.contains(name))
            continue;
        const fs::path file = shard_path(folder, name, entry);
        auto shard = std::make_unique<SafetensorsFile>(file);
        opened.emplace(name, shard.get());
        sharded->add(std::move(shard), file);
    }
    std::unordered_map<std::string, const SafetensorsFile*> holder;
    for (const auto& [name, shard] : opened)
        for (const TensorInfo& info : shard->tensors())
            holder.emplace(info.name, shard);
    for (const auto& [tensor, value] : map->items()) {
        const auto found = holder.find(tensor);
        if (found == holder.end() || found->second != opened.at(value.get<std::string>()))
            throw Error(ErrorCode::MissingField, where + ": the tensor \"" + tensor.substr(0, 200) + "\" is not in " +
                                                     value.get<std::string>() + " as the index says.");
    }
    return sharded;
}

[[noreturn]] void throw_no_weights(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string suffix = entry.path().extension().string();
        if (suffix == ".bin" || suffix == ".pt" || suffix == ".pth" || suffix == ".ckpt")
            throw Error(ErrorCode::Pickle,
                        folder.string() + " has its weights only as " + entry.path().filename().string() +
                            ". Such files can run programs when opened, so they never are. "
                            "Get the model as safetensors or GGUF, or convert it where you trust it.");
    }
    throw Error(ErrorCode::NotFound, folder.string() + ": neither " + single_name + " nor " + index_name +
                                         " is there. Choose the folder that holds the model's files.");
}

} // namespace

std::unique_ptr<TensorFile> open_safetensors_folder(const fs::path& folder) {
    try {
        if (!fs::is_directory(folder))
            throw Error(ErrorCode::NotFound, folder.string() + " is not a folder.");
        if (fs::exists(folder / single_name))
            return std::make_unique<SafetensorsFile>(folder / single_name);
        if (fs::exists(folder / index_name))
            return open_shards(folder);
        throw_no_weights(folder);
    } catch (const fs::filesystem_error& fault) {
        throw Error(ErrorCode::Io, fault.what());
    }
}

} // namespace loratrf
