// Tiled attention against ops::packed_attention in float64, with autograd's gradients: lengths around the tiles' size,
// shared heads, windows, both number types, every level.

#include "backend/ops/causal_attention.h"
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

struct Shape {
    int64_t heads = 1, kv_heads = 1, head_dim = 8, window = 0;
};

struct Case {
    at::Tensor q, k, v, dout, cosine, sine; // rounded to the type under test
};

Case make(const Shape& shape, int64_t tokens, at::ScalarType type) {
    const at::Tensor angle = draw({tokens, shape.head_dim / 2}, 7) * 3;
    return {draw({tokens, shape.heads * shape.head_dim}, 1).to(type) * 2,
            draw({tokens, shape.kv_heads * shape.head_dim}, 2).to(type),
            draw({tokens, shape.kv_heads * shape.head_dim}, 3).to(type),
            draw({tokens, shape.heads * shape.head_dim}, 4).to(type),
            angle.cos().to(type),
            angle.sin().to(type)};
}

ops::AttentionInput input_of(const Case& c, const Shape& shape, const std::vector<int64_t>& offsets,
                             ops::CpuLevel level = ops::best_level()) {
    return {c.q, c.k, c.v, c.cosine, c.sine, offsets, shape.heads, shape.kv_heads, shape.head_dim, shape.window, level};
}

// Output and the gradients of q, k and v.
using Results = std::array<at::Tensor, 4>;

Results tiled(const Case& c, const Shape& shape, const std::vector<int64_t>& offsets,
              ops::CpuLevel level = ops::best_level()) {
    const ops::AttentionInput input = input_of(c, shape, offsets, level);
    const ops::AttentionOutput found = ops::causal_attention(input);
    const ops::AttentionGradient d = ops::causal_attention_backward(input, found, c.dout);
    return {found.out, d.q, d.k, d.v};
}

Results reference(const Case& c, const Shape& shape, const std::vector<int64_t>& offsets) {
    const auto exact = [](const at::Tensor& x) { return x.to(at::kDouble).requires_grad_(); };
    const at::Tensor q = exact(c.q), k = exact(c.k), v = exact(c.v), cosine = exact(c.cosine), sine = exact(c.sine);
    const int64_t tokens = offsets.back(), d = shape.head_dim;
    const at::Tensor out = ops::packed_attention(ops::rope(q.view({tokens, shape.heads, d}), cosine, sine),
                                                 ops::rope(k.view({tokens, shape.kv_heads, d}), cosine, sine),
                                                 v.view({tokens, shape.kv_heads, d}), offsets, shape.window);
    const auto grads = torch::autograd::grad({out}, {q, k, v}, {exact(c.dout)});
    return {out, grads[0], grads[1], grads[2]};
}

// Offsets of sequences of lengths around the tiles' size, behind `shared` tokens.
std::vector<int64_t> usual_offsets(int64_t shared) {
    std::vector<int64_t> offsets = {shared};
    for (const int64_t length : {1, 31, 33, 96, 31})
        offsets.push_back(offsets.back() + length);
    return offsets;
}

} // namespace

#define VERIFY_ALL_NEAR(found, expected, tolerance)                                                                    \
    do {                                                                                                               \
        const Results all_found = found, all_expected = expected;                                                      \
        for (size_t i = 0; i < all_found.size(); ++i)                                                                  \
            VERIFY_BELOW(support::relative_distance(all_found[i], all_expected[i]), tolerance);                        \
    } while (false)

class TestCausalAttention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!ops::has_causal_attention())
            QSKIP("this CPU has no tile products; attention runs op by op here");
    }

    void equalsReference_data() {
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("kv_heads");
        QTest::addColumn<int>("head_dim");
        QTest::addColumn<int>("window");
        QTest::addColumn<bool>("bf16");
        QTest::addColumn<int>("shared");
        QTest::newRow("one head") << 1 << 1 << 8 << 0 << false << 0;
        QTest::newRow("shared heads") << 6 << 2 << 16 << 0 << false << 0;
        QTest::newRow("window inside a tile") << 2 << 1 << 16 << 5 << false << 0;
        QTest::newRow("window of a tile") << 2 << 2 << 16 << 32 << false << 0;
        QTest::newRow("window over tiles") << 4 << 2 << 64 << 50 << false << 0;
        QTest::newRow("bf16") << 6 << 2 << 16 << 0 << true << 0;
        QTest::newRow("bf16 with a window") << 2 << 1 << 16 << 40 << true << 0;
        for (const int shared : {1, 31, 32, 33, 70}) {
            QTest::addRow("%d shared", shared) << 6 << 2 << 16 << 0 << false << shared;
            QTest::addRow("%d shared with a window", shared) << 2 << 1 << 8 << 40 << false << shared;
            QTest::addRow("%d shared with a window inside a tile", shared) << 2 << 2 << 8 << 5 << false << shared;
        }
        QTest::newRow("shared in bf16") << 6 << 2 << 16 << 0 << true << 45;
        for (const int head_dim : {80, 96, 128}) {
            QTest::addRow("heads of %d", head_dim) << 2 << 1 << head_dim << 0 << false << 0;
            QTest::addRow("heads of %d in bf16, shared, with a window", head_dim)
                << 2 << 2 << head_dim << 40 << true << 33;
        }
    }
    void equalsReference() {
        QFETCH(int, heads);
        QFETCH(int, kv_heads);
        QFETCH(int, head_dim);
        QFETCH(int, window);
        QFETCH(bool, bf16);
        QFETCH(int, shared);
        const Shape shape{heads, kv_heads, head_dim, window};
        const std::vector<int64_t> offsets = usual_offsets(shared);
        const Case c = make(shape, offsets.back(), bf16 ? at::kBFloat16 : at::kFloat);
        VERIFY_ALL_NEAR(tiled(c, shape, offsets), reference(c, shape, offsets), bf16 ? 1.5e-2 : 5e-6);
    }

    void everyLevelEqualsReference_data() {
        QTest::addColumn<ops::CpuLevel>("level");
        for (const auto& [name, level] : support::levels)
            QTest::newRow(name) << level;
    }
    void everyLevelEqualsReference() {
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        for (const Shape& shape : {Shape{3, 1, 16, 0}, Shape{2, 2, 20, 5}, Shape{2, 1, 64, 40}})
            for (const bool bf16 : {false, true}) {
                const std::vector<int64_t> offsets = usual_offsets(shape.window > 0 ? 33 : 0);
                const Case c = make(shape, offsets.back(), bf16 ? at::kBFloat16 : at::kFloat);
                VERIFY_ALL_NEAR(tiled(c, shape, offsets, level), reference(c, shape, offsets), bf16 ? 1.5e-2 : 5e-6);
            }
    }

    // Sums over 47 tiles of keys.
    void aLongRowEqualsReference() {
        const Shape shape{2, 1, 16, 0};
        const std::vector<int64_t> offsets = {0, 1500};
        const Case c = make(shape, 1500, at::kFloat);
        VERIFY_ALL_NEAR(tiled(c, shape, offsets), reference(c, shape, offsets), 1e-5);
    }

    // Each head of each sequence is computed on its own: neither neighbours nor threads change a bit.
    void packedEqualsSingle() {
        const Shape shape{4, 2, 16, 0};
        const std::vector<int64_t> offsets = {0, 70, 90, 133};
        const Case c = make(shape, 133, at::kFloat);
        const int before = at::get_num_threads();
        at::set_num_threads(3);
        const ops::AttentionOutput packed = ops::causal_attention(input_of(c, shape, offsets));
        const ops::AttentionGradient grads =
            ops::causal_attention_backward(input_of(c, shape, offsets), packed, c.dout);
        at::set_num_threads(1);
        for (size_t s = 0; s + 1 < offsets.size(); ++s) {
            const auto part = [&](const at::Tensor& x) { return x.narrow(0, offsets[s], offsets[s + 1] - offsets[s]); };
            const Case own{part(c.q), part(c.k), part(c.v), part(c.dout), part(c.cosine), part(c.sine)};
            const std::vector<int64_t> whole = {0, offsets[s + 1] - offsets[s]};
            const ops::AttentionOutput single = ops::causal_attention(input_of(own, shape, whole));
            const ops::AttentionGradient d =
                ops::causal_attention_backward(input_of(own, shape, whole), single, own.dout);
            QVERIFY(at::equal(single.out, part(packed.out)));
            QVERIFY(at::equal(d.q, part(grads.q)) && at::equal(d.k, part(grads.k)) && at::equal(d.v, part(grads.v)));
        }
        at::set_num_threads(before);
    }

    // With more sequences than parts, each of which adds up what the prefix gets.
    void sharedPrefixEqualsReference() {
        const Shape shape{3, 1, 16, 0};
        std::vector<int64_t> offsets = {37};
        for (int64_t i = 0; i < 21; ++i)
            offsets.push_back(offsets.back() + 1 + i * 13 % 50);
        const Case c = make(shape, offsets.back(), at::kFloat);
        const Results expected = reference(c, shape, offsets);
        const int before = at::get_num_threads();
        for (const int threads : {1, 3}) {
            at::set_num_threads(threads);
            const Results found = tiled(c, shape, offsets);
            at::set_num_threads(before);
            VERIFY_ALL_NEAR(found, expected, 5e-6);
        }
    }

    // A prefix computed once gives what it gives when it stands before every sequence.
    void sharedPrefixEqualsRowsInFull_data() { everyLevelEqualsReference_data(); }
    void sharedPrefixEqualsRowsInFull() {
        QFETCH(ops::CpuLevel, level);
        SKIP_UNLESS_CPU_HAS(level);
        for (const Shape& shape : {Shape{3, 1, 16, 0}, Shape{2, 2, 8, 40}}) {
            const std::vector<int64_t> offsets = usual_offsets(37);
            const int64_t shared = offsets.front();
            const Case once = make(shape, offsets.back(), at::kFloat);
            std::vector<int64_t> tokens, whole = {0};
            for (size_t s = 0; s + 1 < offsets.size(); ++s) {
                for (int64_t t = 0; t < shared; ++t)
                    tokens.push_back(t);
                for (int64_t t = offsets[s]; t < offsets[s + 1]; ++t)
                    tokens.push_back(t);
                whole.push_back(static_cast<int64_t>(tokens.size()));
            }
            const at::Tensor index = at::tensor(tokens, at::kLong);
            const auto in_full = [&](const at::Tensor& x) { return x.index_select(0, index); };
            const Case full{in_full(once.q),    in_full(once.k),      in_full(once.v),
                            in_full(once.dout), in_full(once.cosine), in_full(once.sine)};
            for (size_t s = 1; s + 1 < whole.size(); ++s) // what comes for the prefix comes once
                full.dout.narrow(0, whole[s], shared).zero_();
            const Results expected = tiled(full, shape, whole, level), found = tiled(once, shape, offsets, level);
            VERIFY_BELOW(support::relative_distance(in_full(found[0]), expected[0]), 1e-5);
            for (size_t i = 1; i < found.size(); ++i) {
                const at::Tensor sum = at::zeros_like(found[i]).index_add(0, index, expected[i]);
                VERIFY_BELOW(support::relative_distance(found[i], sum), 1e-5);
            }
        }
    }

    void refusesWhatDoesNotFit() {
        const Shape shape{4, 2, 8, 0};
        const std::vector<int64_t> offsets = {0, 5}, beyond = {0, 6};
        const Case c = make(shape, 5, at::kFloat);
        const ops::AttentionOutput output = ops::causal_attention(input_of(c, shape, offsets));
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::causal_attention(input_of(c, shape, beyond)));
        const Shape more{4, 4, 8, 0}; // heads of k and v than there are
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::causal_attention(input_of(c, more, offsets)));
        Case other = c;
        other.v = c.v.to(at::kBFloat16);
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::causal_attention(input_of(other, shape, offsets)));
        other = c;
        other.q = c.q.t().contiguous().t();
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::causal_attention(input_of(other, shape, offsets)));
        other = c;
        other.sine = c.sine.narrow(0, 0, 4);
        QVERIFY_THROWS_EXCEPTION(c10::Error, ops::causal_attention(input_of(other, shape, offsets)));
        const at::Tensor narrow = c.dout.narrow(1, 0, 16);
        QVERIFY_THROWS_EXCEPTION(c10::Error,
                                 ops::causal_attention_backward(input_of(c, shape, offsets), output, narrow));
    }

    // Scores beyond a float's exponential: the maximum is taken out first.
    void survivesLargeScores() {
        const Shape shape{1, 1, 16, 0};
        const std::vector<int64_t> offsets = {0, 40};
        Case c = make(shape, 40, at::kFloat);
        c.q = c.q * 300;
        const ops::AttentionOutput found = ops::causal_attention(input_of(c, shape, offsets));
        const ops::AttentionGradient d = ops::causal_attention_backward(input_of(c, shape, offsets), found, c.dout);
        for (const at::Tensor& x : {found.out, d.q, d.k, d.v})
            QVERIFY(at::isfinite(x).all().item<bool>());
    }
};

QTEST_GUILESS_MAIN(TestCausalAttention)
#include "tst_causal_attention.moc"
