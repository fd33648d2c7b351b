#pragma once
// Reads the meters of one GPU again and again, on a thread of its own: a driver may take its time.

#include "backend/device/gpu_meter.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace loratrf {

class GpuWatch : public QObject {
    Q_OBJECT

public:
    explicit GpuWatch(QObject* parent = nullptr);
    GpuWatch(const GpuLibraries& libraries, std::chrono::milliseconds interval, QObject* parent = nullptr);
    ~GpuWatch() override; // a driver that does not answer is not waited for

    // From now on the GPU that a run names as its device, "cuda:0"; with any other device none is read. `journal`: of a
    // run that this process only follows; none is read where no process of this machine writes it.
    void watch(const QString& device, const QString& journal = {});

Q_SIGNALS:
    void read(const loratrf::GpuReading& reading); // nothing in it: it cannot be read

private:
    struct Wish {
        int number = 0;
        std::optional<int> gpu;
        std::string journal;
    };
    // With the thread, which outlives this where the driver keeps it.
    struct Shared {
        const GpuLibraries libraries;
        const std::chrono::milliseconds interval;
        std::mutex mutex;
        std::condition_variable wake;
        Wish wish;       // only the object's own thread changes it
        GpuWatch* watch; // null: it is gone
        bool ended = false;
    };
    static void loop(Shared& shared);
    static std::string busIdOf(const Wish& wish, const Shared& shared); // empty: there is nothing to read
    static void say(Shared& shared, int wish, const GpuReading& reading);

    std::shared_ptr<Shared> m_shared;
    std::thread m_thread; // begins with the first wish for a GPU
};

} // namespace loratrf
