// The chunked loss that never holds all logits, against the plain cross-entropy written out.

#include "backend/ops/ops.h"
#include "gradient_check.h"
#include "model/tiny.h"

#include <ATen/Parallel.h>

#include <QtTest>

using namespace loratrf;
using support::draw;

namespace {

at::Tensor targets_of(int64_t rows, int64_t vocabulary) {
    return at::randint(vocabulary, {rows}, seeded_generator(4), at::TensorOptions(at::kLong));
}

// -log softmax(W h)[target], row by row.
at::Tensor plain_rows(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets) {
    const at::Tensor logits = hidden.matmul(weight.t());
    return at::logsumexp(logits, {1}) - logits.gather(1, targets.unsqueeze(1)).squeeze(1);
}

} // namespace

class TestHeadLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gradientsEqualDifferenceQuotients() {
        const at::Tensor targets = targets_of(6, 9);
        VERIFY_GRADIENT([&](const auto& in) { return ops::head_loss(in[0], in[1], targets); },
                        {draw({6, 4}, 1), draw({9, 4}, 2)});
        VERIFY_GRADIENT([&](const auto& in) { return ops::head_loss_rows(in[0], in[1], targets); },
                        {draw({6, 4}, 1), draw({9, 4}, 2)});
    }

    // 256 rows are a chunk: below, exactly one, one more, several.
    void equalsPlainCrossEntropy_data() {
        QTest::addColumn<int>("rows");
        for (const int rows : {1, 255, 256, 257, 700})
            QTest::newRow(qPrintable(QString::number(rows))) << rows;
    }
    void equalsPlainCrossEntropy() {
        QFETCH(int, rows);
        const at::Tensor targets = targets_of(rows, 50);
        at::Tensor hidden = draw({rows, 12}, 5).requires_grad_(), weight = draw({50, 12}, 6).requires_grad_();
        const at::Tensor found = ops::head_loss(hidden, weight, targets);
        (found * 0.37).backward();
        const at::Tensor hidden_grad = hidden.grad().clone(), weight_grad = weight.grad().clone();
        hidden.mutable_grad().reset();
        weight.mutable_grad().reset();
        const at::Tensor expected = plain_rows(hidden, weight, targets).sum();
        (expected * 0.37).backward();
        VERIFY_BELOW(support::relative_distance(found, expected), 1e-12);
        VERIFY_BELOW(support::distance(hidden_grad, hidden.grad()), 1e-11);
        VERIFY_BELOW(support::relative_distance(weight_grad, weight.grad()), 1e-11);
        const at::Tensor scales = draw({rows}, 7), whole_hidden = hidden.detach().requires_grad_();
        const at::Tensor by_row = ops::head_loss_rows(hidden, weight, targets),
                         of_frozen = ops::head_loss_rows(whole_hidden, weight.detach(), targets),
                         plain = plain_rows(hidden, weight, targets);
        VERIFY_BELOW(support::distance(by_row, plain), 1e-11);
        VERIFY_BELOW(support::distance(of_frozen, plain), 1e-11);
        const auto gradients = [&](const at::Tensor& losses) {
            hidden.mutable_grad().reset();
            weight.mutable_grad().reset();
            (losses * scales).sum().backward();
            return std::pair(hidden.grad().clone(), weight.grad().clone());
        };
        const auto [found_hidden, found_weight] = gradients(by_row);
        const auto [plain_hidden, plain_weight] = gradients(plain);
        VERIFY_BELOW(support::distance(found_hidden, plain_hidden), 1e-11);
        VERIFY_BELOW(support::relative_distance(found_weight, plain_weight), 1e-11);
        (of_frozen * scales).sum().backward();
        VERIFY_BELOW(support::distance(whole_hidden.grad(), plain_hidden), 1e-11);

        const at::Tensor single =
            ops::head_loss(hidden.detach().to(at::kFloat), weight.detach().to(at::kFloat), targets);
        QCOMPARE(single.scalar_type(), at::kFloat);
        VERIFY_BELOW(support::relative_distance(single, expected), 1e-5);
    }

    // In the types of training against the plain loss of the rounded numbers in double; several chunks, a rest.
    void roundsLittle_data() {
        QTest::addColumn<bool>("bf16");
        QTest::newRow("float") << false;
        QTest::newRow("bfloat16") << true;
    }
    void roundsLittle() {
        QFETCH(bool, bf16);
        const at::ScalarType type = bf16 ? at::kBFloat16 : at::kFloat;
        const double tolerance = bf16 ? 3e-2 : 1e-5;
        const at::Tensor targets = targets_of(300, 50);
        const at::Tensor hidden = draw({300, 12}, 5).to(type).requires_grad_(),
                         weight = draw({50, 12}, 6).to(type).requires_grad_();
        const auto wide = [](const at::Tensor& x) { return x.detach().to(at::kDouble).requires_grad_(); };
        const at::Tensor exact_hidden = wide(hidden), exact_weight = wide(weight);
        const at::Tensor expected = plain_rows(exact_hidden, exact_weight, targets);
        expected.sum().backward();
        const auto away = [](const at::Tensor& found, const at::Tensor& wanted) {
            return ((found.to(at::kDouble) - wanted).norm() / wanted.norm()).item<double>();
        };
        for (const bool by_row : {false, true}) {
            hidden.mutable_grad().reset();
            weight.mutable_grad().reset();
            const at::Tensor found =
                by_row ? ops::head_loss_rows(hidden, weight, targets).sum() : ops::head_loss(hidden, weight, targets);
            QCOMPARE(found.scalar_type(), at::kFloat);
            VERIFY_BELOW(support::relative_distance(found, expected.detach().sum()), tolerance);
            found.backward();
            VERIFY_BELOW(away(hidden.grad(), exact_hidden.grad()), tolerance);
            VERIFY_BELOW(away(weight.grad(), exact_weight.grad()), tolerance);
        }
    }

    void threadsAgree() {
        const at::Tensor targets = targets_of(300, 500), values = draw({300, 64}, 5).to(at::kFloat),
                         weight = draw({500, 64}, 6).to(at::kFloat);
        const int before = at::get_num_threads();
        std::vector<at::Tensor> losses, grads;
        for (const int threads : {1, 2}) {
            at::set_num_threads(threads);
            const at::Tensor hidden = values.clone().requires_grad_();
            const at::Tensor loss = ops::head_loss(hidden, weight, targets);
            loss.backward();
            losses.push_back(loss.detach());
            grads.push_back(hidden.grad());
        }
        at::set_num_threads(before);
        VERIFY_BELOW(support::relative_distance(losses[1], losses[0]), 1e-6);
        VERIFY_BELOW(support::relative_distance(grads[1], grads[0]), 1e-5);
    }

    void frozenHeadGetsNoGradient() {
        const at::Tensor hidden = draw({7, 4}, 7).requires_grad_(), weight = draw({9, 4}, 8);
        ops::head_loss(hidden, weight, targets_of(7, 9)).backward();
        QVERIFY(hidden.grad().abs().max().item<double>() > 0);
        QVERIFY(!weight.grad().defined());
    }

    void noRowsIsZeroInTheGraph() {
        const at::Tensor x = draw({3, 4}, 9).requires_grad_();
        const at::Tensor loss = ops::head_loss(x.narrow(0, 0, 0), draw({9, 4}, 10), targets_of(0, 9));
        QCOMPARE(loss.item<double>(), 0.0);
        loss.backward();
        QVERIFY(at::equal(x.grad(), at::zeros_like(x)));
    }

    void extremeLogitsStayFinite() {
        const at::Tensor hidden = at::full({2, 1}, 1000.0).requires_grad_(),
                         weight = at::tensor({1.0F, -1.0F}).unsqueeze(1);
        const at::Tensor loss = ops::head_loss(hidden, weight, at::tensor({int64_t{0}, int64_t{1}}));
        QCOMPARE(loss.item<double>(), 2000.0);
        loss.backward();
        QVERIFY(at::isfinite(hidden.grad()).all().item<bool>());
    }
};

QTEST_GUILESS_MAIN(TestHeadLoss)
#include "tst_head_loss.moc"
