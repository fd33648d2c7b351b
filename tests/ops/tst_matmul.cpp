// The products that go to oneDNN or to MKL by their shape, against ATen's in double precision.

#include "backend/ops/matmul.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include <QtTest>

using namespace loratrf;

namespace {

double away(const at::Tensor& found, const at::Tensor& expected) {
    return (found.to(at::kDouble) - expected).abs().max().item<double>() / expected.abs().max().item<double>();
}

} // namespace

class TestMatmul : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { at::manual_seed(3); }

    // From one row, as when text is generated, to many.
    void linearOfAnyRows_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<bool>("biased");
        QTest::addColumn<QString>("type");
        for (const int rows : {0, 1, 2, 3, 4, 5, 33})
            for (const bool biased : {false, true})
                for (const char* type : {"float", "bfloat16", "double"})
                    QTest::addRow("%d rows%s, %s", rows, biased ? " and a bias" : "", type) << rows << biased << type;
    }
    void linearOfAnyRows() {
        QFETCH(int, rows);
        QFETCH(bool, biased);
        QFETCH(QString, type);
        const at::ScalarType scalar = type == "float" ? at::kFloat : type == "double" ? at::kDouble : at::kBFloat16;
        const at::NoGradGuard no_grad;
        const at::Tensor x = at::randn({rows, 48}, at::kDouble).to(scalar);
        const at::Tensor w = at::randn({20, 48}, at::kDouble).to(scalar);
        const at::Tensor bias = biased ? at::randn({20}, at::kDouble).to(scalar) : at::Tensor();
        const at::Tensor found = ops::linear(x, w, bias);
        QVERIFY(found.is_contiguous());
        QVERIFY(found.sizes() == at::IntArrayRef({rows, 20}));
        QVERIFY(found.scalar_type() == scalar);
        if (rows == 0)
            return;
        at::Tensor expected = at::mm(x.to(at::kDouble), w.to(at::kDouble).t());
        if (biased)
            expected = expected + bias.to(at::kDouble);
        QVERIFY(away(found, expected) < (scalar == at::kBFloat16 ? 1e-2 : scalar == at::kFloat ? 1e-6 : 1e-14));
    }

    // As gradients of low-rank factors ask for it: rows that are columns of another tensor.
    void linearOfTurnedRows() {
        const at::NoGradGuard no_grad;
        for (const int64_t rank : {1, 3, 16}) {
            const at::Tensor z = at::randn({70, rank}), dy = at::randn({70, 24});
            const at::Tensor found = ops::linear(z.t(), dy.t(), {});
            QVERIFY(away(found, at::mm(z.to(at::kDouble).t(), dy.to(at::kDouble))) < 1e-6);
        }
    }

    void backwardStartsOrAdds() {
        const at::NoGradGuard no_grad;
        for (const at::ScalarType type : {at::kFloat, at::kDouble, at::kBFloat16})
            for (const int64_t rows : {1, 3, 40}) {
                const at::Tensor dy = at::randn({rows, 20}).to(type), w = at::randn({20, 48}).to(type);
                const at::Tensor product = at::mm(dy.to(at::kDouble), w.to(at::kDouble));
                const double close = type == at::kBFloat16 ? 2e-2 : 2e-6;
                at::Tensor sum;
                ops::add_linear_backward(sum, dy, w);
                QVERIFY(away(sum, product) < close);
                ops::add_linear_backward(sum, dy, w);
                QVERIFY(away(sum, product * 2) < close);
            }
    }

    void threadsAgree() {
        const at::NoGradGuard no_grad;
        const at::Tensor x = at::randn({300, 96}), w = at::randn({200, 96}), dy = at::randn({300, 200});
        const int before = at::get_num_threads();
        std::vector<at::Tensor> products, sums(2);
        for (const int threads : {1, 2}) {
            at::set_num_threads(threads);
            products.push_back(ops::linear(x, w, {}));
            ops::add_linear_backward(sums[static_cast<size_t>(threads - 1)], dy, w);
        }
        at::set_num_threads(before);
        QVERIFY(away(products[1], products[0].to(at::kDouble)) < 1e-6);
        QVERIFY(away(sums[1], sums[0].to(at::kDouble)) < 1e-6);
    }

    void recordsGradientsWhereTheyAreWanted() {
        const at::Tensor x = at::randn({4, 6}).requires_grad_(), w = at::randn({3, 6});
        ops::linear(x, w, {}).sum().backward();
        QVERIFY(away(x.grad(), w.to(at::kDouble).sum(0).expand({4, 6})) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestMatmul)
#include "tst_matmul.moc"
