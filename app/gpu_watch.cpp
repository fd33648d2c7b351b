#include "app/gpu_watch.h"

#include "backend/io/file_locks.h"

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto usual_interval = 1s;
constexpr auto patience = 500ms; // a driver that is being started may take seconds

} // namespace

GpuWatch::GpuWatch(QObject* parent) : GpuWatch(GpuLibraries(), usual_interval, parent) {}

GpuWatch::GpuWatch(const GpuLibraries& libraries, std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent), m_shared(new Shared{.libraries = libraries,
                                           .interval = interval,
                                           .mutex = {},
                                           .wake = {},
                                           .wish = {},
                                           .watch = this,
                                           .ended = false}) {}

GpuWatch::~GpuWatch() {
    if (!m_thread.joinable())
        return;
    std::unique_lock lock(m_shared->mutex);
    m_shared->watch = nullptr;
    m_shared->wake.notify_all();
    const bool ended = m_shared->wake.wait_for(lock, patience, [this] { return m_shared->ended; });
    lock.unlock();
    if (ended)
        m_thread.join();
    else
        m_thread.detach();
}

void GpuWatch::watch(const QString& device, const QString& journal) {
    const std::lock_guard lock(m_shared->mutex);
    Wish& wish = m_shared->wish;
    wish = {wish.number + 1, cuda_index(device.toStdString()), journal.toStdString()};
    m_shared->wake.notify_all();
    if (!wish.gpu || m_thread.joinable())
        return;
    m_thread = std::thread([shared = m_shared] {
        loop(*shared);
        const std::lock_guard last(shared->mutex);
        shared->ended = true;
        shared->wake.notify_all();
    });
}

void GpuWatch::loop(Shared& shared) {
    std::optional<GpuMeter> meter;
    int of = 0; // number of the wish that it was opened for
    std::unique_lock lock(shared.mutex);
    while (shared.watch != nullptr) {
        const Wish wish = shared.wish;
        lock.unlock();
        if (!meter || of != wish.number) {
            meter.emplace(busIdOf(wish, shared), shared.libraries.management);
            of = wish.number;
        }
        const std::optional<GpuReading> reading = meter->reading();
        lock.lock();
        if (wish.gpu)
            say(shared, wish.number, reading.value_or(GpuReading()));
        const auto changed = [&] { return shared.watch == nullptr || shared.wish.number != wish.number; };
        if (reading)
            shared.wake.wait_for(lock, shared.interval, changed);
        else
            shared.wake.wait(lock, changed);
    }
}

std::string GpuWatch::busIdOf(const Wish& wish, const Shared& shared) {
    const bool here = wish.journal.empty() || is_locked_here(wish.journal);
    return wish.gpu && here ? pci_bus_id(*wish.gpu, shared.libraries.driver) : std::string();
}

// Under the lock: the watch cannot go meanwhile.
void GpuWatch::say(Shared& shared, int wish, const GpuReading& reading) {
    GpuWatch* told = shared.watch;
    if (told == nullptr)
        return;
    const auto answer = [told, wish, reading] {
        if (wish == told->m_shared->wish.number) // else it comes too late
            Q_EMIT told->read(reading);
    };
    QMetaObject::invokeMethod(told, answer, Qt::QueuedConnection);
}

} // namespace loratrf
