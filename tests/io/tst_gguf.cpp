// Values read from GGUF equal those of ggml's own formulas, bit for bit.

#include "backend/io/gguf.h"
#include "backend/io/quants.h"
#include "support.h"

#include <cmath>
#include <numeric>

using namespace loratrf;
using support::caught;

namespace fs = std::filesystem;

class TestGguf : public QObject {
    Q_OBJECT

private:
    static std::string hash_of_values(const TensorFile& file, const TensorInfo& info) {
        std::vector<float> values(static_cast<size_t>(info.elements()));
        file.read_f32(info.name, values);
        return hash(values);
    }

    template <class T>
    static std::string hash(const std::vector<T>& values) {
        return sha256({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
    }

    static void compare(const TensorFile& file, const Json& expected) {
        QCOMPARE(file.tensors().size(), expected.size());
        for (const auto& [name, want] : expected.items()) {
            const TensorInfo* info = file.find(name);
            QVERIFY2(info, name.c_str());
            QCOMPARE(std::string(dtype_name(info->dtype)), want.at("type").get<std::string>());
            QCOMPARE(info->shape, want.at("shape").get<std::vector<int64_t>>());
            QVERIFY2(hash_of_values(file, *info) == want.at("sha256"), name.c_str());
        }
    }

    const GgufFile m_types{TESTS_DIR "/baselines/io_types.gguf"};

private Q_SLOTS:
    void everyTypeEqualsTheReference() { compare(m_types, support::baseline().at("gguf")); }

    void stories260K_data() {
        QTest::addColumn<QString>("file");
        for (const char* name : {"F32", "Q8_0", "Q4_0", "Q4_1"})
            QTest::newRow(name) << QString("stories260K-%1.gguf").arg(name);
    }

    void stories260K() {
        QFETCH(QString, file);
        const fs::path folder = SHARED_DATA_DIR "/stories260K/gguf";
        if (!fs::exists(folder))
            QSKIP("the shared stories260K model is not there");
        const Json expected = parse_json(read_text_file(folder / "dequantised.sha256.json"), "dequantised.sha256.json");
        compare(GgufFile(folder / file.toStdString()), expected.at("files").at(file.toStdString()));
    }

    // All 65,536 patterns, NaN apart, whose payload bits processors treat differently.
    void everyHalf() {
        std::vector<uint16_t> bits(65536);
        std::iota(bits.begin(), bits.end(), uint16_t{0});
        std::vector<float> values(bits.size());
        to_f32(DType::BF16, std::as_bytes(std::span(bits)), values);
        QCOMPARE(hash(values), support::baseline().at("all_bf16").get<std::string>());
        for (uint16_t& pattern : bits)
            if ((pattern & 0x7FFF) > 0x7C00)
                pattern = 0;
        to_f32(DType::F16, std::as_bytes(std::span(bits)), values);
        QCOMPARE(hash(values), support::baseline().at("all_halves_but_nan").get<std::string>());
        const uint16_t nan = 0x7E01;
        to_f32(DType::F16, std::as_bytes(std::span(&nan, 1)), std::span(values).first(1));
        QVERIFY(std::isnan(values[0]));
    }

    void metadataKeepsItsTypes() {
        QCOMPARE(m_types.get_string("general.architecture").value(), std::string("test"));
        QCOMPARE(m_types.get_int("t.u8").value(), 200);
        QCOMPARE(m_types.get_int("t.i8").value(), -100);
        QCOMPARE(m_types.get_int("t.i64").value(), -(int64_t{1} << 62));
        QCOMPARE(std::get<uint64_t>(m_types.metadata().at("t.u64").value), UINT64_MAX);
        QCOMPARE(m_types.get_float("t.f32").value(), 0.5);
        QCOMPARE(m_types.get_float("t.f64").value(), 1e-300);
        QCOMPARE(m_types.get_bool("t.bool").value(), true);
        QCOMPARE(m_types.get_string("t.string").value(), std::string("naïve ☕"));
        QCOMPARE(m_types.get_strings("t.strings").value(), (std::vector<std::string>{"a", "", "ß"}));
        QCOMPARE(m_types.get_ints("t.ints").value(), (std::vector<int64_t>{-1, 0, 7}));
        QCOMPARE(m_types.get_floats("t.floats").value(), (std::vector<double>{0.25, -2.0}));
    }

    void absentKeysAndWrongTypes() {
        QVERIFY(!m_types.get_int("t.none"));
        QVERIFY(!m_types.get_strings("t.none"));
        COMPARE_CODE(caught([&] { m_types.get_int("t.string"); }), "bad-type");
        COMPARE_CODE(caught([&] { m_types.get_string("t.u8"); }), "bad-type");
        COMPARE_CODE(caught([&] { m_types.get_ints("t.floats"); }), "bad-type");
        COMPARE_CODE(caught([&] { m_types.get_int("t.u64"); }), "bad-value");
    }

    void wrongRequests() {
        std::vector<float> values(7);
        std::vector<std::byte> bytes(7);
        COMPARE_CODE(caught([&] { m_types.read_f32("plain.F32", values); }), "size-mismatch");
        COMPARE_CODE(caught([&] { m_types.read_bytes("plain.F32", bytes); }), "size-mismatch");
        COMPARE_CODE(caught([&] { m_types.read_f32("none", values); }), "missing-field");
        QVERIFY(!m_types.find("none"));
    }

    void storedBytesAreReadAsTheyAre() {
        const TensorInfo* info = m_types.find("random.Q4_K");
        std::vector<std::byte> bytes(info->bytes);
        m_types.read_bytes(info->name, bytes);
        std::vector<float> direct(static_cast<size_t>(info->elements()));
        to_f32(info->dtype, bytes, direct);
        QCOMPARE(hash(direct), hash_of_values(m_types, *info));
    }
};

QTEST_GUILESS_MAIN(TestGguf)
#include "tst_gguf.moc"
