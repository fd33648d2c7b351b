// TensorBoard's event files, read back by a reader of their formats. The files are read by TensorBoard itself in
// tests/oracle.

#include "backend/io/tensorboard_events.h"
#include "event_reader.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <limits>

using namespace loratrf;

class TestTensorBoardEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crcIsCastagnolis() {
        QCOMPARE(crc32c("123456789"), 0xE3069283U); // the check value of every table of CRCs
        QCOMPARE(support::crc_bit_by_bit("123456789"), 0xE3069283U);
        QCOMPARE(crc32c(""), 0U);
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU); // RFC 3720, B.4
        std::string ascending(32, '\0');
        for (size_t i = 0; i < ascending.size(); ++i)
            ascending[i] = static_cast<char>(i);
        QCOMPARE(crc32c(ascending), 0x46DD794EU); // RFC 3720, B.4
    }

    void aFileIsReadBack() {
        const std::array values = {TensorBoardValue{.tag = "train/loss", .value = 0.25F},
                                   TensorBoardValue{.tag = "train/learning_rate", .value = 3e-4F}};
        const std::array odd = {TensorBoardValue{.tag = "", .value = std::numeric_limits<float>::quiet_NaN()},
                                TensorBoardValue{.tag = std::string_view(), .value = -0.0F}};
        const std::string long_tag(300, 'x');
        const std::array wide = {TensorBoardValue{.tag = long_tag, .value = 1}};
        const std::string file = tensorboard_version_record(1.5e9) + tensorboard_record(1.5e9 + 0.125, 7, values) +
                                 tensorboard_record(0, int64_t{1} << 40, odd) + tensorboard_record(1, 0, {}) +
                                 tensorboard_record(2, 128, wide);
        const std::vector<support::ReadEvent> events = support::read_events(file);
        QCOMPARE(events.size(), size_t{5});
        QCOMPARE(events[0].version, std::string("brain.Event:2"));
        QCOMPARE(events[0].wall_time, 1.5e9);
        QVERIFY(events[0].values.empty());
        QVERIFY(events[1].version.empty());
        QCOMPARE(events[1].wall_time, 1.5e9 + 0.125);
        QCOMPARE(events[1].step, int64_t{7});
        QCOMPARE(events[1].values.size(), size_t{2});
        QCOMPARE(events[1].values[0].first, std::string("train/loss"));
        QCOMPARE(events[1].values[0].second, 0.25F);
        QCOMPARE(events[1].values[1].first, std::string("train/learning_rate"));
        QCOMPARE(events[1].values[1].second, 3e-4F);
        QCOMPARE(events[2].step, int64_t{1} << 40);
        QVERIFY(std::isnan(events[2].values[0].second));
        QVERIFY(std::signbit(events[2].values[1].second));
        QVERIFY(events[3].values.empty());
        QCOMPARE(events[4].step, int64_t{128});
        QCOMPARE(events[4].values[0].first, long_tag);
    }

    void aChangedBitIsNoticed() {
        const std::string file = tensorboard_version_record(1);
        for (size_t i = 0; i < 8 * file.size(); ++i) {
            std::string changed = file;
            changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << (i % 8)));
            bool noticed = false;
            try {
                support::read_events(changed);
            } catch (const std::runtime_error&) {
                noticed = true;
            }
            QVERIFY2(noticed, qPrintable(QString::number(i)));
        }
    }
};

QTEST_GUILESS_MAIN(TestTensorBoardEvents)
#include "tst_tensorboard_events.moc"
