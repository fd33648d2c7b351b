// GGUF and sharded safetensors written and read back; values stored as other types equal those of the gguf package.
// With LORATRF_ORACLE_DIR set, a GGUF file stays there for tests/oracle/check_io.py.

#include "backend/io/gguf_write.h"
#include "backend/io/quants.h"
#include "backend/io/safetensors.h"
#include "support.h"

#include <cmath>
#include <limits>

using namespace loratrf;
using support::caught;

namespace fs = std::filesystem;

namespace {

std::vector<std::byte> stored(DType type, const std::vector<float>& values) {
    const BlockLayout layout = block_layout(type);
    std::vector<std::byte> bytes(values.size() / layout.elements * layout.bytes);
    from_f32(type, values, bytes);
    return bytes;
}

std::vector<std::byte> bytes_of(const TensorFile& file, const TensorInfo& info) {
    std::vector<std::byte> bytes(info.bytes);
    file.read_bytes(info.name, bytes);
    return bytes;
}

void copy_gguf(const GgufFile& from, const fs::path& to) {
    GgufWriter writer(to, from.metadata(), from.tensors());
    for (const TensorInfo& info : from.tensors())
        writer.write(info.name, bytes_of(from, info));
    writer.commit();
}

GgufMetadata every_type() {
    return {{"t.u8", {GgufType::U8, {}, uint64_t{255}}},
            {"t.i8", {GgufType::I8, {}, int64_t{-128}}},
            {"t.u16", {GgufType::U16, {}, uint64_t{65535}}},
            {"t.i16", {GgufType::I16, {}, int64_t{-32768}}},
            {"t.u32", gguf_u32(UINT32_MAX)},
            {"t.i32", {GgufType::I32, {}, int64_t{INT32_MIN}}},
            {"t.u64", {GgufType::U64, {}, UINT64_MAX}},
            {"t.i64", {GgufType::I64, {}, INT64_MIN}},
            {"t.f32", gguf_f32(0.5)},
            {"t.f64", {GgufType::F64, {}, 1e-300}},
            {"t.bool", gguf_bool(true)},
            {"t.text", gguf_text("naïve ☕")},
            {"t.texts", gguf_texts({"a", "", "ß"})},
            {"t.i32s", gguf_i32s({-1, 0, 7})},
            {"t.f32s", gguf_f32s({0.25, -2})},
            {"t.bools", {GgufType::Array, GgufType::Bool, std::vector<bool>{true, false}}},
            {"t.u16s", {GgufType::Array, GgufType::U16, std::vector<uint64_t>{1, 65535}}}};
}

} // namespace

class TestWriters : public QObject {
    Q_OBJECT

    static SafetensorsFile quantize_values() { return SafetensorsFile(TESTS_DIR "/baselines/io_quantize.safetensors"); }

private Q_SLOTS:
    void storedValuesEqualTheReference_data() {
        QTest::addColumn<int>("type");
        for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0})
            QTest::newRow(dtype_name(type)) << static_cast<int>(type);
    }
    void storedValuesEqualTheReference() {
        QFETCH(int, type);
        const SafetensorsFile file = quantize_values();
        std::vector<float> values(static_cast<size_t>(file.find("values")->elements()));
        file.read_f32("values", values);
        const std::vector<std::byte> bytes = stored(static_cast<DType>(type), values);
        const std::string hash = sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        QCOMPARE(hash, support::baseline().at("quantize").at(dtype_name(static_cast<DType>(type))).get<std::string>());
    }

    void halvesSurviveTheWayThroughFloats() {
        for (const DType type : {DType::F16, DType::BF16}) {
            std::vector<uint16_t> bits;
            const unsigned infinity = type == DType::F16 ? 0x7C00 : 0x7F80;
            for (unsigned pattern = 0; pattern < 65536; ++pattern)
                if ((pattern & 0x7FFF) <= infinity)
                    bits.push_back(static_cast<uint16_t>(pattern));
            std::vector<float> values(bits.size());
            to_f32(type, std::as_bytes(std::span(bits)), values);
            const std::vector<std::byte> again = stored(type, values);
            QVERIFY(std::memcmp(again.data(), bits.data(), again.size()) == 0);
            std::vector<float> nan = {std::nanf("1")};
            const std::vector<std::byte> kept = stored(type, nan);
            to_f32(type, kept, nan);
            QVERIFY(std::isnan(nan[0]));
        }
    }

    void valuesThatDoNotFitAreRefused() {
        COMPARE_CODE(caught([] { stored(DType::F16, {1, -65520}); }), "bad-value");
        COMPARE_CODE(caught([] { stored(DType::BF16, {std::numeric_limits<float>::max()}); }), "bad-value");
        std::vector<float> row(32, 1.0f);
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(), 1e9f}) {
            row[5] = bad;
            COMPARE_CODE(caught([&] { stored(DType::Q8_0, row); }), "bad-value");
        }
        COMPARE_CODE(caught([&] { stored(DType::Q4_0, row); }), "unknown-dtype");
        row.assign(32, 1e-38f); // the inverse of its scale is no float
        for (const std::byte byte : stored(DType::Q8_0, row))
            QCOMPARE(byte, std::byte{0});
    }

    void everyMetadataTypeComesBack() {
        const support::Folder folder;
        const GgufMetadata metadata = every_type();
        GgufWriter(folder / "a.gguf", metadata, {}).commit();
        const GgufFile file(folder / "a.gguf");
        QCOMPARE(file.metadata().size(), metadata.size());
        for (const auto& [key, field] : metadata) {
            const GgufField& found = file.metadata().at(key);
            QVERIFY2(found.type == field.type && found.value == field.value, key.c_str());
            QVERIFY2(field.type != GgufType::Array || found.element == field.element, key.c_str());
        }
    }

    // A file of the gguf package with every type, rewritten: the same content, and from then on the same bytes.
    void rewritingChangesNothing() {
        const support::Folder folder;
        const GgufFile original(TESTS_DIR "/baselines/io_types.gguf");
        copy_gguf(original, folder / "a.gguf");
        const GgufFile copy(folder / "a.gguf");
        for (const auto& [key, field] : original.metadata())
            QVERIFY2(copy.metadata().at(key).value == field.value, key.c_str());
        QCOMPARE(copy.tensors().size(), original.tensors().size());
        for (const TensorInfo& info : original.tensors()) {
            const TensorInfo* found = copy.find(info.name);
            QVERIFY2(found && found->dtype == info.dtype && found->shape == info.shape, info.name.c_str());
            QVERIFY2(bytes_of(copy, *found) == bytes_of(original, info), info.name.c_str());
        }
        copy_gguf(copy, folder / "b.gguf");
        QVERIFY(read_text_file(folder / "a.gguf") == read_text_file(folder / "b.gguf"));
    }

    void alignmentIsThatOfTheMetadata() {
        const support::Folder folder;
        const GgufMetadata metadata = {{"general.alignment", gguf_u32(128)}};
        const std::vector<TensorInfo> tensors = {{"a", DType::F32, {3}}, {"b", DType::F16, {5}}};
        GgufWriter writer(folder / "a.gguf", metadata, tensors);
        writer.write("a", stored(DType::F32, {1, 2, 3}));
        writer.write("b", stored(DType::F16, {1, 2, 3, 4, 5}));
        writer.commit();
        QCOMPARE(fs::file_size(folder / "a.gguf") % 128, uintmax_t{0});
        std::vector<float> values(5);
        GgufFile(folder / "a.gguf").read_f32("b", values);
        QCOMPARE(values, (std::vector<float>{1, 2, 3, 4, 5}));
        COMPARE_CODE(caught([&] {
                         GgufWriter(folder / "b.gguf", {{"general.alignment", gguf_u32(24)}}, {});
                     }),
                     "bad-alignment");
    }

    void whatCannotBeWrittenIsRefused() {
        const support::Folder folder;
        const auto code = [&](GgufMetadata metadata, std::vector<TensorInfo> tensors) {
            return caught([&] { GgufWriter(folder / "a.gguf", metadata, std::move(tensors)); });
        };
        COMPARE_CODE(code({}, {{"a", DType::F32, {1}}, {"a", DType::F32, {1}}}), "duplicate-key");
        COMPARE_CODE(code({}, {{std::string(64, 'n'), DType::F32, {1}}}), "bad-value");
        COMPARE_CODE(code({}, {{"a", DType::F32, {1, 1, 1, 1, 1}}}), "bad-shape");
        COMPARE_CODE(code({}, {{"a", DType::Q8_0, {32, 31}}}), "bad-shape");
        COMPARE_CODE(code({}, {{"a", DType::Bool, {2}}}), "unknown-dtype");
        COMPARE_CODE(code({{"k", {GgufType::U8, {}, uint64_t{256}}}}, {}), "bad-value");
        COMPARE_CODE(code({{"k", {GgufType::U8, {}, int64_t{-1}}}}, {}), "bad-value");
        COMPARE_CODE(code({{"k", {GgufType::String, {}, 0.5}}}, {}), "bad-type");
        COMPARE_CODE(code({{"k", {GgufType::Array, GgufType::I32, std::string("no")}}}, {}), "bad-type");
        COMPARE_CODE(caught([] { gguf_u32(-1); }), "bad-value");
        QVERIFY(fs::is_empty(folder.path())); // nothing half was left
    }

    void anInterruptedWriteLeavesTheOldFile() {
        const support::Folder folder;
        support::write(folder / "a.gguf", "before");
        const std::vector<TensorInfo> tensors = {{"a", DType::F32, {2}}, {"b", DType::F32, {1}}};
        {
            GgufWriter writer(folder / "a.gguf", {}, tensors);
            COMPARE_CODE(caught([&] { writer.write("b", stored(DType::F32, {1})); }), "internal");
            COMPARE_CODE(caught([&] { writer.write("a", stored(DType::F32, {1})); }), "size-mismatch");
            writer.write("a", stored(DType::F32, {1, 2}));
            COMPARE_CODE(caught([&] { writer.commit(); }), "internal");
        }
        QCOMPARE(read_text_file(folder / "a.gguf"), std::string("before"));
        {
            const support::FileSizeLimit full(4096);
            COMPARE_CODE(caught([&] {
                             GgufWriter writer(folder / "a.gguf", {}, {{"a", DType::F32, {8192}}});
                             writer.write("a", stored(DType::F32, std::vector<float>(8192)));
                             writer.commit();
                         }),
                         "io");
        }
        QCOMPARE(read_text_file(folder / "a.gguf"), std::string("before"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), std::ptrdiff_t{1});
    }

    void shardsBreakBeforeTheyAreTooLarge_data() {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QStringList>("shards"); // their tensors
        QTest::newRow("all in one") << 72 << QStringList{"abcd"};
        QTest::newRow("one byte short") << 71 << QStringList{"abc", "d"};
        QTest::newRow("exactly two") << 24 << QStringList{"ab", "c", "d"};
        QTest::newRow("one byte short of two") << 23 << QStringList{"a", "b", "c", "d"};
        QTest::newRow("smaller than any") << 1 << QStringList{"a", "b", "c", "d"};
    }
    void shardsBreakBeforeTheyAreTooLarge() {
        QFETCH(int, bytes);
        QFETCH(QStringList, shards);
        const support::Folder folder;
        const std::vector<TensorInfo> tensors = {
            {"d.a", DType::F32, {4}}, {"c.b", DType::F32, {2}}, {"b.c", DType::F32, {2, 4}}, {"a.d", DType::F32, {4}}};
        ShardedSafetensorsWriter writer(folder.path(), tensors, static_cast<uint64_t>(bytes));
        QCOMPARE(writer.total_bytes(), uint64_t{72});
        for (const TensorInfo& tensor : tensors)
            writer.write(tensor.name, stored(DType::F32, std::vector<float>(static_cast<size_t>(tensor.elements()),
                                                                            static_cast<float>(tensor.name[0]))));
        const std::vector<std::string> files = writer.commit();
        QCOMPARE(files.size(), static_cast<size_t>(shards.size()) + (shards.size() > 1));
        for (qsizetype i = 0; i < shards.size(); ++i) {
            QString name = shards.size() == 1 ? QString("model.safetensors")
                                              : QString("model-%1-of-%2.safetensors")
                                                    .arg(i + 1, 5, 10, QChar('0'))
                                                    .arg(shards.size(), 5, 10, QChar('0'));
            QCOMPARE(files[static_cast<size_t>(i)], name.toStdString());
            QString held;
            const SafetensorsFile shard(folder / name.toStdString());
            for (const TensorInfo& info : shard.tensors())
                held += QChar(info.name.back());
            QCOMPARE(held, shards[i]);
        }
        const auto opened = open_safetensors_folder(folder.path()); // checks the index against the shards
        QCOMPARE(opened->tensors().size(), tensors.size());
        for (const TensorInfo& tensor : tensors) {
            std::vector<float> values(static_cast<size_t>(tensor.elements()));
            opened->read_f32(tensor.name, values);
            QVERIFY(std::all_of(values.begin(), values.end(),
                                [&](float v) { return v == static_cast<float>(tensor.name[0]); }));
        }
        if (shards.size() > 1) {
            const fs::path index = folder / "model.safetensors.index.json";
            QCOMPARE(parse_json(read_text_file(index), "index").at("metadata").at("total_size").get<int>(), 72);
        }
    }

    void shardsWantAllTheirTensors() {
        const support::Folder folder;
        ShardedSafetensorsWriter writer(folder.path(), {{"a", DType::F32, {1}}, {"b", DType::F32, {1}}}, 100);
        writer.write("a", stored(DType::F32, {1}));
        COMPARE_CODE(caught([&] { writer.commit(); }), "internal");
        COMPARE_CODE(caught([&] {
                         ShardedSafetensorsWriter(folder.path(), {{"a", DType::F32, {1}}, {"a", DType::F32, {1}}}, 1);
                     }),
                     "duplicate-key");
    }

    void aFullDiskIsSaidBeforehand() {
        const support::Folder folder;
        require_space(folder.path(), 1);
        const support::Caught fault = caught([&] { require_space(folder.path(), uint64_t{1} << 62); });
        COMPARE_CODE(fault, "io");
        QVERIFY2(fault.message.find("4611686018428 MB are needed") != std::string::npos, fault.message.c_str());
    }

    void leaveAFileForTheOracle() {
        const support::Folder folder;
        const QString wanted = qEnvironmentVariable("LORATRF_ORACLE_DIR");
        const fs::path target = wanted.isEmpty() ? folder.path() : fs::path(wanted.toStdString());
        const SafetensorsFile source = quantize_values();
        std::vector<float> values(static_cast<size_t>(source.find("values")->elements()));
        source.read_f32("values", values);
        std::vector<TensorInfo> tensors;
        Json expected = {{"fields", Json::object()}, {"tensors", Json::object()}};
        for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0})
            tensors.push_back({std::string("values.") + dtype_name(type), type, {64, 256}});
        GgufWriter writer(target / "all_types.gguf", every_type(), tensors);
        for (const TensorInfo& tensor : tensors) {
            const std::vector<std::byte> bytes = stored(tensor.dtype, values);
            writer.write(tensor.name, bytes);
            expected["tensors"][tensor.name] = {
                {"type", dtype_name(tensor.dtype)},
                {"shape", tensor.shape},
                {"sha256", sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()})}};
        }
        writer.commit();
        for (const auto& [key, field] : every_type())
            std::visit([&, &key = key](const auto& value) { expected["fields"][key] = value; }, field.value);
        write_file_atomically(target / "all_types.gguf.json", expected.dump(1));
        QCOMPARE(GgufFile(target / "all_types.gguf").tensors().size(), tensors.size());
    }
};

QTEST_GUILESS_MAIN(TestWriters)
#include "tst_writers.moc"
