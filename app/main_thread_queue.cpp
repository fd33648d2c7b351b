#include "app/main_thread_queue.h"

#include <QElapsedTimer>
#include <QTimer>

namespace loratrf {

namespace {
constexpr qint64 slice_ms = 4;
}

void MainThreadQueue::post(std::function<void()> answer) {
    const std::lock_guard lock(m_mutex);
    m_answers.push_back(std::move(answer));
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(this, &MainThreadQueue::deliver, Qt::QueuedConnection);
}

void MainThreadQueue::deliver() {
    QElapsedTimer clock;
    clock.start();
    while (true) {
        std::function<void()> answer;
        {
            const std::lock_guard lock(m_mutex);
            if (m_answers.empty()) {
                m_scheduled = false;
                return;
            }
            if (clock.elapsed() >= slice_ms)
                break;
            answer = std::move(m_answers.front());
            m_answers.pop_front();
        }
        answer();
    }
    QTimer::singleShot(1, this, &MainThreadQueue::deliver); // input and painting come first
}

} // namespace loratrf
