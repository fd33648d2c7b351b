// The row kernels against the reference bodies of ops.h, whose gradients autograd makes: every number type at every
// level.

#include "backend/ops/ops.h"
#include "backend/ops/row_ops.h"
#include "gradient_check.h"
#include "levels.h"
#include "model/tiny.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

using namespace loratrf;
using support::draw;

Q_DECLARE_METATYPE(at::ScalarType)

namespace {

// Widths that fill whole vectors and that leave rests.
constexpr int64_t rows = 37, width = 83;

double tolerance(at::ScalarType type) {
    return type == at::kDouble ? 1e-13 : type == at::kFloat ? 2e-6 : 1.2e-2;
}

void add_types() {
    QTest::addColumn<at::ScalarType>("type");
    QTest::addColumn<ops::CpuLevel>("level");
    for (const auto& [name, level] : support::levels) {
        QTest::addRow("double, %s", name) << at::kDouble << level;
        QTest::addRow("float, %s", name) << at::kFloat << level;
        QTest::addRow("bfloat16, %s", name) << at::kBFloat16 << level;
    }
}

// Drawn in double, rounded to the type: references compute with the rounded numbers in double.
struct Drawn {
    at::ScalarType type;
    at::Tensor operator()(at::IntArrayRef shape, uint64_t seed) const { return draw(shape, seed).to(type); }
};
at::Tensor exact(const at::Tensor& x) {
    return x.to(at::kDouble).requires_grad_();
}

} // namespace

#define VERIFY_NEAR(found, expected) VERIFY_BELOW(support::relative_distance(found, expected), tolerance(type))

class TestRowOps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rmsNorm_data() { add_types(); }
    void rmsNorm() {
        QFETCH(at::ScalarType, type);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        const Drawn in{type};
        const at::Tensor x = in({rows, width}, 1), weight = in({width}, 2), dy = in({rows, width}, 3),
                         residual = in({rows, width}, 4);
        const at::Tensor exact_x = exact(x);
        const at::Tensor expected = ops::rms_norm(exact_x, exact(weight), 1e-5);
        const ops::Normalised found = ops::rms_norm_rows(x, weight, 1e-5, level);
        VERIFY_NEAR(found.y, expected);
        const at::Tensor dx = torch::autograd::grad({expected}, {exact_x}, {exact(dy)})[0] + exact(residual);
        VERIFY_NEAR(ops::rms_norm_rows_backward(dy.clone(), x, weight, found.inverse, residual, level), dx);
        VERIFY_NEAR(ops::rms_norm_rows_backward(dy.clone(), x, weight, found.inverse, {}, level), dx - exact(residual));
    }

    // The kernels read plain memory, so what does not lie as they expect it is refused.
    void refusesWhatLiesOtherwise() {
        const at::Tensor x = at::randn({4, 6}), turned = at::randn({6, 4}).t(), narrow = at::randn({4, 5});
        const at::Tensor weight = at::randn({6});
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::rms_norm_rows(turned, weight, 1e-5));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::rms_norm_rows(x, at::randn({5}), 1e-5));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::rms_norm_rows(x, weight.to(at::kDouble), 1e-5));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::swiglu_rows(x, narrow));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::swiglu_rows(x, turned));
        for (const int64_t target : {-1, 6}) {
            at::Tensor logits = x.clone();
            QVERIFY_THROWS_EXCEPTION(c10::IndexError,
                                     ops::cross_entropy_in_place(logits, at::full({4}, target, at::kLong)));
        }
    }

    void swiglu_data() { add_types(); }
    void swiglu() {
        QFETCH(at::ScalarType, type);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        const Drawn in{type};
        at::Tensor gate = in({rows, width}, 1) * 4, up = in({rows, width}, 2);
        gate[0][0] = -200; // where exp(-x) leaves the range of a float
        gate[0][1] = 200;
        const at::Tensor dout = in({rows, width}, 3), exact_gate = exact(gate), exact_up = exact(up);
        const at::Tensor expected = ops::swiglu(exact_gate, exact_up);
        VERIFY_NEAR(ops::swiglu_rows(gate, up, level), expected);
        const auto grads = torch::autograd::grad({expected}, {exact_gate, exact_up}, {exact(dout)});
        ops::swiglu_rows_backward(dout, gate, up, gate, up, level);
        VERIFY_NEAR(gate, grads[0]);
        VERIFY_NEAR(up, grads[1]);
    }

    void crossEntropy_data() { add_types(); }
    void crossEntropy() {
        QFETCH(at::ScalarType, type);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        at::Tensor logits = Drawn{type}({rows, width}, 1) * 5;
        const at::Tensor targets = at::randint(width, {rows}, seeded_generator(2), at::TensorOptions(at::kLong));
        const at::Tensor in = exact(logits);
        const at::Tensor expected = -at::log_softmax(in, 1).gather(1, targets.unsqueeze(1)).squeeze(1);
        VERIFY_NEAR(ops::cross_entropy_in_place(logits, targets, level), expected);
        VERIFY_NEAR(logits, torch::autograd::grad({expected.sum()}, {in})[0]);
    }

    // Rows are independent: however threads share them, the numbers are the same.
    void threadsDoNotChangeTheResult() {
        const at::Tensor x = draw({4000, 96}, 1).to(at::kFloat), weight = draw({96}, 2).to(at::kFloat);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const at::Tensor one = ops::rms_norm_rows(x, weight, 1e-5).y;
        at::set_num_threads(3);
        const at::Tensor three = ops::rms_norm_rows(x, weight, 1e-5).y;
        at::set_num_threads(before);
        QVERIFY(at::equal(one, three));
    }
};

QTEST_GUILESS_MAIN(TestRowOps)
#include "tst_row_ops.moc"
