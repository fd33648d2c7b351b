#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/io/temporary.h"

#include <algorithm>
#include <fcntl.h>
#include <vector>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

constexpr const char* manifest_name = "MANIFEST.json";
constexpr int manifest_schema = 1;

// Files below `folder` as relative paths, in order; makes files and folders durable on the way.
std::vector<fs::path> sync_tree(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() && !entry.is_directory())
            throw Error(ErrorCode::Internal, entry.path().string() + " is neither a file nor a folder.");
        sync_path(entry.path());
        if (entry.is_regular_file())
            files.push_back(entry.path().lexically_relative(folder));
    }
    std::sort(files.begin(), files.end());
    return files;
}

Json describe(const fs::path& folder, const std::vector<fs::path>& files) {
    Json list = Json::array();
    for (const auto& file : files)
        if (file != manifest_name)
            list.push_back({{"name", file.generic_string()},
                            {"size", fs::file_size(folder / file)},
                            {"sha256", sha256_file(folder / file)}});
    return {{"schema", manifest_schema}, {"files", list}};
}

bool stays_inside(const fs::path& relative) {
    return !relative.empty() && relative.is_relative() &&
           std::none_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
}

void verify_entry(const fs::path& folder, const std::string& name, uint64_t size, const std::string& hash,
                  const ReadOn& read_on) {
    if (!stays_inside(name))
        throw Error(ErrorCode::PathEscape,
                    (folder / manifest_name).string() + " lists \"" + name + "\", which is outside its folder.");
    const fs::path file = folder / name;
    if (!fs::is_regular_file(file))
        throw Error(ErrorCode::NotFound, file.string() + " is listed in " + manifest_name + " but is not there.");
    const uint64_t found = fs::file_size(file);
    if (found != size)
        throw Error(ErrorCode::SizeMismatch, file.string() + ": " + std::to_string(found) + " bytes, but " +
                                                 manifest_name + " says " + std::to_string(size) +
                                                 ". The file is damaged or was edited.");
    if (sha256_file(file, read_on) != hash)
        throw Error(ErrorCode::BadValue, file.string() + ": the SHA-256 differs from the one in " + manifest_name +
                                             ". The file is damaged or was edited.");
}

// Any other exception of the file system library as ours.
template <class Action>
void with_io_errors(const Action& action) {
    try {
        action();
    } catch (const fs::filesystem_error& fault) {
        throw Error(ErrorCode::Io, fault.what());
    }
}

} // namespace

FolderTransaction::FolderTransaction(fs::path target) : m_target(std::move(target)) {
    if (!m_target.has_filename())
        m_target = m_target.parent_path(); // "dir/"
    with_io_errors([this] {
        if (fs::exists(m_target) && !(fs::is_directory(m_target) && fs::is_empty(m_target)))
            throw Error(ErrorCode::InvalidOption,
                        m_target.string() +
                            " already exists and is not an empty folder. Choose another name, or remove it first.");
        fs::create_directories(parent_folder(m_target));
        m_temporary = temporary_sibling(m_target);
        fs::create_directory(m_temporary);
    });
    m_lock = Fd(::open(m_temporary.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!m_lock.valid())
        throw_system_error("open", m_temporary);
    lock_temporary(m_lock.get());
}

FolderTransaction::~FolderTransaction() {
    std::error_code ignored;
    if (!m_committed)
        fs::remove_all(m_temporary, ignored);
}

void FolderTransaction::commit() {
    with_io_errors([this] {
        const Json manifest = describe(m_temporary, sync_tree(m_temporary));
        write_file_atomically(m_temporary / manifest_name, manifest.dump(1) + "\n"); // also syncs the folder
    });
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        throw_system_error("create", m_target);
    m_committed = true;
    sync_path(parent_folder(m_target));
}

void verify_manifest(const fs::path& folder, const ReadOn& read_on) {
    const fs::path file = folder / manifest_name;
    const Json manifest = parse_json(read_text_file(file, 1U << 26), file.string());
    try {
        if (manifest.at("schema") != manifest_schema)
            throw Error(ErrorCode::UnsupportedVersion, file.string() + ": schema " + manifest.at("schema").dump() +
                                                           ", but this program reads " +
                                                           std::to_string(manifest_schema) + ".");
        for (const Json& entry : manifest.at("files"))
            verify_entry(folder, entry.at("name").get<std::string>(), entry.at("size").get<uint64_t>(),
                         entry.at("sha256").get<std::string>(), read_on);
    } catch (const nlohmann::json::exception& fault) {
        throw Error(ErrorCode::BadJson, file.string() + ": not a manifest of this program (" + fault.what() + ").");
    } catch (const fs::filesystem_error& fault) {
        throw Error(ErrorCode::Io, fault.what());
    }
}

void remove_leftovers(const fs::path& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored)) {
        if (!entry.path().filename().string().starts_with(temporary_prefix))
            continue;
        const Fd fd(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (fd.valid() && lock_temporary(fd.get()))
            fs::remove_all(entry.path(), ignored);
    }
}

} // namespace loratrf
