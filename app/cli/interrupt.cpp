#include "app/cli/interrupt.h"

#include "app/cli/command_line.h"

#include <csignal>
#include <string_view>
#include <unistd.h>

namespace loratrf {

namespace {

// Read by the handler, where only lock-free atomics and plain system calls are allowed.
std::atomic<Control*> active = nullptr;
static_assert(std::atomic<Control*>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void onSignal(int) {
    Control* control = active;
    if (!control || control->stop.exchange(true))
        _exit(exit_code::interrupted);
    control->pause = false;
    constexpr std::string_view text = "\nStopping safely; press Ctrl-C again to end at once.\n";
    [[maybe_unused]] const ssize_t ignored = write(STDERR_FILENO, text.data(), text.size());
}

void handle(void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART; // reads and writes under way go on
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(Control& control) : m_control(control) {
    active = &control;
    handle(onSignal);
}

Interrupt::~Interrupt() {
    handle(SIG_DFL);
    active = nullptr;
}

} // namespace loratrf
