// Each operation against its formula written as plain loops in float64, and its gradient against difference quotients.

#include "backend/ops/ops.h"
#include "gradient_check.h"
#include "model/tiny.h"

#include <QtTest>

#include <cmath>

using namespace loratrf;
using support::draw;

namespace {

double at3(const at::Tensor& x, int64_t i, int64_t j, int64_t k) {
    return x[i][j][k].item<double>();
}

// Causal attention with a window and shared key-value heads, one query at a time.
at::Tensor attention_by_loops(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                              const std::vector<int64_t>& offsets, int64_t window) {
    const int64_t heads = q.size(1), group = heads / k.size(1), d = q.size(2);
    at::Tensor out = at::zeros({q.size(0), heads * d}, at::kDouble);
    for (size_t s = 0; s + 1 < offsets.size(); ++s)
        for (int64_t t = offsets[s]; t < offsets[s + 1]; ++t)
            for (int64_t h = 0; h < heads; ++h) {
                const int64_t first = window > 0 ? std::max(offsets[s], t - window + 1) : offsets[s];
                std::vector<double> weight;
                double total = 0;
                for (int64_t u = first; u <= t; ++u) {
                    double dot = 0;
                    for (int64_t i = 0; i < d; ++i)
                        dot += at3(q, t, h, i) * at3(k, u, h / group, i);
                    total += weight.emplace_back(std::exp(dot / std::sqrt(static_cast<double>(d))));
                }
                for (int64_t u = first; u <= t; ++u)
                    for (int64_t i = 0; i < d; ++i)
                        out[t][h * d + i] += weight[static_cast<size_t>(u - first)] / total * at3(v, u, h / group, i);
            }
    return out;
}

std::pair<at::Tensor, at::Tensor> rotation(int64_t tokens, int64_t d) {
    const at::Tensor angle = at::arange(tokens, at::kDouble).unsqueeze(1) *
                             at::pow(100.0, -at::arange(0, d, 2, at::kDouble) / static_cast<double>(d));
    return {angle.cos(), angle.sin()};
}

} // namespace

class TestOps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rmsNorm() {
        const at::Tensor x = draw({5, 6}, 1), weight = draw({6}, 2);
        at::Tensor expected = at::empty_like(x);
        for (int64_t t = 0; t < 5; ++t) {
            double squares = 0;
            for (int64_t i = 0; i < 6; ++i)
                squares += std::pow(x[t][i].item<double>(), 2);
            for (int64_t i = 0; i < 6; ++i)
                expected[t][i] = x[t][i].item<double>() / std::sqrt(squares / 6 + 1e-3) * weight[i].item<double>();
        }
        VERIFY_BELOW(support::distance(ops::rms_norm(x, weight, 1e-3), expected), 1e-12);
        VERIFY_BELOW(support::distance(ops::rms_norm(x.to(at::kFloat), weight.to(at::kFloat), 1e-3), expected), 1e-5);
        VERIFY_GRADIENT([](const auto& in) { return ops::rms_norm(in[0], in[1], 1e-3); }, {x, weight});
    }

    void rmsNormKeepsItsStatisticsInFp32() {
        // The squares' sum overflows fp16 and drowns in bf16; the result must not.
        const at::Tensor x = at::full({1, 4096}, 300.0, at::kHalf);
        VERIFY_BELOW(support::distance(ops::rms_norm(x, at::ones({4096}, at::kHalf), 1e-5), at::ones({1, 4096})), 1e-3);
    }

    void rope() {
        const at::Tensor x = draw({5, 2, 6}, 3);
        const auto [cosine, sine] = rotation(5, 6);
        at::Tensor expected = at::empty_like(x);
        for (int64_t t = 0; t < 5; ++t)
            for (int64_t h = 0; h < 2; ++h)
                for (int64_t i = 0; i < 3; ++i) { // the pair (i, i + d/2) turns by t theta_i
                    const double angle = static_cast<double>(t) * std::pow(100.0, -2.0 * static_cast<double>(i) / 6.0);
                    const double a = at3(x, t, h, i), b = at3(x, t, h, i + 3);
                    expected[t][h][i] = a * std::cos(angle) - b * std::sin(angle);
                    expected[t][h][i + 3] = b * std::cos(angle) + a * std::sin(angle);
                }
        VERIFY_BELOW(support::distance(ops::rope(x, cosine, sine), expected), 1e-12);
        VERIFY_GRADIENT([c = cosine, s = sine](const auto& in) { return ops::rope(in[0], c, s); }, {x});
    }

    void packedAttention_data() {
        QTest::addColumn<int>("kvHeads");
        QTest::addColumn<int>("window");
        for (const int kv : {1, 2, 4})
            for (const int window : {0, 1, 3, 100})
                QTest::newRow(qPrintable(QString("%1 kv heads, window %2").arg(kv).arg(window))) << kv << window;
    }
    void packedAttention() {
        QFETCH(int, kvHeads);
        QFETCH(int, window);
        const std::vector<int64_t> offsets = {0, 6, 7, 11};
        const at::Tensor q = draw({11, 4, 3}, 4), k = draw({11, kvHeads, 3}, 5), v = draw({11, kvHeads, 3}, 6);
        const at::Tensor expected = attention_by_loops(q, k, v, offsets, window);
        const auto found = [&](at::ScalarType type) {
            return ops::packed_attention(q.to(type), k.to(type), v.to(type), offsets, window);
        };
        VERIFY_BELOW(support::distance(found(at::kDouble), expected), 1e-12);
        VERIFY_BELOW(support::distance(found(at::kFloat), expected), 1e-5);
        VERIFY_GRADIENT([&](const auto& in) { return ops::packed_attention(in[0], in[1], in[2], offsets, window); },
                        {q, k, v});

        std::vector<at::Tensor> single;
        for (size_t s = 0; s + 1 < offsets.size(); ++s) {
            const auto part = [&](const at::Tensor& x) { return x.narrow(0, offsets[s], offsets[s + 1] - offsets[s]); };
            single.push_back(
                ops::packed_attention(part(q), part(k), part(v), {0, offsets[s + 1] - offsets[s]}, window));
        }
        VERIFY_BELOW(support::distance(found(at::kDouble), at::cat(single)), 1e-12);
    }

    // A prefix that is there once is seen as if it stood before every sequence.
    void sharedPrefixAttention_data() { packedAttention_data(); }
    void sharedPrefixAttention() {
        QFETCH(int, kvHeads);
        QFETCH(int, window);
        for (const int64_t shared : {1, 2, 5}) {
            const std::vector<int64_t> offsets = {shared, shared + 4, shared + 5, shared + 8};
            const at::Tensor q = draw({offsets.back(), 4, 3}, 4), k = draw({offsets.back(), kvHeads, 3}, 5),
                             v = draw({offsets.back(), kvHeads, 3}, 6);
            std::vector<at::Tensor> expected = {attention_by_loops(q.narrow(0, 0, shared), k.narrow(0, 0, shared),
                                                                   v.narrow(0, 0, shared), {0, shared}, window)};
            for (size_t s = 0; s + 1 < offsets.size(); ++s) {
                const int64_t own = offsets[s + 1] - offsets[s];
                const auto whole = [&](const at::Tensor& x) {
                    return at::cat({x.narrow(0, 0, shared), x.narrow(0, offsets[s], own)});
                };
                expected.push_back(
                    attention_by_loops(whole(q), whole(k), whole(v), {0, shared + own}, window).narrow(0, shared, own));
            }
            VERIFY_BELOW(support::distance(ops::packed_attention(q, k, v, offsets, window), at::cat(expected)), 1e-12);
            VERIFY_GRADIENT([&](const auto& in) { return ops::packed_attention(in[0], in[1], in[2], offsets, window); },
                            {q, k, v});
        }
    }

    void cachedAttentionContinues_data() { packedAttention_data(); }
    void cachedAttentionContinues() {
        QFETCH(int, kvHeads);
        QFETCH(int, window);
        const at::Tensor q = draw({9, 4, 3}, 7), k = draw({9, kvHeads, 3}, 8), v = draw({9, kvHeads, 3}, 9);
        const at::Tensor expected = attention_by_loops(q, k, v, {0, 9}, window);
        const at::Tensor keys = k.transpose(0, 1).contiguous(), values = v.transpose(0, 1).contiguous();
        for (const int64_t fresh : {1, 2, 5, 9}) {
            const at::Tensor found = ops::cached_attention(q.narrow(0, 9 - fresh, fresh), keys, values, window);
            VERIFY_BELOW(support::distance(found, expected.narrow(0, 9 - fresh, fresh)), 1e-12);
        }
    }

    // Each sequence sees as much of its cache as it has; what lies beyond changes nothing.
    void decodeAttentionSeesItsOwnPast_data() { packedAttention_data(); }
    void decodeAttentionSeesItsOwnPast() {
        QFETCH(int, kvHeads);
        QFETCH(int, window);
        const std::vector<int64_t> held = {9, 4, 1};
        const at::Tensor q = draw({3, 4, 3}, 7), keys = draw({3, kvHeads, 9, 3}, 8),
                         values = draw({3, kvHeads, 9, 3}, 9);
        const at::Tensor found = ops::decode_attention(q, keys, values, at::tensor(held, at::kLong) - 1, window);
        for (int64_t s = 0; s < 3; ++s) {
            const int64_t n = held[static_cast<size_t>(s)];
            const auto seen = [&](const at::Tensor& cache) { return cache[s].narrow(1, 0, n).transpose(0, 1); };
            const at::Tensor queries = q[s].unsqueeze(0).expand({n, 4, 3}); // of which the last counts
            const at::Tensor expected = attention_by_loops(queries, seen(keys), seen(values), {0, n}, window)[n - 1];
            VERIFY_BELOW(support::distance(found[s], expected), 1e-12);
        }
    }

    void swiglu() {
        const at::Tensor gate = draw({4, 5}, 10), up = draw({4, 5}, 11);
        at::Tensor expected = at::empty_like(gate);
        for (int64_t i = 0; i < 4; ++i)
            for (int64_t j = 0; j < 5; ++j) {
                const double g = gate[i][j].item<double>();
                expected[i][j] = g / (1 + std::exp(-g)) * up[i][j].item<double>();
            }
        VERIFY_BELOW(support::distance(ops::swiglu(gate, up), expected), 1e-12);
        VERIFY_GRADIENT([](const auto& in) { return ops::swiglu(in[0], in[1]); }, {gate, up});
    }

    void taskFilter() {
        at::Tensor h = draw({6, 5}, 12);
        const at::Tensor xi = draw({5}, 13);
        h[4] = xi * 3;
        h[5] = xi * -2;
        at::Tensor expected = at::empty({6}, at::kDouble);
        for (int64_t t = 0; t < 6; ++t) {
            double dot = 0, hh = 0, xx = 0;
            for (int64_t i = 0; i < 5; ++i) {
                const double a = h[t][i].item<double>(), b = xi[i].item<double>();
                dot += a * b, hh += a * a, xx += b * b;
            }
            expected[t] = std::min(1.0, std::max(0.0, dot / std::sqrt(hh) / std::sqrt(xx)));
        }
        const at::Tensor s = ops::task_filter(h, xi);
        VERIFY_BELOW(support::distance(s, expected), 1e-12);
        QCOMPARE(s[5].item<double>(), 0.0);
        VERIFY_BELOW(std::abs(s[4].item<double>() - 1), 1e-12);
        QVERIFY(((expected > 0) & (expected < 0.99)).any().item<bool>()); // and something between
        VERIFY_GRADIENT([](const auto& in) { return ops::task_filter(in[0], in[1]); }, {h, xi});
    }

    void taskFilterOfNothingIsZero() {
        const at::Tensor s = ops::task_filter(at::zeros({2, 4}), at::ones({4}));
        QVERIFY(at::equal(s, at::zeros({2})));
        QVERIFY(at::equal(ops::task_filter(at::ones({2, 4}), at::zeros({4})), at::zeros({2})));
        QCOMPARE(ops::task_filter(at::ones({2, 4}, at::kBFloat16), at::ones({4})).scalar_type(), at::kFloat);
    }

    void dropout() {
        const at::Tensor x = at::ones({200, 300});
        QVERIFY(ops::dropout(x, 0, 5).is_same(x));
        const at::Tensor once = ops::dropout(x, 0.25, 5);
        QVERIFY(at::equal(once, ops::dropout(x, 0.25, 5)));
        QVERIFY(!at::equal(once, ops::dropout(x, 0.25, 6)));
        const at::Tensor kept = once != 0;
        VERIFY_BELOW(support::distance(once.masked_select(kept), at::full({kept.sum().item<int64_t>()}, 1 / 0.75)),
                     1e-6);
        const double share = kept.to(at::kDouble).mean().item<double>(); // five standard deviations
        VERIFY_BELOW(std::abs(share - 0.75), 5 * std::sqrt(0.25 * 0.75 / 60000));
        VERIFY_GRADIENT([](const auto& in) { return ops::dropout(in[0], 0.4, 3); }, {draw({4, 5}, 14)});
    }
};

QTEST_GUILESS_MAIN(TestOps)
#include "tst_ops.moc"
