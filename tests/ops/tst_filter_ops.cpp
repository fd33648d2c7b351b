// The filter's kernels against the reference body of ops.h, whose gradients autograd makes: every number type at every
// level; widths, ranks and numbers of rows that fill vectors, tiles and blocks, and that leave rests.

#include "backend/ops/filter_ops.h"
#include "backend/ops/ops.h"
#include "gradient_check.h"
#include "levels.h"
#include "model/tiny.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

using namespace loratrf;
using support::draw;

namespace {

double tolerance(at::ScalarType type) {
    return type == at::kDouble ? 1e-13 : type == at::kFloat ? 1e-5 : 1.2e-2;
}
at::Tensor exact(const at::Tensor& x) {
    return x.to(at::kDouble).requires_grad_();
}

struct Case {
    at::Tensor h, dy;
    ops::TaskFilter filter;
};

// Drawn in double and rounded: the reference computes with the rounded numbers in double.
Case make(int64_t rows, int64_t d, int64_t r, at::ScalarType type) {
    const at::ScalarType wide = type == at::kDouble ? at::kDouble : at::kFloat;
    return {draw({rows, d}, 1).to(type),
            draw({rows, d}, 5).to(type),
            {draw({d}, 2).to(wide), draw({r, d}, 3).to(wide), draw({d, r}, 4).to(wide), 0.3}};
}

} // namespace

#define VERIFY_NEAR(found, expected) VERIFY_BELOW(support::relative_distance(found, expected), tolerance(type))

class TestFilterOps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsReference_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("rank");
        QTest::addColumn<ops::CpuLevel>("level");
        for (const auto& [name, level] : support::levels)
            for (const auto& [rows, width, rank] : {std::array{1, 8, 1},
                                                    {37, 166, 4},
                                                    {37, 83, 7},
                                                    {70, 192, 16},
                                                    {200, 65, 17},
                                                    {19, 4100, 33},
                                                    {3, 31, 5}})
                QTest::addRow("%d rows of %d, rank %d, %s", rows, width, rank, name) << rows << width << rank << level;
    }
    void equalsReference() {
        QFETCH(int, rows);
        QFETCH(int, width);
        QFETCH(int, rank);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kBFloat16}) {
            const Case in = make(rows, width, rank, type);
            const ops::TaskFilter& f = in.filter;
            const at::Tensor h = exact(in.h), xi = exact(f.xi), c = exact(f.c), d = exact(f.d);
            const at::Tensor s = ops::task_filter(h, xi);
            const at::Tensor term = 0.3 * at::linear(at::linear(h, c) * s.unsqueeze(1), d);
            // Alone, and with a low-rank term beside it.
            for (const int64_t q : {0, 1, 16, 19}) {
                ops::BesideFilter beside;
                at::Tensor expected = h + term, z, b;
                if (q > 0) {
                    beside = {draw({rows, q}, 6).to(type), draw({width, q}, 7).to(type), 0.2};
                    z = exact(beside.z);
                    b = exact(beside.b);
                    expected = expected + 0.2 * at::linear(z, b);
                }
                at::Tensor y = in.h.clone();
                const at::Tensor kept = ops::add_filtered(y, f, beside, level);
                VERIFY_NEAR(y, expected);
                if (s.max().item<double>() > 0) {
                    VERIFY_NEAR(ops::filter_strength(kept), s);
                    VERIFY_NEAR(ops::filter_term(kept, f), term);
                }

                const auto grads = torch::autograd::grad({expected}, {h, xi, c, d}, {exact(in.dy)}, true);
                // What the rows were is told by what they became, rounded to their type.
                const ops::FilterGradient g = ops::add_filtered_backward(y, f, kept, in.dy, beside, level);
                VERIFY_NEAR(g.h, grads[0]);
                for (const auto& [found, wanted] : {std::pair{g.xi, grads[1]}, {g.c, grads[2]}, {g.d, grads[3]}})
                    if (wanted.abs().max().item<double>() > 0)
                        VERIFY_NEAR(found, wanted);
                QCOMPARE(g.beside_z.defined(), q > 0);
                if (q > 0) {
                    const auto of_beside = torch::autograd::grad({expected}, {z, b}, {exact(in.dy)}, true);
                    VERIFY_NEAR(g.beside_z, of_beside[0]);
                    VERIFY_NEAR(g.beside_b, of_beside[1]);
                }
            }
        }
    }

    // A row of zeros has no direction: no division by its length.
    void rowsOfZeros() {
        at::Tensor h = at::zeros({2, 8});
        const ops::TaskFilter f{at::ones({8}), at::ones({2, 8}), at::ones({8, 2}), 1};
        const at::Tensor kept = ops::add_filtered(h, f);
        QVERIFY(at::equal(h, at::zeros({2, 8})));
        const ops::FilterGradient g = ops::add_filtered_backward(h, f, kept, at::ones({2, 8}));
        for (const at::Tensor& x : {g.h, g.xi, g.c, g.d})
            QVERIFY(at::isfinite(x).all().item<bool>());
    }

    void noRows() {
        at::Tensor h = at::empty({0, 8});
        const ops::TaskFilter f{at::ones({8}), at::ones({2, 8}), at::ones({8, 2}), 1};
        const at::Tensor kept = ops::add_filtered(h, f);
        const ops::FilterGradient g = ops::add_filtered_backward(h, f, kept, at::empty({0, 8}));
        for (const at::Tensor& x : {g.xi, g.c, g.d})
            QVERIFY(at::equal(x, at::zeros_like(x)));
    }

    void threadsAgree() {
        const Case in = make(700, 192, 16, at::kFloat);
        const int before = at::get_num_threads();
        std::vector<at::Tensor> rows;
        std::vector<ops::FilterGradient> grads;
        for (const int threads : {1, 3}) {
            at::set_num_threads(threads);
            at::Tensor y = in.h.clone();
            const at::Tensor kept = ops::add_filtered(y, in.filter);
            rows.push_back(y.clone());
            grads.push_back(ops::add_filtered_backward(y, in.filter, kept, in.dy));
        }
        at::set_num_threads(before);
        VERIFY_BELOW(support::relative_distance(rows[1], rows[0]), 1e-6);
        for (const auto& [a, b] : {std::pair{grads[1].h, grads[0].h},
                                   {grads[1].xi, grads[0].xi},
                                   {grads[1].c, grads[0].c},
                                   {grads[1].d, grads[0].d}})
            VERIFY_BELOW(support::relative_distance(a, b), 1e-5);
    }

    void refusesWhatDoesNotFit() {
        at::Tensor turned = at::randn({6, 4}).t(), h = at::randn({4, 6});
        const ops::TaskFilter f{at::randn({6}), at::randn({2, 6}), at::randn({6, 2}), 1};
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_filtered(turned, f));
        const ops::TaskFilter narrow{at::randn({5}), at::randn({2, 5}), at::randn({5, 2}), 1};
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_filtered(h, narrow));
        at::Tensor wide = h.to(at::kDouble);
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_filtered(wide, f));
        const at::Tensor kept = ops::add_filtered(h, f);
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_filtered_backward(h, f, kept, at::randn({3, 6})));
        for (const ops::BesideFilter& beside :
             {ops::BesideFilter{at::randn({3, 2}), at::randn({6, 2})},
              ops::BesideFilter{at::randn({4, 2}), at::randn({5, 2})},
              ops::BesideFilter{at::randn({4, 2}), at::randn({6, 3})},
              ops::BesideFilter{at::randn({4, 2}).to(at::kDouble), at::randn({6, 2})}})
            QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_filtered(h, f, beside));
    }
};

QTEST_GUILESS_MAIN(TestFilterOps)
#include "tst_filter_ops.moc"
