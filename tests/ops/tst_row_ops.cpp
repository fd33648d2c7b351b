// The row kernels against the reference bodies of ops.h, whose gradients autograd makes: every number type.

#include "backend/ops/ops.h"
#include "backend/ops/row_ops.h"
#include "gradient_check.h"
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
    QTest::newRow("double") << at::kDouble;
    QTest::newRow("float") << at::kFloat;
    QTest::newRow("bfloat16") << at::kBFloat16;
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
        const Drawn in{type};
        const at::Tensor x = in({rows, width}, 1), weight = in({width}, 2), dy = in({rows, width}, 3),
                         residual = in({rows, width}, 4);
        const at::Tensor exact_x = exact(x);
        const at::Tensor expected = ops::rms_norm(exact_x, exact(weight), 1e-5);
        const ops::Normalised found = ops::rms_norm_rows(x, weight, 1e-5);
        VERIFY_NEAR(found.y, expected);
        const at::Tensor dx = torch::autograd::grad({expected}, {exact_x}, {exact(dy)})[0] + exact(residual);
        VERIFY_NEAR(ops::rms_norm_rows_backward(dy.clone(), x, weight, found.inverse, residual), dx);
    }

    void swiglu_data() { add_types(); }
    void swiglu() {
        QFETCH(at::ScalarType, type);
        const Drawn in{type};
        at::Tensor gate = in({rows, width}, 1) * 4, up = in({rows, width}, 2);
        gate[0][0] = -200; // where exp(-x) leaves the range of a float
        gate[0][1] = 200;
        const at::Tensor dout = in({rows, width}, 3), exact_gate = exact(gate), exact_up = exact(up);
        const at::Tensor expected = ops::swiglu(exact_gate, exact_up);
        VERIFY_NEAR(ops::swiglu_rows(gate, up), expected);
        const auto grads = torch::autograd::grad({expected}, {exact_gate, exact_up}, {exact(dout)});
        ops::swiglu_rows_backward(dout, gate, up, gate, up);
        VERIFY_NEAR(gate, grads[0]);
        VERIFY_NEAR(up, grads[1]);
    }

    void crossEntropy_data() { add_types(); }
    void crossEntropy() {
        QFETCH(at::ScalarType, type);
        at::Tensor logits = Drawn{type}({rows, width}, 1) * 5;
        const at::Tensor targets = at::randint(width, {rows}, seeded_generator(2), at::TensorOptions(at::kLong));
        const at::Tensor in = exact(logits);
        const at::Tensor expected = -at::log_softmax(in, 1).gather(1, targets.unsqueeze(1)).squeeze(1);
        VERIFY_NEAR(ops::cross_entropy_in_place(logits, targets), expected);
        VERIFY_NEAR(logits, torch::autograd::grad({expected.sum()}, {in})[0]);
    }

    // Ranks below and above the kernels' blocks; cosines of either sign.
    void filter_data() { add_types(); }
    void filter() {
        QFETCH(at::ScalarType, type);
        const Drawn in{type};
        const at::ScalarType wide = type == at::kDouble ? at::kDouble : at::kFloat;
        for (const int64_t r : {1, 4, 7}) {
            const at::Tensor h = in({rows, 2 * width}, 1), dout = in({rows, 2 * width}, 5);
            const at::Tensor xi = draw({2 * width}, 2).to(wide), c = draw({r, 2 * width}, 3).to(wide),
                             d = draw({2 * width, r}, 4).to(wide);
            const at::Tensor exact_h = exact(h), exact_xi = exact(xi), exact_c = exact(c), exact_d = exact(d);
            const at::Tensor s = ops::task_filter(exact_h, exact_xi);
            const at::Tensor expected =
                exact_h + 0.3 * at::linear(at::linear(exact_h, exact_c) * s.unsqueeze(1), exact_d);
            QVERIFY((s == 0).any().item<bool>() && (s > 0).any().item<bool>());

            at::Tensor found = h.clone();
            const ops::TaskFilter f = ops::make_task_filter(xi, c, d, 0.3);
            const at::Tensor kept = ops::add_filtered(found, f);
            VERIFY_NEAR(found, expected);
            VERIFY_NEAR(kept.select(1, 1).clamp(0, 1), s);
            const auto grads = torch::autograd::grad({expected}, {exact_h, exact_xi, exact_c, exact_d}, {exact(dout)});
            const ops::FilterGradient g = ops::add_filtered_backward(h, f, kept, dout);
            VERIFY_NEAR(g.h, grads[0]);
            VERIFY_NEAR(g.xi, grads[1]);
            VERIFY_NEAR(g.c, grads[2]);
            VERIFY_NEAR(g.d, grads[3]);
        }
    }

    // A row of zeros has no direction: no division by its length.
    void filterOfZeros() {
        at::Tensor h = at::zeros({2, 8});
        const ops::TaskFilter f = ops::make_task_filter(at::ones({8}), at::ones({2, 8}), at::ones({8, 2}), 1);
        const at::Tensor kept = ops::add_filtered(h, f);
        const ops::FilterGradient g = ops::add_filtered_backward(at::zeros({2, 8}), f, kept, at::ones({2, 8}));
        for (const at::Tensor& x : {h, g.h, g.xi, g.c, g.d})
            QVERIFY(at::isfinite(x).all().item<bool>());
        QVERIFY(at::equal(h, at::zeros({2, 8})));
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
