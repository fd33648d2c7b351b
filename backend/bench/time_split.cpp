#include "backend/bench/time_split.h"

#include <ATen/SequenceNumber.h>
#include <ATen/record_function.h>

#include <chrono>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace loratrf {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view scope_prefix = "loratrf.";

std::optional<Part> scope_part(std::string_view name) {
    if (name.starts_with(scope_prefix))
        for (size_t i = 0; i < part_count; ++i)
            if (name.substr(scope_prefix.size()) == part_name(static_cast<Part>(i)))
                return static_cast<Part>(i);
    return std::nullopt;
}

Part operator_part(std::string_view name) {
    if (name.find("attention") != std::string_view::npos)
        return Part::Attention;
    if (name.starts_with("mkldnn::") || name.starts_with("onednn::") || name.starts_with("mkl::"))
        return Part::Gemm;
    for (const char* product : {"aten::mm", "aten::addmm", "aten::addmm_", "aten::bmm", "aten::baddbmm", "aten::linear",
                                "aten::matmul", "aten::mv", "aten::addmv"})
        if (name == product)
            return Part::Gemm;
    return Part::Elementwise;
}

class Recording {
public:
    void begin(const at::RecordFunction& function) {
        const std::string_view name = function.name();
        const bool backward = function.scope() == at::RecordScope::BACKWARD_FUNCTION;
        Frame frame;
        frame.settled = m_open.empty() ? std::nullopt : m_open.back().settled;
        if (const std::optional<Part> scope = scope_part(name))
            frame.settled = scope;
        else if (backward)
            frame.settled = part_of_node(function);
        else if (const Part part = operator_part(name); !frame.settled && part != Part::Elementwise)
            frame.settled = part; // and so are the operators it is made of
        frame.part = frame.settled.value_or(backward ? Part::Other : Part::Elementwise);
        m_backward += backward;
        if (scope_part(name))
            ++m_scopes;
        m_open.push_back(frame);
        remember_maker();
        m_open.back().begin = Clock::now();
    }

    void end(const at::RecordFunction& function) {
        if (m_open.empty()) // begun before the recording
            return;
        const Frame frame = m_open.back();
        m_open.pop_back();
        const double seconds = std::chrono::duration<double>(Clock::now() - frame.begin).count();
        split[frame.part] += seconds - frame.inner;
        if (!m_open.empty())
            m_open.back().inner += seconds;
        m_backward -= function.scope() == at::RecordScope::BACKWARD_FUNCTION;
        if (scope_part(function.name())) {
            --m_scopes;
            remember_maker();
        }
    }

    TimeSplit split;

private:
    struct Frame {
        Part part = Part::Other;
        std::optional<Part> settled; // for all that runs inside too
        double inner = 0;            // seconds of what ran inside
        Clock::time_point begin;
    };

    // The next autograd node gets this number: what runs now, or a custom function right behind, will have made it.
    void remember_maker() {
        if (m_backward > 0)
            return;
        std::optional<Part> scope;
        if (m_scopes > 0)
            scope = m_open.empty() ? std::nullopt : m_open.back().settled;
        m_makers[static_cast<int64_t>(at::sequence_number::peek())] = scope;
    }

    std::optional<Part> part_of_node(const at::RecordFunction& node) const {
        if (std::string_view(node.name()).find("AccumulateGrad") != std::string_view::npos)
            return Part::Adapter; // nothing else trains
        const auto maker = m_makers.find(node.seqNr());
        return maker == m_makers.end() ? std::nullopt : maker->second;
    }

    std::vector<Frame> m_open;
    std::unordered_map<int64_t, std::optional<Part>> m_makers; // by sequence number
    int m_backward = 0, m_scopes = 0;                          // open ones
};

// torch calls back plain functions, so where they write to must be found without an argument.
thread_local Recording* recording = nullptr;

} // namespace

const char* part_name(Part part) {
    static constexpr std::array<const char*, part_count> names = {"gemm",    "attention", "head", "elementwise",
                                                                  "adapter", "optimizer", "data", "other"};
    return names[static_cast<size_t>(part)];
}

TimeSplit split_time(const std::function<void()>& work) {
    Recording here;
    struct Listening {
        explicit Listening(Recording& to) {
            recording = &to;
            handle = at::addThreadLocalCallback(at::RecordFunctionCallback(
                [](const at::RecordFunction& function) -> std::unique_ptr<at::ObserverContext> {
                    recording->begin(function);
                    return nullptr;
                },
                [](const at::RecordFunction& function, at::ObserverContext*) { recording->end(function); }));
        }
        ~Listening() {
            at::removeCallback(handle);
            recording = nullptr;
        }
        Listening(const Listening&) = delete;
        Listening& operator=(const Listening&) = delete;
        at::CallbackHandle handle;
    };
    const auto begin = Clock::now();
    {
        const Listening listening(here);
        work();
    }
    here.split.total = std::chrono::duration<double>(Clock::now() - begin).count();
    double known = 0;
    for (const double seconds : here.split.seconds)
        known += seconds;
    here.split[Part::Other] += here.split.total - known;
    return here.split;
}

} // namespace loratrf
