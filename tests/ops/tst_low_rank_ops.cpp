// The low-rank term's kernels against products of whole matrices in double: both wide number types at every level;
// widths, ranks and numbers of rows that fill vectors, tiles and blocks, and that leave rests. What has no kernels too.

#include "backend/ops/low_rank_ops.h"
#include "gradient_check.h"
#include "levels.h"
#include "model/tiny.h"

#include <ATen/Parallel.h>

#include <QtTest>

using namespace loratrf;
using support::draw;

namespace {

struct Case {
    at::Tensor x, y, dx, dy;
    ops::LowRank term;
};

Case make(int64_t rows, int64_t in, int64_t out, int64_t r, at::ScalarType type) {
    return {draw({rows, in}, 1).to(type),
            draw({rows, out}, 2).to(type),
            draw({rows, in}, 3).to(type),
            draw({rows, out}, 4).to(type),
            {draw({r, in}, 5).to(type), draw({out, r}, 6).to(type), 0.3}};
}

double tolerance(at::ScalarType type) {
    return type == at::kDouble ? 1e-13 : type == at::kFloat ? 3e-6 : 2e-2;
}
at::Tensor exact(const at::Tensor& x) {
    return x.to(at::kDouble);
}

} // namespace

#define VERIFY_NEAR(found, expected) VERIFY_BELOW(support::relative_distance(found, expected), tolerance(type))

class TestLowRankOps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsProducts_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("rank");
        QTest::addColumn<ops::CpuLevel>("level");
        for (const auto& [name, level] : support::levels)
            for (const auto& [rows, in, out, rank] : {std::array{1, 8, 16, 1},
                                                      {37, 166, 83, 4},
                                                      {70, 192, 576, 16},
                                                      {200, 65, 130, 17},
                                                      {19, 4100, 64, 33},
                                                      {150, 96, 4100, 64},
                                                      {50, 96, 64, 70}, // no kernels: products of matrices
                                                      {3, 31, 7, 5}})
                QTest::addRow("%d rows, %d to %d, rank %d, %s", rows, in, out, rank, name)
                    << rows << in << out << rank << level;
    }
    void equalsProducts() {
        QFETCH(int, rows);
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, rank);
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kBFloat16}) {
            const Case c = make(rows, in, out, rank, type);
            const at::Tensor a = exact(c.term.a), b = exact(c.term.b), z = at::linear(exact(c.x), a);
            at::Tensor y = c.y.clone();
            const at::Tensor kept = ops::add_low_rank(y, c.x, c.term, level);
            VERIFY_NEAR(kept, z);
            VERIFY_NEAR(y, exact(c.y) + 0.3 * at::linear(z, b));
            VERIFY_NEAR(ops::low_rank_inner(c.x, c.term, level), z);

            at::Tensor dx = c.dx.clone();
            const at::Tensor dz = 0.3 * at::mm(exact(c.dy), b);
            const ops::LowRankGradient g = ops::add_low_rank_backward(&dx, c.x, kept, c.dy, c.term, {}, level);
            VERIFY_NEAR(dx, exact(c.dx) + at::mm(dz, a));
            VERIFY_NEAR(g.a, at::mm(dz.t(), exact(c.x)));
            VERIFY_NEAR(g.b, 0.3 * at::mm(exact(c.dy).t(), z));

            at::Tensor half = c.dx.clone();
            const at::Tensor given = dz.to(type);
            VERIFY_NEAR(ops::low_rank_inner_backward(&half, c.x, given, c.term, true, level),
                        at::mm(exact(given).t(), exact(c.x)));
            VERIFY_NEAR(half, exact(c.dx) + at::mm(exact(given), a));
            QVERIFY(!ops::low_rank_inner_backward(nullptr, c.x, given, c.term, false, level).defined());
        }
    }

    void onlyWhatIsWanted() {
        for (const int64_t rank : {4, 70}) {
            const Case c = make(20, 32, 48, rank, at::kFloat);
            at::Tensor y = c.y.clone();
            const at::Tensor z = ops::add_low_rank(y, c.x, c.term);
            const ops::LowRankGradient both = ops::add_low_rank_backward(nullptr, c.x, z, c.dy, c.term, {});
            const ops::LowRankGradient of_b =
                ops::add_low_rank_backward(nullptr, c.x, z, c.dy, c.term, {.a = false, .b = true});
            QVERIFY(both.a.defined() && !of_b.a.defined());
            QVERIFY(at::equal(both.b, of_b.b));
        }
    }

    void noRows() {
        const ops::LowRank term{at::ones({2, 8}), at::ones({6, 2}), 1};
        at::Tensor y = at::empty({0, 6}), dx = at::empty({0, 8});
        const at::Tensor x = at::empty({0, 8}), z = ops::add_low_rank(y, x, term);
        const ops::LowRankGradient g = ops::add_low_rank_backward(&dx, x, z, y, term, {});
        QVERIFY(at::equal(g.a, at::zeros({2, 8})));
        QVERIFY(at::equal(g.b, at::zeros({6, 2})));
    }

    void threadsAgreeToTheBit() {
        const Case c = make(700, 192, 320, 16, at::kFloat);
        const int before = at::get_num_threads();
        std::vector<at::Tensor> found;
        for (const int threads : {1, 3}) {
            at::set_num_threads(threads);
            at::Tensor y = c.y.clone(), dx = c.dx.clone();
            const at::Tensor z = ops::add_low_rank(y, c.x, c.term);
            const ops::LowRankGradient g = ops::add_low_rank_backward(&dx, c.x, z, c.dy, c.term, {});
            found.insert(found.end(), {y, z, dx, g.a, g.b});
        }
        at::set_num_threads(before);
        for (size_t i = 0; i < 5; ++i)
            QVERIFY2(at::equal(found[i], found[i + 5]), qPrintable(QString::number(i)));
    }

    void refusesWhatDoesNotFit() {
        const ops::LowRank term{at::randn({2, 6}), at::randn({4, 2}), 1};
        at::Tensor y = at::randn({5, 4}), turned = at::randn({4, 5}).t();
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_low_rank(y, at::randn({5, 7}), term));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::add_low_rank(turned, at::randn({5, 6}), term));
    }
};

QTEST_GUILESS_MAIN(TestLowRankOps)
#include "tst_low_rank_ops.moc"
