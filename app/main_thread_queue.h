#pragma once
// Answers from a worker, delivered in order on the thread that owns this object, a few milliseconds' worth at a time,
// so that a flood of events never holds up the window.

#include <QObject>

#include <deque>
#include <functional>
#include <mutex>

namespace loratrf {

class MainThreadQueue : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    void post(std::function<void()> answer); // from any thread

private:
    void deliver();

    std::mutex m_mutex;
    std::deque<std::function<void()>> m_answers;
    bool m_scheduled = false;
};

} // namespace loratrf
