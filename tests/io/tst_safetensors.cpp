// safetensors written and read back, and the rules of sharded folders. With LORATRF_ORACLE_DIR set, one file stays
// there for tests/oracle/check_io.py.

#include "backend/io/quants.h"
#include "backend/io/safetensors.h"
#include "support.h"

using namespace loratrf;
using support::caught;

namespace fs = std::filesystem;

namespace {

// A tensor with its values.
struct Owned {
    std::string name;
    DType dtype;
    std::vector<int64_t> shape;
    std::string bytes;

    TensorView view() const { return {name, dtype, shape, std::as_bytes(std::span(bytes))}; }
};

Owned sample(const std::string& name, DType dtype, std::vector<int64_t> shape) {
    size_t size = block_layout(dtype).bytes;
    for (const int64_t dimension : shape)
        size *= static_cast<size_t>(dimension);
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(dtype == DType::Bool ? i % 2 : (i * 37 + name.size()) % 120);
    return {name, dtype, std::move(shape), std::move(bytes)};
}

std::vector<Owned> samples() {
    return {sample("z.bytes", DType::U8, {3}),       sample("flags", DType::Bool, {5}),
            sample("w.half", DType::F16, {2, 3}),    sample("w.brain", DType::BF16, {1, 1, 3}),
            sample("ids", DType::I64, {2}),          sample("w.single", DType::F32, {4, 2}),
            sample("w.double", DType::F64, {3}),     sample("ids.small", DType::I32, {3}),
            sample("scalar", DType::F32, {}),        sample("empty", DType::F32, {0, 4}),
            sample("ünïcode \"q\"", DType::F32, {1})};
}

std::vector<TensorView> views(const std::vector<Owned>& owned) {
    std::vector<TensorView> list;
    for (const Owned& tensor : owned)
        list.push_back(tensor.view());
    return list;
}

std::string bytes_of(const TensorFile& file, const TensorInfo& info) {
    std::string bytes(info.bytes, '\0');
    file.read_bytes(info.name, std::as_writable_bytes(std::span(bytes)));
    return bytes;
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private:
    // A folder of two shards with the index `weight_map`, to be spoilt by the tests.
    static void make_shards(const support::Folder& folder, const std::string& weight_map) {
        write_safetensors(folder / "one.safetensors", {sample("a", DType::F32, {2}).view()});
        write_safetensors(folder / "two.safetensors", {sample("b", DType::F32, {3}).view()});
        support::write(folder / "model.safetensors.index.json",
                       R"({"metadata":{"total_size":20},"weight_map":)" + weight_map + "}");
    }

    static std::string folder_code(const support::Folder& folder) {
        return caught([&] { open_safetensors_folder(folder.path()); }).code;
    }

private Q_SLOTS:
    void writeReadWriteIsStable() {
        const support::Folder folder;
        const auto owned = samples();
        const std::map<std::string, std::string> metadata = {{"note", "é\n"}};
        write_safetensors(folder / "a.safetensors", views(owned), metadata);

        const SafetensorsFile file(folder / "a.safetensors");
        QCOMPARE(file.tensors().size(), owned.size());
        QCOMPARE(file.metadata().at("format"), std::string("pt"));
        QCOMPARE(file.metadata().at("note"), metadata.at("note"));
        std::vector<Owned> again;
        for (const Owned& tensor : owned) {
            const TensorInfo* info = file.find(tensor.name);
            QVERIFY2(info, tensor.name.c_str());
            QVERIFY(info->dtype == tensor.dtype);
            QCOMPARE(info->shape, tensor.shape);
            QCOMPARE(bytes_of(file, *info), tensor.bytes);
        }
        for (const TensorInfo& info : file.tensors())
            again.push_back({info.name, info.dtype, info.shape, bytes_of(file, info)});
        write_safetensors(folder / "b.safetensors", views(again), file.metadata());
        QCOMPARE(read_text_file(folder / "b.safetensors"), read_text_file(folder / "a.safetensors"));
    }

    void readsWhatTheReferenceWrote() {
        const SafetensorsFile file(TESTS_DIR "/baselines/io_reference.safetensors");
        const Json expected = support::baseline().at("safetensors");
        QCOMPARE(file.tensors().size(), expected.size());
        QCOMPARE(file.metadata().at("note"), std::string("é"));
        for (const auto& [name, want] : expected.items()) {
            const TensorInfo* info = file.find(name);
            QVERIFY2(info, name.c_str());
            QCOMPARE(info->shape, want.at("shape").get<std::vector<int64_t>>());
            QCOMPARE(sha256(bytes_of(file, *info)), want.at("sha256").get<std::string>());
        }
    }

    // Longer than the pieces in which values are read.
    void longTensorsAreReadWhole() {
        const support::Folder folder;
        const Owned half = sample("h", DType::F16, {1000, 1771});
        write_safetensors(folder / "a.safetensors", {half.view()});
        std::vector<float> whole(1771000), pieces(1771000);
        to_f32(DType::F16, half.view().bytes, whole);
        SafetensorsFile(folder / "a.safetensors").read_f32("h", pieces);
        QCOMPARE(pieces, whole);
    }

    void integersAreNoWeights() {
        const support::Folder folder;
        write_safetensors(folder / "a.safetensors", {sample("ids", DType::I64, {2}).view()});
        std::vector<float> values(2);
        COMPARE_CODE(caught([&] { SafetensorsFile(folder / "a.safetensors").read_f32("ids", values); }),
                     "unknown-dtype");
    }

    void wrongTensorsAreNotWritten() {
        const support::Folder folder;
        const fs::path file = folder / "a.safetensors";
        support::write(file, "before");
        const Owned a = sample("a", DType::F32, {2});
        TensorView short_view = a.view();
        short_view.bytes = short_view.bytes.first(4);
        TensorView negative = a.view();
        negative.shape = {-2, -1};
        TensorView quantised = a.view();
        quantised.dtype = DType::Q8_0;
        COMPARE_CODE(caught([&] { write_safetensors(file, {a.view(), a.view()}); }), "duplicate-key");
        COMPARE_CODE(caught([&] { write_safetensors(file, {short_view}); }), "size-mismatch");
        COMPARE_CODE(caught([&] { write_safetensors(file, {negative}); }), "bad-shape");
        COMPARE_CODE(caught([&] { write_safetensors(file, {quantised}); }), "unknown-dtype");
        QCOMPARE(read_text_file(file), std::string("before"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), {}), 1);
    }

    void shardsActAsOne() {
        const support::Folder folder;
        make_shards(folder, R"({"a":"one.safetensors","b":"two.safetensors"})");
        const auto file = open_safetensors_folder(folder.path());
        QCOMPARE(file->tensors().size(), size_t{2});
        QCOMPARE(bytes_of(*file, *file->find("b")), sample("b", DType::F32, {3}).bytes);
        std::vector<float> values(2);
        file->read_f32("a", values);
        COMPARE_CODE(caught([&] { file->read_f32("c", values); }), "missing-field");
    }

    void spoiltIndexes_data() {
        QTest::addColumn<QString>("map");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* code, const char* map) { QTest::newRow(map) << QString(map) << QString(code); };
        row("path-escape", R"({"a":"../one.safetensors"})");
        row("path-escape", R"({"a":".."})");
        row("path-escape", R"({"a":"/etc/passwd"})");
        row("path-escape", R"({"a":"C:one.safetensors"})");
        row("path-escape", R"({"a":"x\\one.safetensors"})");
        row("path-escape", R"({"a":"one.safetensors\u0000"})");
        row("path-escape", R"({"a":""})");
        row("not-found", R"({"a":"three.safetensors"})");
        row("missing-field", R"({"a":"one.safetensors","c":"two.safetensors"})");
        row("missing-field", R"({"a":"two.safetensors","b":"two.safetensors"})");
        row("duplicate-key", R"({"a":"one.safetensors","a":"one.safetensors"})");
        row("bad-json", R"({"a":1})");
        row("bad-json", R"([])");
        row("bad-json", R"({})");
    }

    void spoiltIndexes() {
        QFETCH(QString, map);
        QFETCH(QString, code);
        const support::Folder folder;
        make_shards(folder, map.toStdString());
        QCOMPARE(QString::fromStdString(folder_code(folder)), code);
    }

    void aTensorInTwoShards() {
        const support::Folder folder;
        make_shards(folder, R"({"a":"one.safetensors","b":"two.safetensors"})");
        write_safetensors(folder / "two.safetensors",
                          {sample("b", DType::F32, {3}).view(), sample("a", DType::F32, {2}).view()});
        QCOMPARE(folder_code(folder), std::string("duplicate-key"));
    }

    void linksThatLeaveTheFolder() {
        const support::Folder outside;
        write_safetensors(outside / "a.safetensors", {sample("a", DType::F32, {2}).view()});
        const support::Folder folder;
        make_shards(folder, R"({"a":"link.safetensors","b":"two.safetensors"})");
        fs::create_symlink(outside / "a.safetensors", folder / "link.safetensors");
        QCOMPARE(folder_code(folder), std::string("path-escape"));
    }

    // Hugging Face's cache: snapshots/REVISION/FILE links to blobs/HASH.
    void linksOfTheHubCache() {
        const support::Folder cache;
        const fs::path revision = cache / "snapshots/r1";
        fs::create_directories(revision);
        fs::create_directories(cache / "blobs");
        write_safetensors(cache / "blobs/1", {sample("a", DType::F32, {2}).view()});
        fs::create_symlink("../../blobs/1", revision / "one.safetensors");
        support::write(revision / "model.safetensors.index.json", R"({"weight_map":{"a":"one.safetensors"}})");
        QCOMPARE(open_safetensors_folder(revision)->tensors().size(), size_t{1});
    }

    void aSingleFileWinsOverAnIndex() {
        const support::Folder folder;
        make_shards(folder, R"({"a":"../x"})");
        write_safetensors(folder / "model.safetensors", {sample("s", DType::F32, {1}).view()});
        QVERIFY(open_safetensors_folder(folder.path())->find("s"));
    }

    void foldersWithoutSafetensors() {
        const support::Folder folder;
        QCOMPARE(folder_code(folder), std::string("not-found"));
        support::write(folder / "pytorch_model.bin", "x");
        QCOMPARE(folder_code(folder), std::string("pickle"));
        COMPARE_CODE(caught([&] { open_safetensors_folder(folder / "none"); }), "not-found");
        COMPARE_CODE(caught([&] { SafetensorsFile(folder / "none.safetensors"); }), "not-found");
        COMPARE_CODE(caught([&] { SafetensorsFile{folder.path()}; }), "io");
    }

    void aFileThatShrinksWhileOpen() {
        const support::Folder folder;
        write_safetensors(folder / "a.safetensors", {sample("a", DType::F32, {1000}).view()});
        const SafetensorsFile file(folder / "a.safetensors");
        fs::resize_file(folder / "a.safetensors", 500);
        std::vector<float> values(1000);
        COMPARE_CODE(caught([&] { file.read_f32("a", values); }), "truncated");
    }

    void leaveAFileForTheOracle() {
        const support::Folder folder;
        const QString wanted = qEnvironmentVariable("LORATRF_ORACLE_DIR");
        const fs::path target = wanted.isEmpty() ? folder.path() : fs::path(wanted.toStdString());
        Json expected = Json::object();
        for (const Owned& tensor : samples())
            expected[tensor.name] = {
                {"dtype", dtype_name(tensor.dtype)}, {"shape", tensor.shape}, {"sha256", sha256(tensor.bytes)}};
        write_safetensors(target / "all_types.safetensors", views(samples()));
        write_file_atomically(target / "all_types.json", expected.dump(1));
        QCOMPARE(SafetensorsFile(target / "all_types.safetensors").tensors().size(), expected.size());
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
