// Meters of a GPU, read from a made-up management library: what it tells, what it cannot tell, and that it is left as
// it was found.

#include "backend/device/gpu_meter.h"
#include "device/fake_gpu.h"

#include <QtTest>

using namespace loratrf;

namespace {

constexpr const char* no_library = "libthere-is-none-of-this-name.so.1";
constexpr const char* other_library = "libm.so.6"; // has none of the functions
constexpr int not_supported = 3;

FakeGpu& fake() {
    return fake_gpu_of(FAKE_GPU);
}

} // namespace

class TestGpuMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { fake().reset(); }

    void devicesThatAreGpus() {
        QVERIFY(cuda_index("cuda:0") == 0);
        QVERIFY(cuda_index("cuda:12") == 12);
        for (const char* device : {"", "cpu (2 threads)", "cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:1 ", "xpu:0",
                                   "cuda:99999999999999999999"})
            QVERIFY2(!cuda_index(device), device);
    }

    void busIdsByCudasNumbers() {
        for (size_t i = 0; i < fake_cards.size(); ++i)
            QCOMPARE(pci_bus_id(static_cast<int>(i), FAKE_GPU), std::string(fake_cards[i].bus_id));
        QCOMPARE(pci_bus_id(static_cast<int>(fake_cards.size()), FAKE_GPU), std::string());
        QCOMPARE(pci_bus_id(0, no_library), std::string());
        QCOMPARE(pci_bus_id(0, other_library), std::string());
        fake().driver = 100; // CUDA_ERROR_NO_DEVICE
        QCOMPARE(pci_bus_id(0, FAKE_GPU), std::string());
    }

    void everyCardTellsItsOwn() {
        for (const FakeCard& card : fake_cards)
            QVERIFY(GpuMeter(card.bus_id, FAKE_GPU).reading() == card.reading());
    }

    void theLibraryIsShutDownAsOftenAsStarted() {
        {
            const GpuMeter one(fake_cards[0].bus_id, FAKE_GPU), other(fake_cards[1].bus_id, FAKE_GPU);
            QCOMPARE(fake().inits.load(), 2);
            QCOMPARE(fake().shutdowns.load(), 0);
            QVERIFY(one.reading() != other.reading());
        }
        QCOMPARE(fake().shutdowns.load(), 2);
    }

    void withoutALibraryThereIsNothing() {
        for (const char* name : {no_library, other_library})
            QVERIFY2(!GpuMeter(fake_cards[0].bus_id, name).reading(), name);
    }

    void anUnknownCardHasNoMeter() {
        QVERIFY(!GpuMeter("0000:00:00.0", FAKE_GPU).reading());
        QCOMPARE(fake().inits.load(), 1);
        QCOMPARE(fake().shutdowns.load(), 1);
        QVERIFY(!GpuMeter("", FAKE_GPU).reading());
        QCOMPARE(fake().inits.load(), 1); // not even asked
    }

    void aLibraryThatDoesNotStartIsNotShutDown() {
        fake().init = 9; // NVML_ERROR_DRIVER_NOT_LOADED
        QVERIFY(!GpuMeter(fake_cards[0].bus_id, FAKE_GPU).reading());
        QCOMPARE(fake().shutdowns.load(), 0);
    }

    void whatADriverDoesNotTellIsLeftOut() {
        const GpuMeter meter(fake_cards[0].bus_id, FAKE_GPU);
        const auto without = [&](std::atomic<int>& answer) {
            answer = not_supported;
            const std::optional<GpuReading> rest = meter.reading();
            answer = 0;
            return rest;
        };
        const GpuReading all = fake_cards[0].reading();
        GpuReading expected = all;
        expected.busy.reset();
        QVERIFY(without(fake().utilisation) == expected);
        expected = all;
        expected.memory_used.reset();
        expected.memory_total.reset();
        QVERIFY(without(fake().memory) == expected);
        expected = all;
        expected.temperature.reset();
        QVERIFY(without(fake().temperature) == expected);
        expected = all;
        expected.power.reset();
        QVERIFY(without(fake().power) == expected);
        QVERIFY(meter.reading() == all);
    }

    void anOlderLibraryLacksAFunction() {
        GpuReading expected = fake_cards[0].reading();
        expected.power.reset();
        QVERIFY(GpuMeter(fake_cards[0].bus_id, FAKE_GPU_WITHOUT_POWER).reading() == expected);
    }

    void aLostCardTellsNothing() {
        const GpuMeter meter(fake_cards[0].bus_id, FAKE_GPU);
        for (auto* answer : {&fake().utilisation, &fake().memory, &fake().temperature, &fake().power})
            *answer = 15; // NVML_ERROR_GPU_IS_LOST
        QVERIFY(meter.reading() == GpuReading());
    }

    void theGpuOfThisMachine() {
        const std::string bus_id = pci_bus_id(0);
        if (bus_id.empty())
            QSKIP("there is no NVIDIA GPU here");
        const std::optional<GpuReading> reading = GpuMeter(bus_id).reading();
        QVERIFY2(reading, bus_id.c_str());
        QVERIFY(reading->memory_total.value_or(0) > 0);
        QVERIFY(reading->memory_used.value_or(-1) >= 0 && reading->memory_used <= reading->memory_total);
        QVERIFY(reading->busy.value_or(0) >= 0 && reading->busy.value_or(0) <= 100);
        qInfo("GPU %lld %%, %lld of %lld bytes, %lld degrees, %g W", static_cast<long long>(reading->busy.value_or(-1)),
              static_cast<long long>(*reading->memory_used), static_cast<long long>(*reading->memory_total),
              static_cast<long long>(reading->temperature.value_or(-1)), reading->power.value_or(-1));
    }
};

QTEST_GUILESS_MAIN(TestGpuMeter)
#include "tst_gpu_meter.moc"
