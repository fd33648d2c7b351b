// What every fast body on rows keeps, at every level of x86-64: its gradients are difference quotients in float64, rows
// in one batch are rows alone, and two threads compute what one does. Attention and the head's loss, which do not take
// rows one by one, have this in their own tests.

#include "backend/ops/filter_ops.h"
#include "backend/ops/low_rank_ops.h"
#include "backend/ops/row_ops.h"
#include "gradient_check.h"
#include "levels.h"
#include "model/tiny.h"

#include <ATen/Parallel.h>

#include <QtTest>

#include <functional>

using namespace loratrf;
using support::draw;

namespace {

using Inputs = std::vector<at::Tensor>;

struct Passed {
    at::Tensor out; // [T, width], or [T]
    Inputs grads;   // of the inputs; undefined: the body makes none
};

struct Body {
    const char* name;
    Inputs inputs;    // in double
    size_t of_tokens; // so many of the inputs have a row a token; the others are the same for all
    int64_t width;    // of the output; 0: a number a token
    std::function<Passed(const Inputs& in, const at::Tensor& dout, ops::CpuLevel level)> pass;
};

std::vector<Body> bodies(int64_t tokens, int64_t d) {
    const auto rows = [&](int64_t width, uint64_t seed) { return draw({tokens, width}, seed); };
    std::vector<Body> list;
    list.push_back({"RMSNorm",
                    {rows(d, 1), draw({d}, 2)},
                    1,
                    d,
                    [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
                        const ops::Normalised found = ops::rms_norm_rows(in[0], in[1], 1e-3, level);
                        const at::Tensor dx =
                            ops::rms_norm_rows_backward(dout.clone(), in[0], in[1], found.inverse, {}, level);
                        return Passed{found.y, {dx, at::Tensor()}};
                    }});
    list.push_back({"RMSNorm beside a residual",
                    {rows(d, 1), draw({d}, 2)},
                    1,
                    d,
                    [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
                        const ops::Normalised found = ops::rms_norm_rows(in[0], in[1], 1e-3, level);
                        const at::Tensor dx =
                            ops::rms_norm_rows_backward(dout.clone(), in[0], in[1], found.inverse, dout, level);
                        return Passed{in[0] + found.y, {dx, at::Tensor()}};
                    }});
    list.push_back(
        {"SwiGLU", {rows(d, 1), rows(d, 2)}, 2, d, [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
             at::Tensor dgate = at::empty_like(in[0]), dup = at::empty_like(in[1]);
             ops::swiglu_rows_backward(dout, in[0], in[1], dgate, dup, level);
             return Passed{ops::swiglu_rows(in[0], in[1], level), {dgate, dup}};
         }});
    const at::Tensor targets = (at::arange(tokens, at::kDouble) * 7).remainder(static_cast<double>(d)).unsqueeze(1);
    list.push_back({"cross-entropy",
                    {rows(d, 1), targets},
                    2,
                    0,
                    [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
                        at::Tensor logits = in[0].clone();
                        const at::Tensor losses =
                            ops::cross_entropy_in_place(logits, in[1].squeeze(1).to(at::kLong), level);
                        return Passed{losses, {logits * dout.unsqueeze(1), at::Tensor()}};
                    }});
    const auto low_rank = [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
        const ops::LowRank term{in[2], in[3], 0.3};
        at::Tensor y = in[1].clone(), dx = at::zeros_like(in[0]);
        const at::Tensor z = ops::add_low_rank(y, in[0], term, level);
        const ops::LowRankGradient g = ops::add_low_rank_backward(&dx, in[0], z, dout, term, {}, level);
        return Passed{y, {dx, dout, g.a, g.b}};
    };
    for (const auto& [name, rank] : {std::pair<const char*, int64_t>{"low-rank term", 3},
                                     std::pair<const char*, int64_t>{"low-rank term of rank 16", 16},
                                     std::pair<const char*, int64_t>{"low-rank term as products", 70}})
        list.push_back(
            {name, {rows(d, 1), rows(d + 2, 2), draw({rank, d}, 3), draw({d + 2, rank}, 4)}, 2, d + 2, low_rank});
    list.push_back({"filter",
                    {rows(d, 1), draw({d}, 2), draw({3, d}, 3), draw({d, 3}, 4)},
                    1,
                    d,
                    [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
                        const ops::TaskFilter filter{in[1], in[2], in[3], 0.3};
                        at::Tensor y = in[0].clone();
                        const at::Tensor kept = ops::add_filtered(y, filter, {}, level);
                        const ops::FilterGradient g = ops::add_filtered_backward(y, filter, kept, dout, {}, level);
                        return Passed{y, {g.h, g.xi, g.c, g.d}};
                    }});
    list.push_back({"filter beside a low-rank term",
                    {rows(d, 1), rows(2, 5), draw({d}, 2), draw({3, d}, 3), draw({d, 3}, 4), draw({d, 2}, 6)},
                    2,
                    d,
                    [](const Inputs& in, const at::Tensor& dout, ops::CpuLevel level) {
                        const ops::TaskFilter filter{in[2], in[3], in[4], 0.3};
                        const ops::BesideFilter beside{in[1], in[5], 0.2};
                        at::Tensor y = in[0].clone();
                        const at::Tensor kept = ops::add_filtered(y, filter, beside, level);
                        const ops::FilterGradient g = ops::add_filtered_backward(y, filter, kept, dout, beside, level);
                        return Passed{y, {g.h, at::Tensor(), g.xi, g.c, g.d, at::Tensor()}};
                    }});
    return list;
}

Body body_of(const QString& name, int64_t tokens, int64_t d, at::ScalarType type = at::kDouble) {
    for (Body& body : bodies(tokens, d))
        if (name == body.name) {
            for (at::Tensor& input : body.inputs)
                input = input.to(type);
            return body;
        }
    qFatal("no such body");
}

at::Tensor gradient_of_output(const Body& body, at::ScalarType type) {
    const int64_t tokens = body.inputs[0].size(0);
    return (body.width > 0 ? draw({tokens, body.width}, 99) : draw({tokens}, 99)).to(type);
}

void add_bodies() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<ops::CpuLevel>("level");
    for (const Body& body : bodies(1, 4))
        for (const auto& [name, level] : support::levels)
            QTest::addRow("%s, %s", body.name, name) << QString(body.name) << level;
}

} // namespace

class TestFastBodies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gradientsEqualDifferenceQuotients_data() { add_bodies(); }
    void gradientsEqualDifferenceQuotients() {
        QFETCH(QString, body);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        const Body tried = body_of(body, 5, 11);
        const at::Tensor dout = gradient_of_output(tried, at::kDouble);
        const auto value = [&] { return (tried.pass(tried.inputs, dout, level).out * dout).sum(); };
        const Passed passed = tried.pass(tried.inputs, dout, level);
        QCOMPARE(passed.grads.size(), tried.inputs.size());
        for (size_t i = 0; i < passed.grads.size(); ++i) {
            if (!passed.grads[i].defined())
                continue;
            const QString fault = support::quotient_fault(QString("input %1").arg(i), tried.inputs[i],
                                                          passed.grads[i].clone(), value, 1e-6);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
    }

    // What neighbours a row has changes nothing but rounding; what is summed over rows adds up.
    void packedEqualsSingle_data() { add_bodies(); }
    void packedEqualsSingle() {
        QFETCH(QString, body);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        const Body tried = body_of(body, 37, 83, at::kFloat);
        const at::Tensor dout = gradient_of_output(tried, at::kFloat);
        const Passed together = tried.pass(tried.inputs, dout, level);
        std::vector<at::Tensor> out;
        std::vector<std::vector<at::Tensor>> grads(tried.inputs.size());
        for (const auto& [first, count] : {std::pair<int64_t, int64_t>{0, 1}, {1, 5}, {6, 31}}) {
            Inputs own = tried.inputs;
            for (size_t i = 0; i < tried.of_tokens; ++i)
                own[i] = own[i].narrow(0, first, count);
            const Passed alone = tried.pass(own, dout.narrow(0, first, count), level);
            out.push_back(alone.out);
            for (size_t i = 0; i < grads.size(); ++i)
                grads[i].push_back(alone.grads[i]);
        }
        VERIFY_BELOW(support::relative_distance(at::cat(out), together.out), 1e-5);
        for (size_t i = 0; i < grads.size(); ++i)
            if (together.grads[i].defined()) {
                const at::Tensor joined = i < tried.of_tokens ? at::cat(grads[i]) : at::stack(grads[i]).sum(0);
                VERIFY_BELOW(support::relative_distance(joined, together.grads[i]), 1e-5);
            }
    }

    // Rows enough that both have some.
    void threadsAgree_data() { add_bodies(); }
    void threadsAgree() {
        QFETCH(QString, body);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        const Body tried = body_of(body, 2000, 64, at::kFloat);
        const at::Tensor dout = gradient_of_output(tried, at::kFloat);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const Passed one = tried.pass(tried.inputs, dout, level);
        at::set_num_threads(2);
        const Passed two = tried.pass(tried.inputs, dout, level);
        at::set_num_threads(before);
        VERIFY_BELOW(support::relative_distance(two.out, one.out), 1e-6);
        for (size_t i = 0; i < one.grads.size(); ++i)
            if (one.grads[i].defined())
                VERIFY_BELOW(support::relative_distance(two.grads[i], one.grads[i]), 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestFastBodies)
#include "tst_fast_bodies.moc"
