// Prefixes that the rows of a micro-batch share: losses, gradients and activity are those of rows in full.

#include "adapter/placements.h"
#include "adapter/properties.h"
#include "backend/model/recorder.h"
#include "backend/train/prefix_sharing.h"

using namespace loratrf;

namespace {

// Rows of own lengths behind `shared` equal tokens; each has an unsupervised token of its own, then supervised ones
// with gaps.
support::Micro rows_alike(int64_t shared, const std::vector<int64_t>& own) {
    support::Micro rows;
    for (size_t r = 0; r < own.size(); ++r) {
        Sequence row;
        for (int64_t i = 0; i < shared + own[r]; ++i) {
            const int64_t place = i - shared;
            row.ids.push_back(static_cast<int32_t>(place < 0 ? (i * 7 + 3) % 60 : (place * 11 + int64_t(r) * 17) % 64));
            row.supervised.push_back(place > 0 && place % 4 != 3);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<int64_t> all_of(const support::Micro& rows) {
    std::vector<int64_t> which(rows.size());
    std::iota(which.begin(), which.end(), 0);
    return which;
}

PackedBatch packed(const support::Micro& rows, bool share) {
    return pack(rows, all_of(rows), share);
}

struct Outcome {
    at::Tensor loss;
    std::vector<at::Tensor> grads;
    std::map<std::string, std::vector<float>> activity;
};

Outcome pass(const support::Attached& a, const PackedBatch& batch, ForwardContext context = {}) {
    ActivityRecorder recorder(a.adapter->sites().size());
    context.training = true;
    context.recorder = &recorder;
    std::vector<Parameter> parameters = a.adapter->parameters();
    for (Parameter& p : parameters)
        p.value.mutable_grad().reset();
    Outcome outcome;
    const at::Tensor loss = loss_sum(*a.model, batch, context);
    loss.backward();
    outcome.loss = loss.detach();
    for (const Parameter& p : parameters)
        outcome.grads.push_back(p.value.grad());
    outcome.activity = recorder.values();
    return outcome;
}

// A filter that lets nothing through has no gradient at all.
double far(const at::Tensor& found, const at::Tensor& expected) {
    return at::any(expected).item<bool>() ? support::relative_distance(found, expected)
                                          : support::distance(found, expected);
}

QString difference(const Outcome& found, const Outcome& expected, double tolerance) {
    if (!(support::relative_distance(found.loss, expected.loss) <= tolerance))
        return QString("loss %1 instead of %2").arg(found.loss.item<double>()).arg(expected.loss.item<double>());
    for (size_t i = 0; i < expected.grads.size(); ++i)
        if (const double away = far(found.grads[i], expected.grads[i]); !(away <= tolerance))
            return QString("gradient %1 is %2 away").arg(i).arg(away);
    if (found.activity.size() != expected.activity.size())
        return "not the same measures";
    for (const auto& [measure, values] : expected.activity)
        for (size_t site = 0; site < values.size(); ++site)
            if (const float other = found.activity.at(measure)[site];
                !(std::abs(other - values[site]) <= 1e-5F * (1 + std::abs(values[site]))))
                return QString("%1 at site %2: %3 instead of %4")
                    .arg(measure.c_str())
                    .arg(site)
                    .arg(other)
                    .arg(values[site]);
    return {};
}

} // namespace

class TestSharedPrefix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsRowsInFull_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        for (const char* family : {"llama", "mistral", "qwen2", "qwen3"}) // mistral: a window of 7
            for (const auto& [method, placement] :
                 {std::pair{"lora", ""}, std::pair{"loratrf", "block"}, std::pair{"loratrf", "linear"}})
                QTest::addRow("%s, %s %s", family, method, placement) << family << method << placement;
        for (const char* method : {"rslora", "loraplus", "lorafa", "adalora", "alora", "pissa"})
            QTest::newRow(method) << "llama" << method << "";
    }
    void equalsRowsInFull() {
        QFETCH(QString, family);
        QFETCH(QString, method);
        QFETCH(QString, placement);
        for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-11}, std::pair{at::kFloat, 1e-4}}) {
            const support::Attached a =
                support::shaken(method.toStdString(), support::placed(placement), type, family.toStdString());
            QCOMPARE(a.model->slow_layers({.training = true}), std::string());
            for (const std::vector<int64_t>& own : {std::vector<int64_t>{9, 23}, {2, 40, 33}})
                for (const int64_t shared : {0, 1, 5, 32, 67}) {
                    const support::Micro rows = rows_alike(shared, own);
                    const PackedBatch whole = packed(rows, false), once = packed(rows, true);
                    QCOMPARE(once.shared_prefix(), shared);
                    QCOMPARE(whole.tokens() - once.tokens(), shared * (int64_t(own.size()) - 1));
                    const Outcome expected = pass(a, whole);
                    VERIFY_FAULTLESS(difference(pass(a, once), expected, tolerance));
                    VERIFY_FAULTLESS(difference(pass(a, once, {.op_by_op = true}), expected, tolerance));
                }
        }
    }

    // More rows than attention has parts, none of them alike in length.
    void manyRows() {
        const support::Attached a = support::shaken("lora", {}, at::kFloat);
        const support::Micro rows = rows_alike(21, {2, 9, 35, 4, 17, 2, 64, 5, 6, 33, 11, 3, 40});
        VERIFY_FAULTLESS(difference(pass(a, packed(rows, true)), pass(a, packed(rows, false)), 3e-5));
    }

    void roundedAlike() {
        const support::Attached a = support::shaken("lora", {}, at::kBFloat16);
        const support::Micro rows = rows_alike(40, {9, 23, 30});
        const Outcome whole = pass(a, packed(rows, false)), once = pass(a, packed(rows, true));
        VERIFY_BELOW(support::relative_distance(once.loss, whole.loss), 1e-2);
        for (size_t i = 0; i < whole.grads.size(); ++i)
            VERIFY_BELOW(((once.grads[i] - whole.grads[i]).norm() / whole.grads[i].norm()).item<double>(), 5e-2);
    }

    void gradientsAreDifferenceQuotients_data() { support::add_placements(); }
    void gradientsAreDifferenceQuotients() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        const support::Attached a = support::shaken(method.toStdString(), support::placed(placement), at::kDouble);
        const PackedBatch batch = packed(rows_alike(11, {5, 8, 3}), true);
        QCOMPARE(batch.shared_prefix(), int64_t(11));
        VERIFY_FAULTLESS(support::gradient_fault(
            *a.adapter, [&] { return support::loss_sum(*a.model, batch) / static_cast<double>(batch.supervised()); },
            1e-6));
    }

    void recomputingChangesNothing_data() { support::add_placements(); }
    void recomputingChangesNothing() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        const PackedBatch batch = packed(rows_alike(45, {12, 30, 7}), true);
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const support::Attached a = support::shaken(method.toStdString(), support::placed(placement), type);
            const Outcome kept = pass(a, batch);
            for (const Recompute what : {Recompute::FeedForward, Recompute::Layer}) {
                const Outcome again = pass(a, batch, {.recompute = what});
                QVERIFY(at::equal(again.loss, kept.loss));
                for (size_t i = 0; i < kept.grads.size(); ++i)
                    QVERIFY(at::equal(again.grads[i], kept.grads[i]));
                QVERIFY(again.activity == kept.activity);
            }
        }
    }

    void cacheTakesNoSharedPrefix() {
        const auto model = support::load(support::tiny_model("llama"));
        KvCache cache = model->make_cache(2, 64);
        const PackedInput input = to_input(packed(rows_alike(4, {3, 3}), true), at::kCPU);
        COMPARE_CAUGHT([&] { model->hidden(input, {}, &cache); }, "internal", "shared prefix");
    }

    void isOnWhereItPays() {
        const support::Micro alike = rows_alike(20, {9, 23, 14}), barely = rows_alike(1, {40, 33, 60});
        const auto decided = [](const support::Attached& a, const support::Micro& rows, const std::string& option) {
            return decide_prefix_sharing(option, *a.model, rows, plan_epoch(rows, all_of(rows), 3, 100, true));
        };
        const support::Attached lora = support::attached("lora");
        const PrefixSharing on = decided(lora, alike, "auto");
        QVERIFY(on.on);
        QVERIFY2(on.note.find("38 %") != std::string::npos, on.note.c_str()); // 40 of 106
        QVERIFY(!decided(lora, alike, "off").on);
        QVERIFY(!decided(lora, barely, "auto").on);
        QVERIFY(decided(support::attached("loratrf"), alike, "auto").on);
        for (const char* looks_at_more : {"loreft", "milora", "dora"})
            QVERIFY(!decided(support::attached(looks_at_more), alike, "auto").on);
        QVERIFY(!decided(support::attached("lora", {{"dropout", 0.1}}), alike, "auto").on);
    }
};

QTEST_GUILESS_MAIN(TestSharedPrefix)
#include "tst_shared_prefix.moc"
